import { setValue, valueOf } from '../store/meta.ts';
import { lockNames } from '../store/lock.ts';
import type { Store } from '../store/open.ts';
import { Days, minuteOfDay } from './days.ts';

/** Later than this after its time an audit is left to the next night: it is not to run in business hours. Minutes. */
const WITHIN = 180;
/** One that has not ended in so long has died with its process. Milliseconds. */
const DIED_MS = 3_600_000;

interface Turn {
  day: string;
  at: number;
  done: boolean;
}

const key = (channel: string): string => `audit_turn:${channel}`;

/**
 * Whether a channel's audit is to begin now: once a night, by whichever process asks first.
 *
 * @param auditAt minutes from midnight of the place
 */
export async function takeNight(
  store: Store,
  night: { channel: string; auditAt: number; timeZone: string; now: number },
): Promise<boolean> {
  const { channel, auditAt, timeZone, now } = night;
  const late = minuteOfDay(timeZone, now) - auditAt;
  if (late < 0 || late > WITHIN) return false;
  const day = new Days(timeZone).nameOf(now);
  const isTaken = (turn: Turn | null) => turn?.day === day && (turn.done || Math.abs(now - turn.at) < DIED_MS);
  if (isTaken(turnOf(await valueOf(store.db, key(channel))))) return false;
  return await store.write(async (tx) => {
    await lockNames(tx, [key(channel)]);
    if (isTaken(turnOf(await valueOf(tx, key(channel))))) return false;
    await setValue(tx, key(channel), JSON.stringify({ day, at: now, done: false } satisfies Turn));
    return true;
  });
}

/** It has run, or is to be begun anew by whoever comes next. */
export async function endNight(store: Store, channel: string, done: boolean): Promise<void> {
  await store.write(async (tx) => {
    const turn = turnOf(await valueOf(tx, key(channel)));
    if (turn)
      await setValue(tx, key(channel), JSON.stringify({ ...turn, at: done ? turn.at : 0, done } satisfies Turn));
  });
}

const turnOf = (value: string | null): Turn | null => (value === null ? null : (JSON.parse(value) as Turn));
