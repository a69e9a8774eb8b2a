import type { JSX } from 'preact';
import css from './Icon.module.css';

/** Strokes on a field of 24 by 24. Drawn, as not every machine has a font with such signs. */
const strokes = {
  plus: 'M12 5v14M5 12h14',
  clip: 'M19 11.5 12 18.5a4.5 4.5 0 0 1-6.4-6.4l7.4-7.4a3 3 0 0 1 4.2 4.2L10 16.2a1.5 1.5 0 0 1-2.1-2.1l6.4-6.4',
  paper: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  pin: 'M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11zM12 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z',
  voice: 'M12 3.5a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0V6A2.5 2.5 0 0 1 12 3.5zM6 11a6 6 0 0 0 12 0M12 17v4',
  lock: 'M6.5 11h11v9h-11zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
} as const;

/** A small drawing beside words that say the same: screen readers skip it. */
export function Icon({ name }: { name: keyof typeof strokes }): JSX.Element {
  return (
    <svg class={css.icon} viewBox="0 0 24 24" aria-hidden="true">
      <path d={strokes[name]} />
    </svg>
  );
}
