import type { JSX } from 'preact';
import { language, speak, type Language } from '../language/language.ts';
import { partWords } from '../language/words.ts';
import common from '../look/common.module.css';
import css from './Switches.module.css';

const languages: { code: Language; name: string }[] = [
  { code: 'es', name: 'Español' },
  { code: 'en', name: 'English' },
];

/** Spanish or English. The name that is read aloud begins with what is seen. */
export function LanguageSwitch(): JSX.Element {
  return (
    <div class={css.group} role="group" aria-label={partWords.value.language}>
      {languages.map(({ code, name }) => (
        <button
          key={code}
          type="button"
          class={css.one}
          lang={code}
          aria-pressed={language.value === code}
          onClick={() => speak(code)}
        >
          {code.toUpperCase()}
          <span class={common.unseen}> {name}</span>
        </button>
      ))}
    </div>
  );
}
