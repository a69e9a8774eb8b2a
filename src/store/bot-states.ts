import type { Db, Tx } from './tables.ts';

export interface KeptState {
  value: unknown;
  /** How often it was set; 0: never. */
  version: number;
}

/** What a bot keeps of a person. */
export async function botState(db: Db, contactId: number, bot: string): Promise<KeptState> {
  const row = await db
    .selectFrom('bot_states')
    .select(['value', 'version'])
    .where('contact_id', '=', contactId)
    .where('bot', '=', bot)
    .executeTakeFirst();
  return row ? { value: JSON.parse(row.value), version: row.version } : { value: null, version: 0 };
}

export async function setBotState(
  tx: Tx,
  { contactId, bot, value, now }: { contactId: number; bot: string; value: unknown; now: number },
): Promise<void> {
  const text = JSON.stringify(value ?? null);
  await tx
    .insertInto('bot_states')
    .values({ contact_id: contactId, bot, value: text, version: 1, set_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(['contact_id', 'bot'])
        .doUpdateSet((eb) => ({ value: text, version: eb('bot_states.version', '+', 1), set_at: now })),
    )
    .execute();
}

/** Two contacts are one person: of what a bot keeps of both, what was set last stays. */
export async function joinBotStates(tx: Tx, keptId: number, otherId: number): Promise<void> {
  const both = await tx
    .selectFrom('bot_states')
    .select(['contact_id', 'bot'])
    .where('contact_id', 'in', [keptId, otherId])
    .orderBy('set_at', 'desc')
    .orderBy('contact_id')
    .execute();
  const older = both.filter(({ bot }, at) => both.findIndex((one) => one.bot === bot) < at);
  for (const { contact_id: owner, bot } of older)
    await tx.deleteFrom('bot_states').where('contact_id', '=', owner).where('bot', '=', bot).execute();
  await tx.updateTable('bot_states').set({ contact_id: keptId }).where('contact_id', '=', otherId).execute();
}
