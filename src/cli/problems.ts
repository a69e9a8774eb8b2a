import { InvalidArgumentError, type Command } from 'commander';
import { systemClock } from '../clock.ts';
import { loadEnvironment, ONLY_CHANNEL, readProcessSettings } from '../config.ts';
import { Misconfigured } from '../errors.ts';
import {
  dropProblems,
  listProblems,
  MOST_NOTE,
  retryProblems,
  type Chosen,
  type Handled,
  type Problem,
} from '../queue/problems.ts';
import type { Store } from '../store/open.ts';
import { maskNumber } from '../whatsapp/numbers.ts';
import { withChannel, type ChannelOption } from './channel-option.ts';
import { openExisting } from './database-file.ts';
import { languageOf } from './language.ts';
import { wordsIn, type Words } from './words/words.ts';

const MOST_SHOWN = 50;

interface Which extends ChannelOption {
  all?: true;
  json?: true;
  newConversation?: true;
  note?: string;
}

/** `problems list|retry|drop`: what was given up, why, and what can be done. */
export function addProblems(program: Command): void {
  const problems = program
    .command('problems')
    .summary('what was given up, why, and what can be done')
    .description('Shows what was given up, and tries it again or ends it, also while the service runs.');

  const shows = problems
    .command('list', { isDefault: true })
    .summary('show them, the oldest first')
    .option('--all', `show all of them, not only the oldest ${MOST_SHOWN}`)
    .option('--json', 'print for programs')
    .addHelpText('after', '\nExample:\n  optiatiende problems list --all --json');
  withChannel(shows).action(async (options: Which) => await withStore((store, words) => list(store, words, options)));

  problems
    .command('retry')
    .summary('try them again, each in its old place')
    .argument('[id...]', 'numbers from the list', idFrom)
    .option('--all', 'all of them; with --channel, all of that channel')
    .option('--channel <name>', 'with --all: of this channel')
    .option('--new-conversation', 'open a new conversation for a person whose earlier ones cannot be read')
    .option('--json', 'print for programs')
    .addHelpText(
      'after',
      '\nExamples:\n  optiatiende problems retry 17 18\n  optiatiende problems retry 17 --new-conversation',
    )
    .action(async (ids: number[], options: Which) => {
      const { newConversation = false } = options;
      await withStore(async (store, words) => {
        const of = await chosen(store, ids, options);
        const handled = await retryProblems(store, { of, now: systemClock.now(), newConversation });
        report(handled, options, words, words.problems.retried(handled.ids.length));
      });
    });

  problems
    .command('drop')
    .summary('end them for good; what they were about is not registered, or not sent')
    .argument('[id...]', 'numbers from the list', idFrom)
    .option('--all', 'all of them; with --channel, all of that channel')
    .option('--channel <name>', 'with --all: of this channel')
    .option('--note <text>', 'why, in your words: kept with them', noteFrom)
    .option('--json', 'print for programs')
    .addHelpText('after', '\nExample:\n  optiatiende problems drop 17 --note "answered by phone"')
    .action(async (ids: number[], options: Which) => {
      await withStore(async (store, words) => {
        const of = await chosen(store, ids, options);
        const { note = null } = options;
        const handled = await dropProblems(store, { of, now: systemClock.now(), note });
        report(handled, options, words, words.problems.dropped(handled.ids.length));
      });
    });
}

async function withStore(work: (store: Store, words: Words) => Promise<void>): Promise<void> {
  const environment = loadEnvironment();
  const store = await openExisting(readProcessSettings(environment).databaseUrl);
  try {
    await work(store, wordsIn(languageOf(environment)));
  } finally {
    await store.close();
  }
}

async function list(store: Store, words: Words, { all, json, channel }: Which): Promise<void> {
  const limit = all || json ? Number.MAX_SAFE_INTEGER : MOST_SHOWN;
  const found = await listProblems(store.db, {
    limit: limit === MOST_SHOWN ? limit + 1 : limit,
    ...(channel === undefined ? {} : { channel }),
  });
  const shown = found.slice(0, limit).map(({ person, ...problem }) => ({ ...problem, person: maskNumber(person) }));
  const says = words.problems;
  if (json) return console.log(JSON.stringify(shown, null, 2));
  if (shown.length === 0) return console.log(says.none);
  // Where there is only one, it need not be named.
  const channels = [...new Set(shown.map((problem) => problem.channel))].toSorted();
  const isOne = channels.length === 1 && channels[0] === ONLY_CHANNEL;
  for (const name of channels) {
    if (!isOne && name !== '') console.log(`${words.channels.heading(name)}\n`);
    for (const problem of shown.filter((one) => one.channel === name)) console.log(problemLines(problem, words));
  }
  console.log(found.length > shown.length ? says.more(MOST_SHOWN) : says.next);
}

function problemLines({ id, createdAt, person, what, author, reason, fix }: Problem, words: Words): string {
  const says = words.problems;
  const about = author === null ? says.what[what] : `${says.what[what]} (${says.authors[author]})`;
  const short = person.replace(/^•{3,}/, '•••');
  const head = [id, words.time(createdAt), short, about].filter((part) => part !== '').join('  ');
  return `${head}\n  ${words.translated(reason)}\n  → ${words.translated(fix)}\n`;
}

function report(handled: Handled, { json }: Which, words: Words, done: string): void {
  const { ids, missing, haveConversation } = handled;
  if (missing.length > 0) process.exitCode = 1;
  if (json) return console.log(JSON.stringify(handled, null, 2));
  if (ids.length > 0 || missing.length === 0) console.log(done);
  if (haveConversation.length > 0) console.log(words.problems.haveConversation);
  if (missing.length > 0) console.error(words.problems.missing(missing));
}

async function chosen(store: Store, ids: number[], { all, channel }: Which): Promise<Chosen> {
  if (all && ids.length > 0) throw new Misconfigured('Name the problems by their numbers, or say --all; not both.');
  if (!all && ids.length === 0)
    throw new Misconfigured('Which problems? Name their numbers from `optiatiende problems list`, or say --all.');
  if (!all) return ids;
  if (channel === undefined) return 'all';
  return (await listProblems(store.db, { limit: Number.MAX_SAFE_INTEGER, channel })).map(({ id }) => id);
}

function noteFrom(text: string): string {
  if (text.trim() === '' || text.length > MOST_NOTE)
    throw new InvalidArgumentError(`It must be a text of at most ${MOST_NOTE} characters.`);
  return text.trim();
}

function idFrom(text: string, earlier: number[] = []): number[] {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It must be a number from `optiatiende problems list`.');
  return [...earlier, Number(text)];
}
