import { computed, effect, signal } from '@preact/signals';
import { en } from '../words/en.ts';
import { es, type Words } from '../words/es.ts';
import { recall, remember } from './storage.ts';

export type Language = 'es' | 'en';

const dictionaries: Record<Language, Words> = { es, en };

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

/** Every text of the page in the present language. */
export const words = computed(() => dictionaries[language.value]);

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
  document.title = words.value.title;
});

const clocks: Record<Language, Intl.DateTimeFormat> = {
  es: new Intl.DateTimeFormat('es', { hour: 'numeric', minute: '2-digit' }),
  en: new Intl.DateTimeFormat('en', { hour: 'numeric', minute: '2-digit' }),
};

/** The time of day of a moment given in milliseconds since 1970. */
export function timeOf(at: number): string {
  return clocks[language.value].format(at);
}
