import type { Language } from '../console/language.ts';
import type { CheckLine, OperatorTools } from '../console/tools.ts';
import { providerWords } from '../providers/known.ts';
import type { Environment } from '../settings/given.ts';
import type { Store } from '../store/open.ts';
import type { LineName } from './check/line.ts';
import { wordsIn } from './words/words.ts';

/**
 * What the console has from the commands.
 *
 * @param environment read anew each time, as the commands do: what was corrected in `.env` is seen
 * @param store the ledger of the service that runs
 */
export function consoleTools(environment: () => Environment, store: Store): OperatorTools {
  return {
    translated: (text, language) => wordsIn(language).translated(text),
    check: (language) => linesOf(environment(), language, store),
  };
}

async function* linesOf(environment: Environment, language: Language, store: Store): AsyncGenerator<CheckLine> {
  const { check: words } = wordsIn(language);
  const { runCheck } = await import('./check/run.ts');
  for await (const { address: _, ...line } of runCheck(environment, words, { store }))
    yield { ...line, label: words.names[line.name as LineName] ?? providerWords(line.name).name };
}
