import { useEffect, useState } from 'preact/hooks';
import { language } from '../../parts/language/language.ts';
import { ask, Failure, type Query } from './ask.ts';
import { useAsked, type Asked } from './use-asked.ts';

export interface PageOf<T> {
  items: T[];
  next: string | null;
}

export interface Pages<T, First> {
  /** The first page, which is asked again when something moved. */
  first: Asked<First>;
  /** All that are there. */
  items: T[];
  hasMore: boolean;
  busy: boolean;
  failure: Failure | null;
  more: () => void;
}

/** A list of which more is asked for page by page. The first one stays up to date; what is on both is shown once. */
export function usePages<T, First extends PageOf<T> = PageOf<T>>(
  path: string,
  query: Query,
  keyOf: (item: T) => string | number,
): Pages<T, First> {
  const first = useAsked<First>(path, query);
  const key = `${language.value} ${path}?${JSON.stringify(query)}`;
  const [rest, setRest] = useState<{ key: string; items: T[]; next: string | null; failure: Failure | null }>();
  const [busy, setBusy] = useState(false);
  useEffect(() => setBusy(false), [key]);
  const own = rest?.key === key ? rest : undefined;
  const next = own ? own.next : (first.value?.next ?? null);
  const more = () => {
    if (next === null || busy) return;
    setBusy(true);
    ask<PageOf<T>>(path, { ...query, cursor: next })
      .then((page) => setRest({ key, items: [...(own?.items ?? []), ...page.items], next: page.next, failure: null }))
      .catch((error: unknown) => {
        const failure = error instanceof Failure ? error : new Failure('broken', 'broken');
        setRest({ key, items: own?.items ?? [], next, failure });
      })
      .finally(() => setBusy(false));
  };
  const items = new Map([...(first.value?.items ?? []), ...(own?.items ?? [])].map((item) => [keyOf(item), item]));
  return { first, items: [...items.values()], hasMore: next !== null, busy, failure: own?.failure ?? null, more };
}
