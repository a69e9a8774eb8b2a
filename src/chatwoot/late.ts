/** From here on a registered message says when it was said. Milliseconds. */
const LATE_AFTER = 5 * 60_000;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Language = 'es' | 'en';

const words: Record<
  Language,
  {
    locale: string;
    month: 'numeric' | 'short';
    note: (day: string, time: string, ago: string) => string;
    ago: (n: number, unit: 'min' | 'h' | 'day') => string;
  }
> = {
  es: {
    locale: 'es',
    month: 'numeric',
    note: (day, time, ago) => `Dicho el ${day} a las ${time} (${ago})`,
    ago: (n, unit) => `hace ${n} ${unit === 'day' ? 'días' : unit}`,
  },
  en: {
    locale: 'en-GB',
    month: 'short',
    note: (day, time, ago) => `Said on ${day} at ${time} (${ago})`,
    ago: (n, unit) => `${n} ${unit === 'day' ? 'days' : unit} ago`,
  },
};

/**
 * Puts a first line on what is registered more than five minutes after it was said:
 * `🕒 Dicho el 22/11 a las 14:03 (hace 2 h)`. The year is named where it is not this one.
 *
 * @param when.saidAt milliseconds since 1970; unknown (NaN) or later than now: no line
 * @param when.always also on what is not late: it stands behind what was said after it
 * @param when.timeZone of the line: the one that agents live in; the process's own by default
 */
export function withLateNote(
  content: string,
  when: { saidAt: number; now: number; language: Language; timeZone?: string; always?: boolean },
): string {
  const late = when.now - when.saidAt;
  if (!(late > (when.always ? 0 : LATE_AFTER))) return content;
  const { locale, month, note, ago } = words[when.language];
  const zone = when.timeZone === undefined ? {} : { timeZone: when.timeZone };
  const year = (at: number) => new Intl.DateTimeFormat(locale, { year: 'numeric', ...zone }).format(at);
  const otherYear = year(when.saidAt) === year(when.now) ? {} : { year: 'numeric' as const };
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month, ...otherYear, ...zone }).format(when.saidAt);
  const time = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...zone,
  }).format(when.saidAt);
  const since =
    late < HOUR
      ? ago(Math.floor(late / MINUTE), 'min')
      : late < 2 * DAY
        ? ago(Math.floor(late / HOUR), 'h')
        : ago(Math.floor(late / DAY), 'day');
  return [`🕒 ${note(day, time, since)}`, content].filter((line) => line !== '').join('\n');
}

/** The content below the line, or as it is where there is none: what stays the same however late it is tried again. */
export function withoutLateNote(content: string): string {
  return content.replace(/^🕒 (Dicho el|Said on) [^\n]*(\n|$)/u, '');
}
