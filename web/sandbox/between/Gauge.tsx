import type { JSX } from 'preact';
import { classes } from '../../parts/look/classes.ts';
import { history, sumOf, waiting } from '../state/travel.ts';
import { words } from '../words/words.ts';
import css from './Gauge.module.css';

/** From so many on it shows that they go one after the other. */
const many = 15;

/** How much waits in the ledger, and how that went in the last minute. */
export function Gauge(): JSX.Element | null {
  const now = waiting.value;
  if (!now) return null;
  const text = words.value.gauge;
  const sum = sumOf(now);
  const past = history.value;
  const top = Math.max(4, ...past);
  const points = past.map((value, at) => `${60 - past.length + at},${24 - (value / top) * 22}`).join(' ');
  return (
    <div class={css.gauge} data-waiting={sum}>
      <p class={classes(css.sum, sum > 0 && css.busy)} role="status">
        {sum === 0 ? text.none : text.some(sum)}
      </p>
      <svg viewBox="0 0 60 26" preserveAspectRatio="none" aria-hidden="true">
        {past.length > 1 && <polyline points={points} />}
      </svg>
      {sum > 0 && (
        <p class={css.parts}>
          {(['turn', 'send', 'register', 'events'] as const)
            .filter((kind) => now[kind] > 0)
            .map((kind) => text.kinds[kind](now[kind]))
            .join(' · ')}
        </p>
      )}
      {sum >= many && <p class={css.parts}>{text.paced}</p>}
      {now.problems > 0 && <p class={css.parts}>{text.problems(now.problems)}</p>}
    </div>
  );
}
