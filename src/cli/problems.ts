import { InvalidArgumentError, type Command } from 'commander';
import { systemClock } from '../clock.ts';
import { loadEnvironment, readSettings } from '../config.ts';
import { Misconfigured } from '../errors.ts';
import { dropProblems, listProblems, retryProblems, type Chosen, type Handled } from '../queue/problems.ts';
import type { Store } from '../store/open.ts';
import { maskNumber } from '../whatsapp/numbers.ts';
import { openExisting } from './database-file.ts';
import { languageOf } from './language.ts';
import { wordsIn, type Words } from './words/words.ts';

const MOST_SHOWN = 50;

interface Which {
  all?: true;
  json?: true;
  newConversation?: true;
}

/** `problems list|retry|drop`: what was given up, why, and what can be done. */
export function addProblems(program: Command): void {
  const problems = program
    .command('problems')
    .summary('what was given up, why, and what can be done')
    .description('Shows what was given up, and tries it again or ends it, also while the service runs.');

  problems
    .command('list', { isDefault: true })
    .summary('show them, the oldest first')
    .option('--all', `show all of them, not only the oldest ${MOST_SHOWN}`)
    .option('--json', 'print for programs')
    .addHelpText('after', '\nExample:\n  optiatiende problems list --all --json')
    .action(async (options: Which) => await withStore((store, words) => list(store, words, options)));

  problems
    .command('retry')
    .summary('try them again, each in its old place')
    .argument('[id...]', 'numbers from the list', idFrom)
    .option('--all', 'all of them')
    .option('--new-conversation', 'open a new conversation for a person whose earlier ones cannot be read')
    .option('--json', 'print for programs')
    .addHelpText(
      'after',
      '\nExamples:\n  optiatiende problems retry 17 18\n  optiatiende problems retry 17 --new-conversation',
    )
    .action(async (ids: number[], options: Which) => {
      const of = chosen(ids, options);
      const { newConversation = false } = options;
      await withStore(async (store, words) => {
        const handled = await retryProblems(store, { of, now: systemClock.now(), newConversation });
        report(handled, options, words, words.problems.retried(handled.ids.length));
      });
    });

  problems
    .command('drop')
    .summary('end them for good; what they were about is not registered, or not sent')
    .argument('[id...]', 'numbers from the list', idFrom)
    .option('--all', 'all of them')
    .option('--json', 'print for programs')
    .addHelpText('after', '\nExample:\n  optiatiende problems drop 17')
    .action(async (ids: number[], options: Which) => {
      const of = chosen(ids, options);
      await withStore(async (store, words) => {
        const handled = await dropProblems(store, { of, now: systemClock.now() });
        report(handled, options, words, words.problems.dropped(handled.ids.length));
      });
    });
}

async function withStore(work: (store: Store, words: Words) => Promise<void>): Promise<void> {
  const environment = loadEnvironment();
  const store = await openExisting(readSettings(environment).databaseUrl);
  try {
    await work(store, wordsIn(languageOf(environment)));
  } finally {
    await store.close();
  }
}

async function list(store: Store, words: Words, { all, json }: Which): Promise<void> {
  const limit = all || json ? Number.MAX_SAFE_INTEGER : MOST_SHOWN;
  const found = await listProblems(store.db, { limit: limit === MOST_SHOWN ? limit + 1 : limit });
  const shown = found.slice(0, limit).map(({ person, ...problem }) => ({ ...problem, person: maskNumber(person) }));
  const says = words.problems;
  if (json) return console.log(JSON.stringify(shown, null, 2));
  if (shown.length === 0) return console.log(says.none);
  for (const { id, createdAt, person, what, author, reason, fix } of shown) {
    const about = author === null ? says.what[what] : `${says.what[what]} (${says.authors[author]})`;
    const short = person.replace(/^•{3,}/, '•••');
    console.log(`${id}  ${words.time(createdAt)}  ${short}  ${about}`);
    console.log(`  ${words.translated(reason)}\n  → ${words.translated(fix)}\n`);
  }
  console.log(found.length > shown.length ? says.more(MOST_SHOWN) : says.next);
}

function report(handled: Handled, { json }: Which, words: Words, done: string): void {
  const { ids, missing, haveConversation } = handled;
  if (missing.length > 0) process.exitCode = 1;
  if (json) return console.log(JSON.stringify(handled, null, 2));
  if (ids.length > 0 || missing.length === 0) console.log(done);
  if (haveConversation.length > 0) console.log(words.problems.haveConversation);
  if (missing.length > 0) console.error(words.problems.missing(missing));
}

function chosen(ids: number[], { all }: Which): Chosen {
  if (all && ids.length > 0) throw new Misconfigured('Name the problems by their numbers, or say --all; not both.');
  if (!all && ids.length === 0)
    throw new Misconfigured('Which problems? Name their numbers from `optiatiende problems list`, or say --all.');
  return all ? 'all' : ids;
}

function idFrom(text: string, earlier: number[] = []): number[] {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It must be a number from `optiatiende problems list`.');
  return [...earlier, Number(text)];
}
