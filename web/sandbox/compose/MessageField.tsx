import type { ComponentChildren, JSX, RefObject } from 'preact';
import { words } from '../words/words.ts';
import common from '../../parts/look/common.module.css';
import css from './MessageField.module.css';

interface MessageFieldProps {
  id: string;
  label: string;
  draft: string;
  onDraft: (text: string) => void;
  onSubmit: () => void;
  /** A picture out of the clipboard. */
  onPaste: (file: File) => void;
  empty: boolean;
  field: RefObject<HTMLTextAreaElement | null>;
  /** UTF-16 units. */
  longest: number;
  /** The way to attach something, left of the text. */
  children: ComponentChildren;
}

/** Where somebody types: Enter sends, Shift + Enter starts a new line. */
export function MessageField(props: MessageFieldProps): JSX.Element {
  const { id, label, draft, onDraft, onSubmit, onPaste, empty, field, longest, children } = props;
  const text = words.value.compose;
  return (
    <form
      class={css.composer}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      <textarea
        ref={field}
        id={id}
        rows={1}
        maxLength={longest}
        placeholder={label}
        aria-label={label}
        aria-describedby={`${id}-keys`}
        enterkeyhint="send"
        value={draft}
        onInput={(event) => onDraft(event.currentTarget.value)}
        onPaste={(event) => {
          const file = event.clipboardData?.files[0];
          if (!file) return;
          event.preventDefault();
          onPaste(file);
        }}
        onKeyDown={(event) => {
          // While an input method is composing, Enter belongs to it.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          onSubmit();
        }}
      />
      <span id={`${id}-keys`} class={common.unseen}>
        {text.keys}
      </span>
      <button
        type="submit"
        class={css.send}
        aria-label={text.send}
        title={`${text.send}. ${text.keys}`}
        aria-disabled={empty}
      >
        <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
          <path d="M3 4.5 21 12 3 19.5l2-6.2L14 12l-9-1.3z" fill="currentColor" />
        </svg>
      </button>
    </form>
  );
}
