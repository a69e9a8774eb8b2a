import type { Hours } from '../../../hours.ts';
import type { Language } from '../../faq/say/words.ts';

const DAY = 24 * 60;
const days: Record<Language, string[]> = {
  es: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};

/** Business hours as people say them: `lunes 9:00–18:00, martes …`; days in a row with the same hours are joined. */
export function hoursInWords(hours: Hours, language: Language): string {
  const byDay = days[language].map((_, day) =>
    hours
      .filter(({ from }) => Math.floor(from / DAY) === day)
      .sort((a, b) => a.from - b.from)
      .map(({ from, to }) => `${time(from)}–${time(to)}`)
      .join(', '),
  );
  const spans: { from: number; to: number; times: string }[] = [];
  for (const [day, times] of byDay.entries()) {
    const last = spans.at(-1);
    if (times === '') continue;
    if (last?.times === times && last.to === day - 1) last.to = day;
    else spans.push({ from: day, to: day, times });
  }
  const name = (day: number) => days[language][day] ?? '';
  return spans
    .map(({ from, to, times }) => `${from === to ? name(from) : `${name(from)}–${name(to)}`} ${times}`)
    .join('; ');
}

function time(minutes: number): string {
  const own = minutes % DAY;
  return `${Math.floor(own / 60)}:${String(own % 60).padStart(2, '0')}`;
}
