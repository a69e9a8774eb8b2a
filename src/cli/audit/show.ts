import type { DayCounts } from '../../audit/days.ts';
import type { Gap } from '../../audit/gap.ts';
import type { Report } from '../../audit/report.ts';
import { maskNumber } from '../../whatsapp/numbers.ts';
import { columns } from '../print.ts';
import type { Words } from '../words/words.ts';

/** One channel's audit as an operator reads it. */
export function auditText(report: Report, timeZone: string, words: Words, named: boolean): string {
  const { channel, from, days, gaps, chatwoot, compared } = report;
  const says = words.audit;
  const { day, time } = clockIn(timeZone);
  return [
    says.title(named ? channel : null, `${day(from)} ${time(from)}`, timeZone),
    days.length === 0 ? says.noDays : table(days, words),
    '',
    ...gaps.map((gap) => `${gapText(gap, words, time)}\n`),
    says.chatwoot[chatwoot](compared),
    gaps.length === 0 ? says.none : says.some(gaps.length),
  ].join('\n');
}

const shown: (keyof DayCounts)[] = [
  ...(['day', 'received', 'answered', 'people', 'notToAnswer', 'unanswered'] as const),
  ...(['said', 'sent', 'delivered', 'takenBack', 'toRegister', 'registered'] as const),
];
/** Worth a column only where there are any. */
const seldom: readonly (keyof DayCounts)[] = ['unanswered', 'takenBack'];

function table(days: DayCounts[], { audit: { columns: heads } }: Words): string {
  const wanted = shown.filter((name) => !seldom.includes(name) || days.some((day) => day[name] !== 0));
  const rows = days.map((day) => wanted.map((name) => String(day[name])));
  const titles = wanted.map((name) => heads[name]);
  return columns([
    titles,
    // Numbers stand at the end of their columns.
    ...rows.map((row) => row.map((cell, at) => (at === 0 ? cell : cell.padStart(titles[at]?.length ?? 0)))),
  ]);
}

function gapText(gap: Gap, words: Words, time: (at: number) => string): string {
  const says = words.audit;
  const who = gap.person === '' ? '' : maskNumber(gap.person).replace(/^•{3,}/, '•••');
  const about = gap.author === null ? '' : says.authors[gap.author];
  const head = [`${gap.day} ${time(gap.at)}`, who, about, gap.message ?? ''].filter((part) => part !== '').join('  ');
  const reason = gap.reason === null ? null : (says.reasons[gap.reason] ?? words.translated(gap.reason));
  const what = says.kinds[gap.kind](gap);
  return [head, `  ${reason === null ? what : `${what}: ${reason}`}`, `  → ${says.next[gap.next](gap)}`].join('\n');
}

function clockIn(timeZone: string) {
  const days = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const times = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return { day: (at: number) => days.format(at), time: (at: number) => times.format(at) };
}
