import { parseFaq } from '../../bots/faq/file/parse.ts';
import { warningText } from '../../bots/faq/file/warnings.ts';
import { Misconfigured } from '../../errors.ts';
import type { Language } from '../language.ts';

/** What the bot would make of a file of questions and answers. */
export interface FaqPreview {
  /** Why it cannot be read as one, in English, with its line; null where it can. */
  fault: string | null;
  /** What is allowed and hardly meant so, in the language asked for. */
  warnings: { line: number; text: string }[];
  sections: {
    language: Language;
    name: string | null;
    greeting: string | null;
    entries: { question: string; phrasings: string[]; answer: string; line: number; ask: string | null }[];
  }[];
}

/** As the bot itself reads it. @param fallback the language of parts that name none */
export function previewFaq(content: string, name: string, fallback: Language, shown: Language): FaqPreview {
  try {
    const { sections, warnings } = parseFaq(content, name, fallback);
    return {
      fault: null,
      warnings: warnings.map((warning) => ({ line: warning.line, text: warningText(warning, shown) })),
      sections: sections.map(({ language, name: business, greeting, entries }) => ({
        ...{ language, name: business, greeting },
        entries: entries.map(({ question, phrasings, answer, line, ask }) => ({
          ...{ question, phrasings, answer, line },
          ask: ask ?? null,
        })),
      })),
    };
  } catch (error) {
    if (!(error instanceof Misconfigured)) throw error;
    return { fault: error.message, warnings: [], sections: [] };
  }
}
