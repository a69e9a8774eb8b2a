import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../../parts/control/Button.tsx';
import { dateOf } from '../../../parts/language/time.ts';
import { Time } from '../../../parts/show/Time.tsx';
import { Empty, Failed, Loading } from '../../../parts/show/States.tsx';
import { ask, Failure } from '../../server/ask.ts';
import { failureWords } from '../../shell/Asked.tsx';
import { Person } from '../../shell/Person.tsx';
import { to } from '../../shell/route.ts';
import { words } from '../../words/words.ts';
import css from './Found.module.css';
import type { Hit, SearchAnswer } from '../../../../src/console/messages/shapes.ts';

/** So many are shown before somebody asks for more. */
const ENOUGH = 30;

interface Looked {
  hits: Hit[];
  back: number | null;
  next: string | null;
  failure: Failure | null;
  busy: boolean;
}

const keyOf = ({ person, message }: Hit) => message?.id ?? `person ${person.contact}`;

/** What a search finds. Names and texts are looked through little by little: what is found shows at once, and it goes on by itself. */
export function Found({ wanted }: { wanted: string }): JSX.Element {
  const text = words.value.messages;
  const [looked, setLooked] = useState<Looked>({ hits: [], back: null, next: null, failure: null, busy: true });
  const [enough, setEnough] = useState(ENOUGH);
  const [again, setAgain] = useState(0);
  useEffect(() => {
    const left = new AbortController();
    const go = async () => {
      let { hits, next } = looked;
      setLooked((was) => ({ ...was, busy: true, failure: null }));
      try {
        do {
          const answer = await ask<SearchAnswer>('search', { q: wanted, cursor: next }, left.signal);
          hits = [...new Map([...hits, ...answer.hits].map((hit) => [keyOf(hit), hit])).values()];
          next = answer.next;
          setLooked({ hits, next, back: answer.back, failure: null, busy: next !== null && hits.length < enough });
        } while (next !== null && hits.length < enough && !left.signal.aborted);
      } catch (error) {
        if (left.signal.aborted) return;
        const failure = error instanceof Failure ? error : new Failure('broken', 'broken');
        setLooked((was) => ({ ...was, busy: false, failure }));
      }
    };
    void go();
    return () => left.abort();
  }, [wanted, enough, again]);

  const { hits, back, next, failure, busy } = looked;
  if (failure && hits.length === 0) return <Failed title={failureWords(failure)} onAgain={() => setAgain(again + 1)} />;
  if (busy && hits.length === 0) return <Loading />;
  return (
    <section class={css.found} aria-label={text.search} aria-busy={busy}>
      <p class={css.state} role="status">
        {hits.length > 0 && `${text.found(hits.length)}.`} {busy ? text.looking : next === null ? text.complete : ''}{' '}
        {back !== null && text.back(dateOf(back))}
      </p>
      {hits.length === 0 && <Empty title={text.nothing} />}
      {hits.length > 0 && (
        <ul class={css.rows}>
          {hits.map((hit) => (
            <li key={keyOf(hit)} class={css.row}>
              <span class={css.who}>
                <Person person={hit.person} />
                <small>{text.by[hit.by]}</small>
              </span>
              {hit.message && (
                <a class={css.text} href={to('messages', hit.message.id)}>
                  <small>
                    {text.authors[hit.message.author]}, <Time at={hit.message.at} />:
                  </small>{' '}
                  {hit.message.text}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
      {next !== null && !busy && <Button onClick={() => setEnough(hits.length + ENOUGH)}>{text.further}</Button>}
    </section>
  );
}
