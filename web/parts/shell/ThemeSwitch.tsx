import type { JSX } from 'preact';
import { partWords } from '../language/words.ts';
import { theme, themes, wear } from '../look/theme.ts';
import { Icon } from '../show/Icon.tsx';
import css from './Switches.module.css';

const icons = { system: 'half', light: 'sun', dark: 'moon' } as const;

/** The system's colours, light or dark, one after the other. */
export function ThemeSwitch(): JSX.Element {
  const name = partWords.value.theme[theme.value];
  const next = themes[(themes.indexOf(theme.value) + 1) % themes.length] ?? 'system';
  return (
    <button type="button" class={css.one} aria-label={name} title={name} onClick={() => wear(next)}>
      <Icon name={icons[theme.value]} />
    </button>
  );
}
