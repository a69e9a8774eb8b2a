import type { Faq } from '../../faq/file/parse.ts';
import { pieces, type Passage } from './passage.ts';

/** A file of questions and answers in passages: its phrasings are found, and shown to the model too. */
export function* faqPassages(faq: Faq, source: string): Generator<Passage> {
  for (const { name, entries } of faq.sections) {
    for (const { question, phrasings, answer } of entries) {
      const asked = phrasings.map((phrase) => `> ${phrase}\n`).join('');
      for (const text of pieces(asked + answer)) yield { source, head: question, path: name ?? '', text };
    }
  }
}
