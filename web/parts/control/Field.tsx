import type { JSX, RefObject } from 'preact';
import { useId } from 'preact/hooks';
import css from './Field.module.css';

export interface FieldProps {
  label: string;
  value: string;
  onValue: (value: string) => void;
  /** What is expected, below the field. */
  hint?: string;
  /** What is wrong with it, in place of the hint; announced. */
  wrong?: string | null;
  type?: 'text' | 'password' | 'search' | 'date';
  name?: string;
  placeholder?: string;
  /** What the browser may fill in: `current-password`; nothing where absent. */
  autoComplete?: string;
  inputMode?: 'numeric' | 'tel' | 'search';
  maxLength?: number;
  input?: RefObject<HTMLInputElement>;
}

/** One line to fill in, with its label, a hint and what is wrong with it. */
export function Field(props: FieldProps): JSX.Element {
  const { label, value, onValue, hint, wrong = null, type = 'text', autoComplete = 'off', input, ...rest } = props;
  const note = useId();
  const text = wrong ?? hint;
  // Its type varies, which the types of inputs with a role of their own do not allow for.
  const native = { ...rest, type, autoComplete, value } as JSX.IntrinsicElements['input'];
  return (
    <label class={css.field}>
      {label}
      <input
        {...native}
        {...(input ? { ref: input } : {})}
        {...(text === undefined ? {} : { 'aria-describedby': note })}
        aria-invalid={wrong !== null}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
      {text !== undefined && (
        <small id={note} role={wrong === null ? undefined : 'alert'}>
          {text}
        </small>
      )}
    </label>
  );
}
