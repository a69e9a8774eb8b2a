import type { JSX } from 'preact';
import css from './FaultSwitch.module.css';

/** One fault with what to expect of it. */
export function FaultSwitch(props: {
  id: string;
  title: string;
  expect: string;
  on: boolean;
  disabled: boolean;
  onToggle: () => void;
}): JSX.Element {
  const { id, title, expect, on, disabled, onToggle } = props;
  return (
    <li>
      <button
        type="button"
        role="switch"
        class={css.switch}
        aria-checked={on}
        aria-describedby={id}
        disabled={disabled}
        onClick={onToggle}
      >
        {title}
      </button>
      <small id={id}>{expect}</small>
    </li>
  );
}
