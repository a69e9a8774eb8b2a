import { Misconfigured } from '../../../errors.ts';
import { wordsOf } from '../read/text.ts';
import type { Language } from '../say/words.ts';
import { markIn, setMark } from './entry-marks.ts';
import { toMarks } from './marks.ts';
import { rowsOf, type Row } from './rows.ts';
import { suspiciousIn } from './suspicious.ts';
import type { Warning } from './warnings.ts';

/** One question with its answer, ready to send. */
export interface Entry {
  /** `faq:es:a-que-hora-abren`: made of the question alone, so a menu sent yesterday still works after other edits. */
  id: string;
  language: Language;
  question: string;
  /** Further ways to ask the same. */
  phrasings: string[];
  /** With WhatsApp's marks; any length. */
  answer: string;
  /** Asked below the answer; what the person says next goes to a person. */
  ask?: string;
  /** What the person says next goes to a person, also where nothing is asked. */
  thenPerson?: true;
  /** Line of the question in the file, from 1. */
  line: number;
}

/** The part of the file in one language. */
export interface Section {
  language: Language;
  /** The business, as the title has it. */
  name: string | null;
  greeting: string | null;
  entries: Entry[];
}

export interface Faq {
  /** One per language, in the order of the file; at least one, each with at least one entry. */
  sections: Section[];
  /** Groups of phrases that mean the same in this file. */
  synonyms: string[][];
  warnings: Warning[];
}

/** The question that is being read. */
interface Open {
  entry: Entry;
  rows: Row[];
  body: string[];
  /** Still above the answer. */
  quoting: boolean;
}

/**
 * Reads a file of questions and answers:
 *
 * ```markdown
 * # La Espiga Bakery (en)
 *
 * Hello! Ask me about our bread.          <- the greeting; without one a set text is used
 *
 * > synonyms: brioche = bun, roll         <- words that mean the same here
 *
 * ## What are your opening hours?         <- a question, shown in menus as it stands
 *
 * > when do you open                      <- further phrasings: lines with `>` directly under it
 * > are you open on sundays
 *
 * Every day from **8 to 20**.             <- the answer, up to the next question
 *
 * > ask: For which day?                   <- asked below the answer; the next words go to a person
 * ```
 *
 * - One `#` title per language; `(es)` or `(en)` at its end says which. Without it, or without any title, the part is in
 *   `language`. The answer's language is that of the question that matched.
 * - Answers are Markdown (see `toMarks`); `###` and smaller headings belong to them. `<!-- … -->` is passed over.
 *
 * @param file The name for messages.
 * @throws Misconfigured with file, line, rule and fix. What is allowed and hardly meant is in `warnings`.
 */
export function parseFaq(text: string, file: string, language: Language): Faq {
  const fault = (line: number, what: string): Misconfigured => new Misconfigured(`${file}:${line}: ${what}`);
  const { rows, warnings } = rowsOf(text);
  const faq: Faq = { sections: [], synonyms: [], warnings };
  const { sections } = faq;
  const greetings = new Map<Section, string[]>();
  const phrases = new Map<string, number>();
  let open: Open | null = null;

  const startSection = (name: string | null, of: Language, line: number): Section => {
    if (sections.some((section) => section.language === of)) {
      const isQuestion = name?.endsWith('?') ? ` If it is a question, begin it with "##".` : '';
      throw fault(
        line,
        `a second title for language "${of}". End each title with its language, "(es)" or "(en)", once each.${isQuestion}`,
      );
    }
    const section: Section = { language: of, name, greeting: null, entries: [] };
    sections.push(section);
    greetings.set(section, []);
    return section;
  };
  const claim = (phrase: string, of: Language, line: number): boolean => {
    const key = `${of}:${wordsOf(phrase).join(' ')}`;
    if (key === `${of}:`)
      throw fault(line, 'a question without letters or numbers. Write the question after the mark.');
    const earlier = phrases.get(key);
    if (earlier === undefined) phrases.set(key, line);
    return earlier === undefined;
  };
  const close = (): void => {
    if (open === null) return;
    const { entry, body, rows: own }: Open = open;
    entry.answer = toMarks(body.join('\n'));
    if (entry.answer === '') {
      throw fault(entry.line, `no answer to "${entry.question}". Write it under the question, after an empty line.`);
    }
    warnings.push(...suspiciousIn(own, entry.question));
    open = null;
  };
  /** A line with `>` that says more than words; false for every other. */
  const takeMark = ({ line, text: row, fenced }: Row): boolean => {
    const quoted = fenced ? null : /^\s{0,3}>\s?(.*)$/u.exec(row);
    const mark = quoted === null ? null : markIn(quoted[1]!);
    if (mark === null) return false;
    if ('bad' in mark) warnings.push({ line, kind: mark.bad, about: quoted![1]!.trim() });
    else if ('synonyms' in mark) faq.synonyms.push(...mark.synonyms);
    else if (open !== null) setMark(open.entry, mark, toMarks);
    else warnings.push({ line, kind: 'badMark', about: quoted![1]!.trim() });
    return true;
  };

  for (const row of rows) {
    const { line, text: content, fenced } = row;
    const heading = fenced ? null : /^(#{1,2})(?!#)\s*(.*?)\s*#*\s*$/u.exec(content);
    if (heading?.[1] === '#') {
      close();
      const title = /^(.*?)\s*(?:\((es|en)\))?$/iu.exec(heading[2]!)!;
      startSection(title[1]! || null, (title[2]?.toLowerCase() as Language | undefined) ?? language, line);
    } else if (heading) {
      close();
      const section = sections.at(-1) ?? startSection(null, language, line);
      const question = toMarks(heading[2]!).replace(/[*_~]/gu, '');
      if (!claim(question, section.language, line)) {
        throw fault(line, `the question "${question}" stands in the file twice. Join the two answers or reword one.`);
      }
      const id = idOf(question, section.language);
      const entry: Entry = { id, language: section.language, question, phrasings: [], answer: '', line };
      section.entries.push(entry);
      open = { entry, rows: [], body: [], quoting: true };
    } else if (takeMark(row)) {
      continue;
    } else if (open !== null) {
      const now: Open = open;
      now.rows.push(row);
      const quote = now.quoting ? /^\s{0,3}>\s?(.*)$/u.exec(content) : null;
      if (quote === null) {
        now.body.push(content);
        if (content.trim() !== '') now.quoting = false;
      } else if (quote[1]!.trim() !== '') {
        const phrasing = quote[1]!.trim();
        const { entry } = now;
        if (claim(phrasing, entry.language, line)) entry.phrasings.push(phrasing);
        else if (![entry.question, ...entry.phrasings].some((own) => sameWords(own, phrasing))) {
          throw fault(line, `"${phrasing}" already leads to another question. Remove it from one of the two.`);
        }
      }
    } else if (sections.length > 0) {
      greetings.get(sections.at(-1)!)!.push(content);
    } else if (content.trim() !== '') {
      throw fault(line, 'text before the first heading. Begin with "# Name of the business" or "## A question".');
    }
  }
  close();
  for (const section of sections) {
    section.greeting = toMarks(greetings.get(section)!.join('\n')) || null;
    if (section.entries.length === 0) {
      throw fault(
        1,
        `no questions in language "${section.language}". Add some as "## Question" with the answer below.`,
      );
    }
  }
  if (sections.length === 0)
    throw fault(1, 'the file has no questions. Add some as "## Question" with the answer below.');
  warnings.sort((a, b) => a.line - b.line);
  return faq;
}

const sameWords = (a: string, b: string): boolean => wordsOf(a).join(' ') === wordsOf(b).join(' ');

/** WhatsApp allows 200 units in a row's id; a longer question keeps its beginning and a sum of the whole. */
function idOf(question: string, language: Language): string {
  const slug = wordsOf(question).join('-');
  if (slug.length <= 150) return `faq:${language}:${slug}`;
  let sum = 0;
  for (const unit of slug) sum = (Math.imul(sum, 31) + unit.codePointAt(0)!) >>> 0;
  return `faq:${language}:${slug.slice(0, 150)}-${sum.toString(36)}`;
}
