import type { JSX } from 'preact';
import { Notice } from '../../../parts/show/Notice.tsx';
import { botWords } from '../../words/bot.ts';
import css from './Bot.module.css';
import type { Preview } from './types.ts';

/** How the bot reads a file of questions and answers: what is hardly meant so first. */
export function Reading({ preview: { fault, warnings, sections } }: { preview: Preview }): JSX.Element {
  const text = botWords.value;
  if (fault !== null) return <Notice tone="bad">{fault}</Notice>;
  return (
    <>
      {warnings.length === 0 ? (
        <Notice tone="good">{text.noWarnings}</Notice>
      ) : (
        <Notice tone="wait">
          <strong>{text.warnings}</strong>
          <ul class={css.warnings}>
            {warnings.map((warning) => (
              <li key={`${warning.line} ${warning.text}`}>
                {text.line(warning.line)}: {warning.text}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {sections.map(({ language, name, greeting, entries }) => (
        <section key={language} class={css.reading} lang={language}>
          <h3>{`${name ?? ''} (${language})`}</h3>
          {greeting !== null && <p>{greeting}</p>}
          <dl>
            {entries.map(({ question, phrasings, answer, ask }) => (
              <div key={question}>
                <dt>{question}</dt>
                {phrasings.length > 0 && <dd class={css.soft}>{phrasings.join(' · ')}</dd>}
                <dd class={css.answer}>{answer}</dd>
                {ask !== null && <dd class={css.soft}>{ask}</dd>}
              </div>
            ))}
          </dl>
        </section>
      ))}
    </>
  );
}
