import type { JSX } from 'preact';
import { Button } from '../../parts/control/Button.tsx';
import { classes } from '../../parts/look/classes.ts';
import { clearAll, countOf, toggle } from '../state/faults.ts';
import { state } from '../state/live.ts';
import { endTour, isDone, next, paneOf, step, steps } from '../state/tour.ts';
import { isShown, show } from '../state/view.ts';
import { words } from '../words/words.ts';
import css from './Tour.module.css';

/** Six things to try, one after the other; each is noticed when it has happened. */
export function Tour(): JSX.Element | null {
  const now = step.value;
  if (now === null) return null;
  const text = words.value.tour;
  const at = now === 'done' ? steps.length : steps.indexOf(now);
  const faults = state.value?.faults;
  const broken = countOf(faults, state.value?.service) > 0;
  return (
    <section class={css.tour} aria-label={text.label} data-step={now}>
      <ol class={css.dots} aria-hidden="true">
        {steps.map((one, place) => (
          <li key={one} class={classes(css.dot, place < at && css.past, place === at && css.here)} />
        ))}
      </ol>
      <p class={css.words} role="status">
        {now === 'done' ? (
          <strong>{text.finished}</strong>
        ) : (
          <>
            <strong>{text.step(at + 1, steps.length)}</strong> {text.steps[now]}
          </>
        )}
      </p>
      <div class={css.acts}>
        {now !== 'done' && !isShown(paneOf[now]) && (
          <Button small onClick={() => show(paneOf[now])}>
            {text.go(words.value.panes[paneOf[now]])}
          </Button>
        )}
        {now === 'break' && !broken && faults && (
          <Button small look="strong" onClick={() => void toggle(faults, 'chatwoot', 'fail_before')}>
            {text.breakIt}
          </Button>
        )}
        {now === 'break' && broken && !isShown('phone') && (
          <Button small onClick={() => show('phone')}>
            {text.go(words.value.panes.phone)}
          </Button>
        )}
        {now === 'mend' && broken && (
          <Button small look="strong" onClick={() => void clearAll(state.value?.service)}>
            {text.mendIt}
          </Button>
        )}
        {now === 'registered' && (
          <Button small look="strong" disabled={!isDone.value} onClick={next}>
            {text.seen}
          </Button>
        )}
        <Button small look="quiet" onClick={endTour}>
          {now === 'done' ? text.close : text.skip}
        </Button>
      </div>
    </section>
  );
}
