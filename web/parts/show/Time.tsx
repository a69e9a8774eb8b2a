import type { JSX } from 'preact';
import { agoOf, dateOf, timeOf } from '../language/time.ts';

/** A moment (milliseconds since 1970): the time of day, or with `now` how long ago; the whole date on hovering. */
export function Time({ at, now }: { at: number; now?: number }): JSX.Element {
  return (
    <time dateTime={new Date(at).toISOString()} title={dateOf(at)}>
      {now === undefined ? timeOf(at) : agoOf(at, now)}
    </time>
  );
}
