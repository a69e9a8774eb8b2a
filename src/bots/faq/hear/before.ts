import type { Said, Turn } from '../../bot.ts';
import type { Entry, Faq } from '../file/parse.ts';
import { wordsOf } from '../read/text.ts';
import { headOf } from '../say/replies.ts';
import { QUESTIONS } from '../say/menu.ts';
import { words } from '../say/words.ts';

/** What was said before and still counts. All of it is read from the bot's own words in the history: it keeps nothing itself. */
export interface Before {
  /** Times in a row that the bot did not understand. */
  failures: number;
  /** The bot offered a person last. */
  offered: boolean;
  /** The questions that were offered last, in their order; empty where the bot said something else since. */
  rows: Entry[];
  /** These are the few that came nearest; false where they are the beginning of the file. */
  areNear: boolean;
  /** What was answered last. */
  answered: Entry | null;
  /** It was answered as what was probably meant. */
  isNear: boolean;
  /** What the customer had said before that. */
  asked: string;
  /** What they say next goes to a person, as this answer said. */
  waiting: Entry | null;
}

/** What is older than this is over. Milliseconds. */
const LONG_AGO = 12 * 3_600_000;

/** @param text of a message, as much of it as is read. */
export function readBefore({ history, messages }: Turn, faq: Faq, text: (said: Said) => string): Before {
  const now = messages[0]?.at ?? 0;
  const from = history.findLastIndex(({ author }) => author === 'agent') + 1;
  const recent = history.slice(from).filter(({ at }) => now - at < LONG_AGO);
  const spoken = recent.filter(({ author }) => author === 'bot').map(text);
  const entries = faq.sections.flatMap((section) => section.entries);
  const telling = spoken.filter((one) => !isSocial(one));
  const last = spoken.at(-1) ?? '';
  const lastTelling = telling.at(-1) ?? '';
  const plain = plainOf(lastTelling);
  const answered = entries.filter(({ answer }) => holds(plain, answer));
  const at = recent.findLastIndex(({ author }) => author === 'bot');
  const before = recent.slice(0, Math.max(0, at));
  const asked = before.slice(before.findLastIndex(({ author }) => author !== 'customer') + 1);
  return {
    failures: telling.length - 1 - telling.findLastIndex((one) => !isFailure(one)),
    offered: startsWith(last, ({ offer, otherThan }) => [offer, otherThan]),
    ...rowsIn(last, faq, entries),
    answered: answered[0] ?? null,
    isNear: answered.length === 1 && last.startsWith(`${headOf(answered[0]!.question)}\n`),
    asked: asked.map(text).join('\n'),
    waiting:
      entries.find(({ ask }) => ask !== undefined && holds(plain, ask)) ??
      answered.find(({ ask, thenPerson }) => ask === undefined && thenPerson) ??
      null,
  };
}

type Own = (typeof words)['es'];

/** Of a long answer its beginning tells whether it is one of our own sentences. */
const BEGINNING = 400;

/** Whether these words of the bot begin like one of its own texts, in any language. */
export function startsWith(said: string, texts: (own: Own) => string[]): boolean {
  const plain = plainOf(said.slice(0, BEGINNING));
  return Object.values(words).some((own) => texts(own).some((one) => plain.startsWith(plainOf(one))));
}

/** It had not understood. */
export const isFailure = (said: string): boolean =>
  startsWith(said, ({ near, unsure, offer, needText, notThat }) => [near, unsure, offer, needText, notThat]);

const isSocial = (said: string): boolean =>
  startsWith(said, ({ thanks, bye, fine, here }) => [thanks, bye, fine, here]);

/** As words alone: WhatsApp's marks may have been written otherwise. */
function plainOf(text: string): string {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const plain = ` ${wordsOf(text).join(' ')} `;
  if (kept.size >= KEPT) kept.clear();
  kept.set(text, plain);
  return plain;
}
/** Texts of the file and our own are asked for with each turn. */
const KEPT = 2_000;
const kept = new Map<string, string>();

const holds = (plain: string, text: string): boolean => plain.trim() !== '' && plain.includes(plainOf(text));

function rowsIn(said: string, faq: Faq, entries: readonly Entry[]): Pick<Before, 'rows' | 'areNear'> {
  const lines = [...said.matchAll(/^\d\. (.+)$/gmu)].map(([, question = '']) => wordsOf(question).join(' '));
  const chosen = lines.map((line) => entries.find(({ question }) => wordsOf(question).join(' ') === line));
  const near = chosen.filter((entry) => entry !== undefined);
  if (near.length > 0 && near.length === lines.length && startsWith(said, (own) => [own.near, own.notThat]))
    return { rows: near, areNear: true };
  for (const section of faq.sections) {
    const own = words[section.language];
    const greetings = section.greeting === null ? [own.greeting(section.name)] : [section.greeting];
    if ([own.unsure, own.menu, own.needText, ...greetings].some((one) => plainOf(said).startsWith(plainOf(one))))
      return { rows: section.entries.slice(0, QUESTIONS), areNear: false };
  }
  return { rows: [], areNear: false };
}
