import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { recall, remember } from '../live/storage.ts';

export type Language = 'es' | 'en';

function known(tag: string | null | undefined): Language | null {
  const base = tag?.slice(0, 2).toLowerCase();
  return base === 'es' || base === 'en' ? base : null;
}

/** `?lang=` wins, then the switch as it was left, then the browser's own language, then Spanish. */
function first(): Language {
  const asked = known(new URLSearchParams(location.search).get('lang'));
  return asked ?? known(recall('language')) ?? known(navigator.language) ?? 'es';
}

export const language = signal<Language>(first());

/** The texts of a page or part in the present language: `words.value.title`. Both languages have one type, so none can lack a text. */
export function dictionary<Words>(both: Record<Language, Words>): ReadonlySignal<Words> {
  return computed(() => both[language.value]);
}

/** Keeps the window's title in the present language. */
export function entitle(title: () => string): void {
  effect(() => {
    document.title = title();
  });
}

/** Turns the page to a language and keeps it, in the address too, so that a reload does not turn it back. */
export function speak(chosen: Language): void {
  remember('language', chosen);
  const address = new URL(location.href);
  if (address.searchParams.has('lang')) {
    address.searchParams.set('lang', chosen);
    history.replaceState(null, '', address);
  }
  language.value = chosen;
}

effect(() => {
  document.documentElement.lang = language.value;
});
