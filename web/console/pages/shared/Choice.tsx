import type { JSX } from 'preact';
import css from './Shared.module.css';

/** One of several, in a field with a label. */
export function Choice(props: {
  label: string;
  value: string;
  options: readonly (string | { value: string; label: string })[];
  onValue: (value: string) => void;
}): JSX.Element {
  const { label, value, options, onValue } = props;
  return (
    <label class={css.choice}>
      {label}
      <select value={value} onChange={(event) => onValue(event.currentTarget.value)}>
        {options.map((option) => {
          const { value: of, label: name } = typeof option === 'string' ? { value: option, label: option } : option;
          return (
            <option key={of} value={of}>
              {name}
            </option>
          );
        })}
      </select>
    </label>
  );
}
