import type { EventMessage } from '../chatwoot/event.ts';
import { handOver, type EffectOptions, type Line } from '../deliver/hand-over.ts';
import type { Contact, Tx } from '../store/tables.ts';

/**
 * A person's public words make the bot quiet; what a program, a bot or Chatwoot itself says does not. Nor do words from before the
 * conversation was given back: an agent who sends and resolves in one act is heard of twice, and often of the words last.
 */
export async function agentReplied(
  tx: Tx,
  contactId: Contact['id'],
  said: EventMessage,
  now: number,
  options: EffectOptions,
): Promise<Line[]> {
  if (said.type !== 'outgoing' || said.private || said.sender?.kind !== 'user') return [];
  const { chatwoot_back_at: backAt } = await tx
    .selectFrom('contacts')
    .select('chatwoot_back_at')
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow();
  // Of words only the second is told.
  if (said.createdAt <= backAt) return [];
  return await handOver(tx, contactId, { type: 'agent_replied' }, now, options);
}

/** Keeps Chatwoot's time of the act by which the conversation went back to the bot; `lines` is what `handOver` gave. */
export async function keepBackAt(tx: Tx, contactId: Contact['id'], at: number, lines: Line[]): Promise<void> {
  if (lines.length === 0) return;
  await tx
    .updateTable('contacts')
    .set({ chatwoot_back_at: at })
    .where('id', '=', contactId)
    .where('answered_by', '=', 'bot')
    .execute();
}
