import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { words } from '../words/words.ts';
import { numberOf, person } from '../state/person.ts';
import { PersonSheet } from './PersonSheet.tsx';
import head from '../shell/PaneHead.module.css';

/** Who holds the phone, and the way to hand it to somebody else. */
export function PersonBar(): JSX.Element {
  const [open, setOpen] = useState(false);
  const text = words.value.phone;
  const { name, waId } = person.value;
  return (
    <header class={head.head}>
      <span class={head.avatar} aria-hidden="true">
        {[...name.trim()][0] ?? '?'}
      </span>
      <p class={head.who}>
        <small>{text.writing}</small>
        <strong>{name}</strong>
        <small>{numberOf({ name, waId }, words.value.person.numberless)}</small>
      </p>
      <button type="button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {text.change}
      </button>
      {open && <PersonSheet onClose={() => setOpen(false)} />}
    </header>
  );
}
