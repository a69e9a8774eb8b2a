import type { Subject, Told } from '../store/notify/conditions.ts';

const MINUTE = 60_000;

/** How long it must be so before the operator is told. Who waits for a person has waited for HANDOFF_REMIND already. Milliseconds. */
const BEGUN_MS: Record<Subject, number> = {
  parked: MINUTE,
  waiting: 10_000,
  gap: MINUTE,
  chatwoot: 5 * MINUTE,
  whatsapp: 5 * MINUTE,
};
/** And how long it must be over: what comes and goes is told once, not each time. */
const OVER_MS = 5 * MINUTE;
/** What is away seems well for a moment, each time it is tried again. */
const MOMENT_MS = 20_000;

/** What is known of one subject of a channel: what the operator was told, and since when it is otherwise. */
export interface Condition extends Told {
  /** Of what had begun to be otherwise, and is as told for now: since when; null else. Known to this process alone. */
  calmSince: number | null;
}

/**
 * What one look changes. `tell`: the operator is to be told; they are told of what lasts, and of nothing twice.
 *
 * @param isSo whether it is so now
 */
export function afterLook(
  subject: Subject,
  before: Condition,
  isSo: boolean,
  now: number,
): { after: Condition; tell: boolean } {
  const { told } = before;
  if (isSo === told) {
    const calmSince = before.since === null ? null : Math.min(before.calmSince ?? now, now);
    const isMoment = !told && calmSince !== null && now - calmSince < MOMENT_MS;
    const after = isMoment ? { ...before, calmSince } : { told, since: null, calmSince: null };
    return { after, tell: false };
  }
  // A clock that was set back makes nobody wait for the time that it was ahead.
  const since = Math.min(before.since ?? now, now);
  const lasts = isSo ? BEGUN_MS[subject] : OVER_MS;
  if (now - since < lasts) return { after: { told, since, calmSince: null }, tell: false };
  return { after: { told: isSo, since: null, calmSince: null }, tell: true };
}
