import { ONLY_CHANNEL } from '../config.ts';
import { setValue, valueOf } from '../store/meta.ts';
import type { Db, Tx } from '../store/tables.ts';
import type { Target } from '../targets/target.ts';

/** Without a channel for the one there always was: rests written down before there were several are kept to. */
const keyOf = (channelId: string, { name }: Target): string =>
  channelId === ONLY_CHANNEL ? `rest:${name}` : `rest:${channelId}:${name}`;

interface LastingRest {
  until: number;
  reason: string;
  fix: string;
  /** How long it was to last then: the clock may be set back until it is read. Not there in older ones. */
  ms?: number;
}

/** Writes down a rest that the other side asked for: who is started again within it must not call either. */
export async function writeRest(tx: Tx, channelId: string, target: Target, now: number): Promise<void> {
  const { rest } = target;
  if (!rest?.asked) return;
  const { until, reason, fix } = rest;
  await setValue(
    tx,
    keyOf(channelId, target),
    JSON.stringify({ until, reason, fix, ms: until - now } satisfies LastingRest),
  );
}

/** At the start: what is left of a rest that an earlier run was asked for. */
export async function restAsBefore(db: Db, channelId: string, target: Target, now: number): Promise<void> {
  const written = await valueOf(db, keyOf(channelId, target));
  if (written === null) return;
  const { until, reason, fix, ms = Infinity } = JSON.parse(written) as LastingRest;
  if (until > now) target.restFor(Math.min(until - now, ms), reason, fix);
}
