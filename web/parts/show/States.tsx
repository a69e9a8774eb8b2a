import type { ComponentChildren, JSX } from 'preact';
import { Button } from '../control/Button.tsx';
import { partWords } from '../language/words.ts';
import css from './States.module.css';

/** Nothing is here, and why, and perhaps what to do. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }): JSX.Element {
  return (
    <div class={css.state}>
      <p class={css.title}>{title}</p>
      {children}
    </div>
  );
}

/** It is being fetched. */
export function Loading(): JSX.Element {
  return (
    <p class={css.state} role="status">
      {partWords.value.loading}
    </p>
  );
}

/** It could not be fetched: why, and a way to try again. */
export function Failed({
  title,
  onAgain,
  children,
}: {
  title: string;
  onAgain?: () => void;
  children?: ComponentChildren;
}): JSX.Element {
  return (
    <div class={css.state} role="alert">
      <p class={css.wrong}>{title}</p>
      {children}
      {onAgain && <Button onClick={onAgain}>{partWords.value.again}</Button>}
    </div>
  );
}
