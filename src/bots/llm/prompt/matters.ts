import type { Said } from '../../bot.ts';
import { asksSomething } from '../../likeness.ts';

/** Silence after which a matter counts as closed. Milliseconds. */
export const CLOSED_AFTER_MS = 6 * 3_600_000;
/** Closed matters that are remembered, and of each side of one so much. UTF-16 units. */
const MATTERS = 8;
const MATTER_WORDS = 140;
/** A talk that goes from one thing to the next is remembered by its first and its last. */
const ASKED = 2;

/** One closed matter, in a line. */
export interface Matter {
  at: number;
  /** What the customer wanted, in their words. */
  asked: string;
  answered: string;
  /** Who answered. */
  by: 'bot' | 'agent';
}

/** What is kept of a person between turns. */
export interface Memory {
  matters: Matter[];
  /** Everything said up to here is in `matters`, or was never worth it. Milliseconds since 1970. */
  upTo: number;
}

/**
 * Adds what is over to what is remembered, without asking a model: of the customer what has a topic (no greeting, no thanks), of the other
 * side the words that came to the last of it, an agent's before the bot's.
 */
export function withMatters(memory: Memory, past: readonly Said[]): Memory {
  const fresh = past.filter(({ at }) => at > memory.upTo);
  const matters = [...memory.matters];
  let before = memory.upTo;
  let open: Said[] = [];
  // What is over may come in two parts: its end was still told in full the last time.
  let goesOn = matters.length > 0 && fresh[0] !== undefined && fresh[0].at - before < CLOSED_AFTER_MS;
  const close = () => {
    const begun = goesOn ? matters.pop() : undefined;
    goesOn = false;
    const matter = matterOf(open, begun);
    if (matter !== null) matters.push(matter);
    open = [];
  };
  for (const one of fresh) {
    if (open.length > 0 && one.at - before >= CLOSED_AFTER_MS) close();
    open.push(one);
    before = one.at;
  }
  if (open.length > 0) close();
  return { matters: matters.slice(-MATTERS), upTo: before };
}

/** Null where nothing was said that anybody would come back to. */
function matterOf(said: readonly Said[], begun: Matter | undefined): Matter | null {
  const tells = (one: Said) => asksSomething(one.text);
  const wanted = said.filter((one) => one.author === 'customer' && tells(one));
  const asked = [...(begun && begun.asked !== '' ? [begun.asked] : []), ...wanted.map(({ text }) => shortened(text))];
  const answer = answerTo(wanted.at(-1), said, tells);
  const answered = answer ? shortened(answer.text) : (begun?.answered ?? '');
  if (asked.length === 0 && answered === '') return null;
  const by = answer ? (answer.author === 'agent' ? 'agent' : 'bot') : (begun?.by ?? 'bot');
  return { at: begun?.at ?? said[0]?.at ?? 0, asked: joined(asked), answered, by };
}

/** What an agent said last of it, else what the bot said to the question. */
function answerTo(question: Said | undefined, said: readonly Said[], tells: (one: Said) => boolean): Said | undefined {
  const after = question ? said.slice(said.indexOf(question) + 1) : said;
  const replies = after.filter(({ author }) => author !== 'customer');
  const told = replies.findLast((one) => one.author === 'agent' && tells(one)) ?? replies.find(tells);
  // "Sí." answers a question, and "¡Hola!" a greeting.
  return told ?? (question ? replies[0] : undefined);
}

/** The first and the last of them, where there is room for both. */
function joined(asked: readonly string[]): string {
  const kept = [...new Set(asked)];
  const ends = kept.length > ASKED ? [kept[0]!, kept.at(-1)!] : kept;
  return shortened(ends.map((one) => (ends.length > 1 ? shortened(one, MATTER_WORDS / ASKED - 2) : one)).join(' / '));
}

function shortened(text: string, most = MATTER_WORDS): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most)}…` : line;
}
