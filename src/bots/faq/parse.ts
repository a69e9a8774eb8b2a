import { Misconfigured } from '../../errors.ts';
import { toMarks } from './marks.ts';
import { wordsOf } from './text.ts';
import type { Language } from './words.ts';

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
}

type Open = { entry: Entry; body: string[]; quoting: boolean };

/**
 * Reads a file of questions and answers:
 *
 * ```markdown
 * # La Espiga Bakery (en)
 *
 * Hello! Ask me about our bread.          <- the greeting; without one a set text is used
 *
 * ## What are your opening hours?         <- a question, shown in menus as it stands
 *
 * > when do you open                      <- further phrasings: lines with `>` directly under it
 * > are you open on sundays
 *
 * Every day from **8 to 20**.             <- the answer, up to the next question
 * ```
 *
 * - One `#` title per language; `(es)` or `(en)` at its end says which. Without it, or without any title, the part is in
 *   `language`. The answer's language is that of the question that matched.
 * - Answers are Markdown (see `toMarks`); `###` and smaller headings belong to them. `<!-- … -->` is passed over.
 *
 * @param file The name for messages.
 * @throws Misconfigured with file, line, rule and fix.
 */
export function parseFaq(text: string, file: string, language: Language): Faq {
  const fault = (line: number, what: string): Misconfigured => new Misconfigured(`${file}:${line}: ${what}`);
  const sections: Section[] = [];
  const greetings = new Map<Section, string[]>();
  const phrases = new Map<string, number>();
  let open: Open | null = null;
  let fenced = false;

  const startSection = (name: string | null, of: Language, line: number): Section => {
    if (sections.some((section) => section.language === of)) {
      throw fault(
        line,
        `a second title for language "${of}". End each title with its language, "(es)" or "(en)", once each.`,
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
    open.entry.answer = toMarks(open.body.join('\n'));
    if (open.entry.answer === '') {
      throw fault(
        open.entry.line,
        `no answer to "${open.entry.question}". Write it under the question, after an empty line.`,
      );
    }
    open = null;
  };

  for (const [index, row] of withoutComments(text).split('\n').entries()) {
    const line = index + 1;
    if (/^\s*```/u.test(row)) fenced = !fenced;
    const heading = fenced ? null : /^(#{1,2})(?!#)\s*(.*?)\s*#*\s*$/u.exec(row);
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
      const entry = {
        id: idOf(question, section.language),
        language: section.language,
        question,
        phrasings: [],
        answer: '',
        line,
      };
      section.entries.push(entry);
      open = { entry, body: [], quoting: true };
    } else if (open !== null) {
      const quote: RegExpExecArray | null = open.quoting ? /^\s{0,3}>\s?(.*)$/u.exec(row) : null;
      if (quote === null) {
        open.body.push(row);
        if (row.trim() !== '') open.quoting = false;
      } else if (quote[1]!.trim() !== '') {
        const phrasing = quote[1]!.trim();
        const { entry }: Open = open;
        if (claim(phrasing, entry.language, line)) entry.phrasings.push(phrasing);
        else if (![entry.question, ...entry.phrasings].some((own) => sameWords(own, phrasing))) {
          throw fault(line, `"${phrasing}" already leads to another question. Remove it from one of the two.`);
        }
      }
    } else if (sections.length > 0) {
      greetings.get(sections.at(-1)!)!.push(row);
    } else if (row.trim() !== '') {
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
  return { sections };
}

const sameWords = (a: string, b: string): boolean => wordsOf(a).join(' ') === wordsOf(b).join(' ');

/** Takes `<!-- … -->` and a byte order mark out and leaves the line numbers as they are. */
function withoutComments(text: string): string {
  return text
    .replace(/^\uFEFF/u, '')
    .replace(/\r\n?/g, '\n')
    .replace(/<!--[\s\S]*?(?:-->|$)/gu, (comment) => comment.replace(/[^\n]/gu, ''));
}

/** WhatsApp allows 200 units in a row's id; a longer question keeps its beginning and a sum of the whole. */
function idOf(question: string, language: Language): string {
  const slug = wordsOf(question).join('-');
  if (slug.length <= 150) return `faq:${language}:${slug}`;
  let sum = 0;
  for (const unit of slug) sum = (Math.imul(sum, 31) + unit.codePointAt(0)!) >>> 0;
  return `faq:${language}:${slug.slice(0, 150)}-${sum.toString(36)}`;
}
