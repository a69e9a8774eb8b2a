import type { Misconfigured } from '../errors.ts';
import { LedgerUnusable } from '../store/unusable.ts';
import { here } from './here.ts';
import { languageNow } from './language.ts';
import { linesInSpanish } from './words/spanish.ts';
import { wordsIn } from './words/words.ts';

/** What is said on the terminal where a command cannot do its work: in the operator's language. */
export function faultText(error: Misconfigured): string {
  const language = languageNow();
  const words = wordsIn(language);
  if (!(error instanceof LedgerUnusable))
    return here(language === 'es' ? linesInSpanish(error.message) : error.message);
  return words.databaseUnusable(error.place, words.translated(error.reason), words.translated(error.fix));
}
