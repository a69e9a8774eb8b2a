import { sql } from 'kysely';
import type { Store } from './open.ts';
import type { Db } from './tables.ts';

interface Used {
  in: number;
  out: number;
}

/** Days that are remembered, for the operator. */
const KEPT_DAYS = 400;
const DAY_MS = 86_400_000;

/** What a channel's language model used of a day, counted by all processes alike. */
export function spendingOf(store: Store, channel: string) {
  const keyOf = (day: string, what: keyof Used) => `llm_spent:${channel}:${day}:${what}`;
  return {
    async used(day: string): Promise<Used> {
      const rows = await store.db
        .selectFrom('meta')
        .selectAll()
        .where('key', 'in', [keyOf(day, 'in'), keyOf(day, 'out')])
        .execute();
      const of = (what: keyof Used) => Number(rows.find(({ key }) => key === keyOf(day, what))?.value ?? 0);
      return { in: of('in'), out: of('out') };
    },
    async add(day: string, used: Used): Promise<void> {
      await store.write(async (tx) => {
        for (const what of ['in', 'out'] as const) {
          const value = sql<string>`cast(cast(meta.value as bigint) + ${used[what]} as text)`;
          await tx
            .insertInto('meta')
            .values({ key: keyOf(day, what), value: String(used[what]) })
            .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
            .execute();
        }
        const prefix = `llm_spent:${channel}:`;
        const old = new Date(Date.parse(day) - KEPT_DAYS * DAY_MS).toISOString().slice(0, 10);
        await tx.deleteFrom('meta').where('key', '>=', prefix).where('key', '<', keyOf(old, 'in')).execute();
      });
    },
  };
}

/** What it used of each day since then, the newest day first; days on which it used nothing are left out. */
export async function spentDays(db: Db, channel: string, since: string): Promise<(Used & { day: string })[]> {
  const prefix = `llm_spent:${channel}:`;
  const rows = await db
    .selectFrom('meta')
    .selectAll()
    .where('key', '>=', prefix + since)
    .where('key', '<', `${prefix}~`)
    .orderBy('key', 'desc')
    .execute();
  const days = new Map<string, Used>();
  for (const { key, value } of rows) {
    const [day = '', what = ''] = key.slice(prefix.length).split(':');
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || (what !== 'in' && what !== 'out')) continue;
    const used = days.get(day) ?? { in: 0, out: 0 };
    days.set(day, { ...used, [what]: Number(value) });
  }
  return [...days].map(([day, used]) => ({ day, ...used }));
}
