import type { Turn } from '../../bot.ts';
import type { Hours } from '../../../hours.ts';
import type { Language } from '../../faq/say/words.ts';
import type { Found } from '../knowledge/passage-index.ts';
import { hoursInWords } from './hours-words.ts';
import { promptWords } from './words.ts';

export interface InstructionOptions {
  /** `BOT_PROMPT`, its text. */
  prompt: string;
  /** A word that nobody could guess; where it turns up in an answer the prompt has leaked. */
  canary: string;
  language: Language;
  strict: boolean;
  /** `BUSINESS_HOURS`; null: none are set. */
  hours: Hours | null;
}

/** What the model must keep to itself: the operator's words and our rules, without what customers may know (the time, the hours). */
export const secretPart = ({ prompt, canary, language, strict }: InstructionOptions): string =>
  [prompt, promptWords[language].rules(canary), ...(strict ? [promptWords[language].strict] : [])].join('\n\n');

type Now = Pick<Turn, 'now' | 'timeZone' | 'peopleAreThere'>;

/** Making one takes a millisecond. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(language: Language, timeZone: string): Intl.DateTimeFormat {
  const key = `${language} ${timeZone}`;
  const locale = language === 'es' ? 'es-AR' : 'en-GB';
  const format =
    formats.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'full', timeStyle: 'short' });
  formats.set(key, format);
  return format;
}

/** The time, the hours and who is there: what customers may know. */
export function nowPart({ language, hours }: InstructionOptions, { now, timeZone, peopleAreThere }: Now): string {
  const words = promptWords[language];
  return [
    words.nowTitle,
    words.now(formatFor(language, timeZone).format(now), timeZone),
    ...(hours === null ? [] : [words.hours(hoursInWords(hours, language))]),
    ...(peopleAreThere ? [words.there] : [words.notThere]),
  ].join('\n');
}

/** The whole system message. What is always the same stands first, so that a server may keep it. */
export function instructions(options: InstructionOptions, turn: Now, passages: readonly Found[]): string {
  const words = promptWords[options.language];
  const shown = passages.length === 0 ? words.noPassages : passages.map(shownPassage).join('\n');
  return [secretPart(options), nowPart(options, turn), `${words.passagesTitle}\n${shown}`].join('\n\n');
}

/** A passage as the model reads it. */
export function shownPassage({ source, path, head, text }: Found): string {
  const title = [path, head].filter(Boolean).join(' › ').replaceAll('"', '');
  // A file may hold the very mark that divides passages.
  const inside = text.replace(/<(\/?)passage/gi, '‹$1passage');
  return `<passage source="${source}" title="${title}">\n${head === '' ? '' : `# ${head}\n\n`}${inside}\n</passage>`;
}
