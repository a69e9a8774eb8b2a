import type { JSX } from 'preact';
import { Button } from '../../parts/control/Button.tsx';
import { beginTour, step } from '../state/tour.ts';
import { betweenOpen, room } from '../state/view.ts';
import { words } from '../words/words.ts';

/** The guide again, and the part between phone and desk shut or open. */
export function HeadButtons(): JSX.Element {
  const text = words.value;
  return (
    <>
      {room.value === 'wide' && (
        <Button small aria-expanded={betweenOpen.value} onClick={() => (betweenOpen.value = !betweenOpen.value)}>
          {text.panes.travel}
        </Button>
      )}
      {step.value === null && (
        <Button small onClick={beginTour}>
          {text.tour.begin}
        </Button>
      )}
    </>
  );
}
