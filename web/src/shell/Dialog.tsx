import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** A modal sheet. The browser's own dialog keeps the focus inside, closes on Escape and gives the focus back. */
export function Dialog(props: {
  title: string;
  closeLabel: string;
  onClose: () => void;
  children: ComponentChildren;
}): JSX.Element {
  const { title, closeLabel, onClose, children } = props;
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      aria-label={title}
      onClose={onClose}
      // A click on the backdrop lands on the dialog itself, one inside lands on its content.
      onClick={(event) => event.target === element.current && onClose()}
    >
      <div class="sheet">
        <header>
          <h2>{title}</h2>
          <button type="button" class="quiet" aria-label={closeLabel} onClick={onClose}>
            ✕
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
