import type { JSX } from 'preact';
import { isOn, toggle, type Faults, type Server, type Switchable } from '../state/faults.ts';
import { words } from '../words/words.ts';
import css from './FaultSwitch.module.css';

/** One fault at one server, with what to expect of it. */
export function FaultSwitch(props: { server: Server; kind: Switchable; faults: Faults | undefined }): JSX.Element {
  const { server, kind, faults } = props;
  const text = words.value.faults.kinds[kind];
  const note = `expect-${server}-${kind}`;
  return (
    <li>
      <button
        type="button"
        role="switch"
        class={css.switch}
        aria-checked={isOn(faults, server, kind)}
        aria-describedby={note}
        disabled={!faults}
        onClick={() => faults && void toggle(faults, server, kind)}
      >
        {text.title}
      </button>
      <small id={note}>{text[server]}</small>
    </li>
  );
}
