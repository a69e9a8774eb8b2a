import { createHash } from 'node:crypto';

/** Characters of the digest in front of actions that came by the API: it is all that is left of them once their turn has ended. */
export const DIGEST = 64;

/** As actions are kept: they may hold files, which nobody needs for long. */
export function keptActions(actions: readonly unknown[]): string {
  const text = JSON.stringify(actions);
  return createHash('sha256').update(text).digest('hex') + text;
}

/** As JSON; null where there are none, or none any more. */
export function actionsIn(kept: string | null): string | null {
  return kept === null || kept.length <= DIGEST ? null : kept.slice(DIGEST);
}

export const isSame = (kept: string, other: string): boolean => kept.slice(0, DIGEST) === other.slice(0, DIGEST);
