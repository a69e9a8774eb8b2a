import { useEffect, useRef, useState } from 'preact/hooks';
import { language } from '../../parts/language/language.ts';
import { ask, Failure, type Query } from './ask.ts';
import { onMoved, type Moved } from './live.ts';

/** What is known of an answer: what came last stays while it is asked again. */
export interface Asked<T> {
  value: T | null;
  failure: Failure | null;
  /** When it came. Milliseconds since 1970. */
  at: number;
  again: () => void;
}

export interface AskOptions {
  live?: boolean;
  isAbout?: (moved: Moved) => boolean;
  pauseMs?: number;
}

/** Something moves all the time in a busy office: asked no more often. Milliseconds. */
const PAUSE_MS = 1_000;

/**
 * Asks, and again when the path, the query or the language change, and when something moved: some time after the last answer at the
 * earliest, never two at once, and not while nobody looks at the page.
 *
 * @param isAbout whether a move is about it; every one is where absent
 * @param pauseMs between an answer and the next question; longer for what is much to put together
 */
export function useAsked<T>(
  path: string,
  query: Query = {},
  { live = true, isAbout, pauseMs = PAUSE_MS }: AskOptions = {},
): Asked<T> {
  const key = `${path}?${JSON.stringify(query)}`;
  const lang = language.value;
  const [state, setState] = useState<{ key: string; value: T | null; failure: Failure | null; at: number }>({
    ...{ key, value: null, failure: null, at: 0 },
  });
  const again = useRef<() => void>(() => undefined);
  const concerns = useRef(isAbout);
  concerns.current = isAbout;

  useEffect(() => {
    const left = new AbortController();
    let running = false;
    let wanted = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const go = async () => {
      clearTimeout(timer);
      timer = undefined;
      if (running || document.visibilityState === 'hidden') return void (wanted = true);
      running = true;
      wanted = false;
      try {
        const value = await ask<T>(path, query, left.signal);
        if (!left.signal.aborted) setState({ key, value, failure: null, at: Date.now() });
      } catch (error) {
        if (left.signal.aborted) return;
        const failure = error instanceof Failure ? error : new Failure('broken', 'broken');
        setState((was) => ({ key, value: was.key === key ? was.value : null, failure, at: was.at }));
      } finally {
        running = false;
      }
      if (wanted && !left.signal.aborted) soon();
    };
    const soon = () => {
      if (running) wanted = true;
      else timer ??= setTimeout(() => void go(), pauseMs);
    };
    again.current = () => void go();
    const seen = () => document.visibilityState === 'visible' && wanted && soon();
    const deaf = onMoved((moved) => live && (moved.all || (concerns.current?.(moved) ?? true)) && soon());
    document.addEventListener('visibilitychange', seen);
    addEventListener('online', again.current);
    void go();
    return () => {
      left.abort();
      clearTimeout(timer);
      deaf();
      document.removeEventListener('visibilitychange', seen);
      removeEventListener('online', again.current);
    };
  }, [key, live, lang]);

  const { value, failure, at } = state.key === key ? state : { value: null, failure: null, at: 0 };
  return { value, failure, at, again: () => again.current() };
}
