import { loadEnvironment } from '../config.ts';
import type { Misconfigured } from '../errors.ts';
import { LedgerUnusable } from '../store/unusable.ts';
import { languageOf } from './language.ts';
import { wordsIn } from './words/words.ts';

/** What is said on the terminal where a command cannot do its work: of the database in the operator's language. */
export function faultText(error: Misconfigured): string {
  if (!(error instanceof LedgerUnusable)) return error.message;
  const words = wordsIn(languageOf(loadEnvironment()));
  return words.databaseUnusable(error.place, words.translated(error.reason), words.translated(error.fix));
}
