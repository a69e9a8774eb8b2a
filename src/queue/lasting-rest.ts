import { setValue, valueOf } from '../store/meta.ts';
import type { Db, Tx } from '../store/tables.ts';
import type { Target } from '../targets/target.ts';

const keyOf = ({ name }: Target): string => `rest:${name}`;

interface LastingRest {
  until: number;
  reason: string;
  fix: string;
}

/** Writes down a rest that the other side asked for: who is started again within it must not call either. */
export async function writeRest(tx: Tx, target: Target): Promise<void> {
  const { rest } = target;
  if (!rest?.asked) return;
  const { until, reason, fix } = rest;
  await setValue(tx, keyOf(target), JSON.stringify({ until, reason, fix } satisfies LastingRest));
}

/** At the start: what is left of a rest that an earlier run was asked for. */
export async function restAsBefore(db: Db, target: Target, now: number): Promise<void> {
  const written = await valueOf(db, keyOf(target));
  if (written === null) return;
  const { until, reason, fix } = JSON.parse(written) as LastingRest;
  if (until > now) target.restFor(until - now, reason, fix);
}
