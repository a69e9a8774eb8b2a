import type { JSX } from 'preact';
import type { PhoneMessage } from '../../../src/sandbox/types.ts';
import { words } from '../words/words.ts';
import { classes } from '../../parts/look/classes.ts';
import css from './Ticks.module.css';

const tick = 'M1 5.5 4 8.5 9.5 2';
const secondTick = 'M6.5 8 7 8.5 12.5 2';

/** ✓ sent, ✓✓ delivered, ✓✓ in blue read; a small clock before that. Drawn, as fonts differ on the signs. */
export function Ticks({ state }: { state: PhoneMessage['state'] | 'sending' }): JSX.Element {
  return (
    <svg
      class={classes(css.ticks, state === 'read' && css.read)}
      viewBox="0 0 14 11"
      width="16"
      height="12"
      role="img"
      aria-label={words.value.phone.ticks[state]}
    >
      {state === 'sending' ? (
        <>
          <circle cx="7" cy="5.5" r="4" />
          <path d="M7 3.2v2.5h1.8" />
        </>
      ) : (
        <path d={state === 'sent' ? tick : `${tick}${secondTick}`} />
      )}
    </svg>
  );
}
