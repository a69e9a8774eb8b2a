import { sql } from 'kysely';
import type { Store } from './open.ts';

interface Used {
  in: number;
  out: number;
}

/** What a channel's language model used of a day, counted by all processes alike; days that are over are forgotten. */
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
        await tx.deleteFrom('meta').where('key', '>=', prefix).where('key', '<', keyOf(day, 'in')).execute();
      });
    },
  };
}
