import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../control/Button.tsx';
import { partWords } from '../language/words.ts';
import css from './Dialog.module.css';

/**
 * Closes the sheet around the control that was used. Taking the sheet off the page instead would lose the
 * focus: only the browser's own closing gives it back to where it was.
 */
export function closeAround(event: Event): void {
  const used = event.currentTarget;
  if (used instanceof Element) used.closest('dialog')?.close();
}

/** A modal sheet. The browser's own dialog keeps the focus inside, closes on Escape and gives the focus back. `onClose` is called once it is closed. */
export function Dialog(props: { title: string; onClose: () => void; children: ComponentChildren }): JSX.Element {
  const { title, onClose, children } = props;
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    element.current?.showModal();
  }, []);
  return (
    <dialog
      ref={element}
      class={css.dialog}
      aria-label={title}
      onClose={onClose}
      // A click on the backdrop lands on the dialog itself, one inside lands on its content.
      onClick={(event) => event.target === element.current && closeAround(event)}
    >
      <div class={css.sheet}>
        <header>
          <h2>{title}</h2>
          <Button look="quiet" aria-label={partWords.value.close} onClick={closeAround}>
            ✕
          </Button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
