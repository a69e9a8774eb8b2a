import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { words } from '../state/language.ts';
import { person } from '../state/person.ts';
import { PersonSheet } from './PersonSheet.tsx';

/** Who holds the phone, and the way to hand it to somebody else. */
export function PersonBar(): JSX.Element {
  const [open, setOpen] = useState(false);
  const text = words.value.phone;
  const { name, waId } = person.value;
  return (
    <header class="pane-head">
      <span class="avatar" aria-hidden="true">
        {[...name.trim()][0] ?? '?'}
      </span>
      <p class="who">
        <small>{text.writing}</small>
        <strong>{name}</strong>
        <small>+{waId}</small>
      </p>
      <button type="button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {text.change}
      </button>
      {open && <PersonSheet onClose={() => setOpen(false)} />}
    </header>
  );
}
