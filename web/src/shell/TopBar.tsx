import type { JSX } from 'preact';
import { language, speak, words, type Language } from '../state/language.ts';
import { link } from '../state/live.ts';
import { classes } from './classes.ts';
import css from './TopBar.module.css';

const languages: { code: Language; name: string }[] = [
  { code: 'es', name: 'Español' },
  { code: 'en', name: 'English' },
];

/** Name, connection and language. */
export function TopBar(): JSX.Element {
  const text = words.value;
  return (
    <header class={css.bar}>
      <h1>
        {text.product} <span>{text.place}</span>
      </h1>
      <p class={classes(css.link, css[link.value])} data-link={link.value} role="status">
        {text.link[link.value]}
      </p>
      <div class={css.languages} role="group" aria-label={text.language}>
        {languages.map(({ code, name }) => (
          <button
            key={code}
            type="button"
            lang={code}
            aria-label={name}
            aria-pressed={language.value === code}
            onClick={() => speak(code)}
          >
            {code.toUpperCase()}
          </button>
        ))}
      </div>
    </header>
  );
}
