import type { ModelMessage } from 'ai';
import type { Said, Turn } from '../../bot.ts';
import type { Language } from '../../faq/say/words.ts';
import { visibleName } from '../../../text.ts';
import type { History } from './history.ts';
import type { Memory } from './matters.ts';
import { escaped } from './marks.ts';
import { promptWords } from './words.ts';

/** Shorter silences are not worth a word. Milliseconds. */
const AWAY_MS = 3 * 3_600_000;
const HOUR = 3_600_000;

/** Takes out of a text what must not reach the server (`LLM_MASK`). */
export type Hide = (text: string) => string;

/**
 * What was said, as the model reads it: customers' words in user messages only, with our marks in square brackets, which nothing of theirs
 * has; the bot's and the team's words in assistant messages. Messages in a row of the same side are one.
 */
export function conversation(
  turn: Pick<Turn, 'person' | 'messages' | 'history' | 'now' | 'timeZone'>,
  { said, memory }: History,
  language: Language,
  hide: Hide = (text) => text,
  seen: ReadonlySet<Said['id']> = new Set(),
): ModelMessage[] {
  const words = promptWords[language];
  const lines: { role: 'user' | 'assistant'; text: string }[] = [];
  const add = (role: 'user' | 'assistant', text: string) => {
    const last = lines.at(-1);
    if (last?.role === role) last.text += `\n${text}`;
    else lines.push({ role, text });
  };
  const marks = [
    ...summary(memory, turn.timeZone, language).map((line) => hide(line)),
    ...nameOf(turn.person.name, words.name).map((line) => hide(line)),
  ];
  let human = false;
  for (const [at, one] of said.entries()) {
    if (one.author === 'customer') {
      // While the team goes on answering, what the customer says between is theirs.
      const goesOn = said.slice(at).find(({ author }) => author !== 'customer')?.author === 'agent';
      if (human && !goesOn) {
        add('user', `[${words.humanEnded}]`);
        human = false;
      }
      add('user', hide(wordsOf(one, language)));
    } else {
      human = one.author === 'agent';
      const text = one.author === 'agent' ? `[${words.agent}] ${escaped(one.text)}` : one.text;
      add('assistant', hide(text));
    }
  }
  if (human) marks.push(`[${words.humanEnded}]`);
  const before = turn.history.findLast(({ author }) => author === 'customer');
  const away = before ? turn.now - before.at : 0;
  if (away >= AWAY_MS) {
    const hours = Math.round(away / HOUR);
    marks.push(`[${words.away(hours >= 48 ? words.days(Math.round(hours / 24)) : words.hoursAgo(hours))}]`);
  }
  add('user', [...marks, ...turn.messages.map((one) => hide(wordsOf(one, language, seen.has(one.id))))].join('\n'));
  return lines.map(({ role, text }) => ({ role, content: text }));
}

/** A customer's message in words; what is no text says what it is. */
function wordsOf({ kind, text, voice }: Said, language: Language, isSeen = false): string {
  const words = promptWords[language];
  if (kind === 'welcome') return `[${words.welcome}]`;
  // The first line only says what it is.
  if (isSeen) return `[${words.picture}] ${escaped(text.replace(/^[^\n]*\n?/, ''))}`.trimEnd();
  if (voice === 'heard') return `[${words.kinds['voice']}] ${escaped(text)}`;
  const mark = kind === 'text' || kind === 'edit' ? '' : `[${words.kinds[kind] ?? kind.replace(/[^a-z_]/g, '')}] `;
  return mark + escaped(text);
}

function nameOf(name: string | null, say: (name: string) => string): string[] {
  const shown = visibleName(name);
  return shown === null ? [] : [`[${say(escaped(shown.slice(0, 60)))}]`];
}

function summary({ matters }: Memory, timeZone: string, language: Language): string[] {
  if (matters.length === 0) return [];
  const words = promptWords[language];
  const date = new Intl.DateTimeFormat(language, { timeZone, day: 'numeric', month: 'numeric', year: 'numeric' });
  const lines = matters.map(({ at, asked, answered, by }) =>
    words.matter(date.format(at), escaped(asked), escaped(answered), by),
  );
  return [`[${words.summaryTitle}: ${lines.join(' · ')}]`];
}
