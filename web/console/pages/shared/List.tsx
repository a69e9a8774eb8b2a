import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../../parts/control/Button.tsx';
import { language } from '../../../parts/language/language.ts';
import { ask, Failure, type Query } from '../../server/ask.ts';
import { useAsked } from '../../server/use-asked.ts';
import { Asked, failureWords } from '../../shell/Asked.tsx';
import { words } from '../../words/words.ts';
import css from './Shared.module.css';

interface PageOf<T> {
  items: T[];
  next: string | null;
}

/** A list that comes in pages: the first is live, the others are added below as they are asked for. */
export function List<T>(props: {
  path: string;
  query: Query;
  empty: ComponentChildren;
  children: (items: T[], again: () => void) => ComponentChildren;
}): JSX.Element {
  const { path, query, empty, children } = props;
  const first = useAsked<PageOf<T>>(path, query, { live: false });
  const [more, setMore] = useState<PageOf<T> | null>(null);
  const [said, setSaid] = useState('');
  const key = `${language.value} ${path}${JSON.stringify(query)}`;
  useEffect(() => setMore(null), [key, first.at]);
  return (
    <Asked of={first}>
      {(page) => {
        const items = [...page.items, ...(more?.items ?? [])];
        const next = more === null ? page.next : more.next;
        const fetchMore = async () => {
          try {
            const added = await ask<PageOf<T>>(path, { ...query, cursor: next });
            setMore({ items: [...(more?.items ?? []), ...added.items], next: added.next });
            setSaid('');
          } catch (error) {
            setSaid(error instanceof Failure ? failureWords(error) : words.value.states.broken);
          }
        };
        return (
          <>
            {items.length === 0 && next === null ? empty : children(items, first.again)}
            {next !== null && (
              <p class={css.more}>
                <Button onClick={() => void fetchMore()}>{words.value.states.more}</Button>
                <span role="status">{said}</span>
              </p>
            )}
          </>
        );
      }}
    </Asked>
  );
}
