import { language, type Language } from './language.ts';
import { partWords } from './words.ts';

const formats = (options: Intl.DateTimeFormatOptions): Record<Language, Intl.DateTimeFormat> => ({
  es: new Intl.DateTimeFormat('es', options),
  en: new Intl.DateTimeFormat('en', options),
});
const clocks = formats({ hour: 'numeric', minute: '2-digit' });
const dates = formats({ dateStyle: 'medium', timeStyle: 'short' });

/** The time of day of a moment given in milliseconds since 1970. */
export function timeOf(at: number): string {
  return clocks[language.value].format(at);
}

/** Day and time, as for a tooltip. */
export function dateOf(at: number): string {
  return dates[language.value].format(at);
}

/** `3 min ago`; past a day the day itself. */
export function agoOf(at: number, now: number): string {
  const text = partWords.value.ago;
  const seconds = Math.max(0, Math.round((now - at) / 1_000));
  if (seconds < 5) return text.now;
  if (seconds < 60) return text.s(seconds);
  if (seconds < 3_600) return text.min(Math.floor(seconds / 60));
  if (seconds < 86_400) return text.h(Math.floor(seconds / 3_600));
  return dateOf(at);
}
