import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { draftOf, keepDraft } from '../state/draft.ts';
import { words } from '../state/language.ts';
import type { Act } from './Phone.tsx';

/** The longest text WhatsApp lets a person send, in UTF-16 units. */
const longest = 4_096;

/** Where the person types. */
export function Composer({ waId, onSay }: { waId: string; onSay: (act: Act) => void }): JSX.Element {
  const [draft, setDraft] = useState(() => draftOf(waId));
  const field = useRef<HTMLTextAreaElement>(null);
  const text = words.value.phone;

  const change = (next: string) => {
    setDraft(next);
    keepDraft(waId, next);
  };
  const submit = () => {
    if (draft.trim() === '') return;
    onSay({ text: draft.trim() });
    change('');
    field.current?.focus();
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <textarea
        ref={field}
        id="draft"
        rows={1}
        maxLength={longest}
        placeholder={text.input}
        aria-label={text.input}
        aria-describedby="draft-keys"
        enterkeyhint="send"
        value={draft}
        onInput={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => {
          // While an input method is composing, Enter belongs to it.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          submit();
        }}
      />
      <span id="draft-keys" class="unseen">
        {text.keys}
      </span>
      <button
        type="submit"
        class="send"
        aria-label={text.send}
        title={`${text.send}. ${text.keys}`}
        aria-disabled={draft.trim() === ''}
      >
        <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
          <path d="M3 4.5 21 12 3 19.5l2-6.2L14 12l-9-1.3z" fill="currentColor" />
        </svg>
      </button>
    </form>
  );
}
