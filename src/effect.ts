import { Refused, Unreachable } from './errors.ts';

/**
 * What is known of the outside effect of a job: one value, in one place of its row (`jobs.effect`).
 *
 * `not begun`: no call was made that may have left something, or it is proven that none did ·
 * `begun`: such a call is under way, or was when the process died ·
 * `unclear`: such a call was made, and whether it took effect is not known; `answered`: an answer came that does not tell, so that nothing
 * of it is under way any more ·
 * `done`: it took effect, and that is written down.
 *
 * `calls`: how many calls there were of which it is not known, this one included. Times are milliseconds since 1970.
 */
export type Effect =
  | { is: 'not begun' }
  | { is: 'begun'; at: number; calls: number }
  | { is: 'unclear'; since: number; calls: number; answered: boolean }
  | { is: 'done' };

/** A message to WhatsApp cannot be looked for there: after so many calls of which it is not known, none is made by itself. */
export const MOST_UNCLEAR_CALLS = 2;

export type Unclear = Extract<Effect, { is: 'unclear' }>;
type Begun = Extract<Effect, { is: 'begun' }>;

export const notBegun: Effect = { is: 'not begun' };

/** A call that may leave something begins. */
export const begin = (before: Effect, at: number): Begun => ({
  is: 'begun',
  at,
  calls: (before.is === 'unclear' ? before.calls : 0) + 1,
});

/**
 * The call failed. Only an error that says so proves that it left nothing; then all is as it was before it. Whatever else was thrown tells
 * nothing of the other side.
 */
export function afterFailure(before: Effect, begun: Begun, error: unknown): Effect {
  const isOfCall = error instanceof Refused || error instanceof Unreachable;
  if (isOfCall && !error.unclear) return before;
  return { is: 'unclear', since: begun.at, calls: begun.calls, answered: error instanceof Refused };
}

/** The handler has left, or its process died, while a call was under way: from then on it is unclear. */
export const left = (effect: Effect): Effect =>
  effect.is === 'begun' ? { is: 'unclear', since: effect.at, calls: effect.calls, answered: false } : effect;

/**
 * The operator asks for another try. What is known stays known. What the other side had taken and refused afterwards may be called again as
 * if never begun; and of what may be there twice already one call more is made, never repeated by itself.
 */
export function retried(effect: Effect): Effect {
  if (effect.is === 'done') return notBegun;
  const known = left(effect);
  return known.is === 'unclear' ? { ...known, calls: Math.min(known.calls, MOST_UNCLEAR_CALLS - 1) } : known;
}

/** As it is written in the ledger, where people read it too: `unclear 1790000000000 1`. */
export function effectText(effect: Effect): string {
  if (effect.is === 'begun') return `begun ${effect.at} ${effect.calls}`;
  if (effect.is === 'unclear') return `unclear ${effect.since} ${effect.calls}${effect.answered ? ' answered' : ''}`;
  return effect.is;
}

/** @throws where it is none of ours. */
export function effectOf(text: string): Effect {
  if (text === 'not begun' || text === 'done') return { is: text };
  const [, is, at, calls, answered] = /^(begun|unclear) (\d+) (\d+)( answered)?$/.exec(text) ?? [];
  if (is === 'begun') return { is, at: Number(at), calls: Number(calls) };
  if (is === 'unclear') return { is, since: Number(at), calls: Number(calls), answered: answered !== undefined };
  throw new Error(`unknown effect of a job: ${text}`);
}
