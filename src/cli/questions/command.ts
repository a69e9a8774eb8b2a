import { InvalidArgumentError, type Command } from 'commander';
import { systemClock } from '../../clock.ts';
import { loadEnvironment, ONLY_CHANNEL, readProcessSettings } from '../../config.ts';
import { answerOfPerson, markQuestions, questionsSince, type QuestionRow } from '../../store/questions.ts';
import type { Store } from '../../store/open.ts';
import { sinceOf } from '../audit/since.ts';
import { withChannel, type ChannelOption } from '../channel-option.ts';
import { openExisting } from '../database-file.ts';
import { languageOf } from '../language.ts';
import { wordsIn, type Words } from '../words/words.ts';
import { questionGroups, shown, type QuestionGroup } from '../../turn/question-groups.ts';

interface Options extends ChannelOption {
  since: string;
  limit: number;
  all?: true;
  json?: true;
}

const MARKS = {
  done: 'they stand in your file or folder now; they come back if they are asked again',
  dismiss: 'they are not worth an answer, nor what is like them and comes later',
  reopen: 'neither, after all',
} as const;
const STATES = { done: 'done', dismiss: 'dismissed', reopen: 'open' } as const;

/** `questions`: what customers asked and no bot could answer. */
export function addQuestions(program: Command): void {
  const questions = program
    .command('questions')
    .summary('what customers asked and no bot could answer, most asked first')
    .description(
      'Questions that ask the same stand together, whatever their words, accents and slips; also while the service runs. ' +
        'They are kept for RETENTION_DAYS.',
    );
  withChannel(
    questions
      .command('list', { isDefault: true })
      .summary('show them')
      .option('--since <time>', 'asked since then: a day (2026-11-29), or 30d, 48h', '30d')
      .option('--limit <number>', 'so many groups at most', numberFrom, 20)
      .option('--all', 'those that are done, dismissed or were found in what was shown as well')
      .option('--json', 'print for programs')
      .addHelpText('after', '\nExample:\n  optiatiende questions --since 7d'),
  ).action(async (options: Options) => await withStore((store, words) => list(store, words, options)));

  for (const [name, why] of Object.entries(MARKS) as [keyof typeof MARKS, string][]) {
    questions
      .command(name)
      .summary(why)
      .argument('<id...>', 'numbers from the list', (text: string, earlier: number[] = []) => [
        ...earlier,
        numberFrom(text),
      ])
      .option('--json', 'print for programs')
      .addHelpText('after', `\nExample:\n  optiatiende questions ${name} 17`)
      .action(
        async (ids: number[], { json }: Pick<Options, 'json'>) =>
          await withStore((store, words) => mark(store, words, ids, STATES[name], json === true)),
      );
  }
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

async function list(store: Store, words: Words, { since, limit, channel, all, json }: Options): Promise<void> {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const wanted = { since: sinceOf(since, timeZone, systemClock.now()), all: all === true };
  const rows = await questionsSince(store.db, { since: 0, ...(channel === undefined ? {} : { channel }) });
  const groups = questionGroups(rows, wanted);
  const most = groups.slice(0, limit);
  const answers = await Promise.all(most.map((group) => answerOf(store, group)));
  if (json) {
    const shape = most.map(({ counted, whole: _, last, ...group }, at) => ({
      ...group,
      last: new Date(last).toISOString(),
      ids: counted.map(({ id }) => id),
      answer: answers[at] ?? null,
    }));
    return console.log(JSON.stringify(shape, null, 2));
  }
  const says = words.questions;
  if (groups.length === 0) {
    const others = questionGroups(rows, { ...wanted, all: true }).length;
    return console.log(others === 0 ? says.none : says.noneOpen(others));
  }
  for (const [at, group] of most.entries()) console.log(linesOf(group, answers[at] ?? null, words));
  if (groups.length > most.length) console.log(says.more(most.length, groups.length));
  console.log(says.next);
}

/** What a person of the team answered to one of them, the newest first. */
async function answerOf({ db }: Store, { counted }: QuestionGroup): Promise<string | null> {
  for (const row of counted
    .filter(({ became }) => became !== 'chosen')
    .slice(-5)
    .toReversed()) {
    const found = await answerOfPerson(db, row);
    if (found !== null && shown(found) !== '') return shown(found);
  }
  return null;
}

function linesOf(group: QuestionGroup, answer: string | null, words: Words): string {
  const says = words.questions;
  const [first = '', ...others] = group.words;
  const bots = group.bots.map((bot) => bot ?? says.noBot);
  const channels = group.channels.filter((name) => name !== ONLY_CHANNEL);
  const facts = [says.became(group.became), ...bots, ...channels];
  return [
    `${group.id}  ${says.head(group, words.time(group.last))}${group.state === 'open' ? '' : ` (${says.states[group.state]})`}`,
    `  ${[first, ...others].map((one) => `«${one}»`).join(' · ')}`,
    `  ${facts.filter((fact) => fact !== '').join(' · ')}`,
    ...(group.chosen.length > 0 ? [`  ${says.chosen(group.chosen)}`] : []),
    ...(answer === null ? [] : [`  ${says.answered(answer)}`]),
    '',
  ].join('\n');
}

/** Marks those of these numbers, each with all that ask the same. */
async function mark(
  store: Store,
  words: Words,
  ids: readonly number[],
  state: QuestionRow['state'],
  json: boolean,
): Promise<void> {
  const groups = questionGroups(await questionsSince(store.db, { since: 0 }), { since: 0, all: true });
  const holds = (id: number) => groups.find(({ whole }) => whole.some((row) => row.id === id));
  const missing = ids.filter((id) => holds(id) === undefined);
  const marked = [...new Set(ids.flatMap((id) => holds(id)?.whole ?? []))].map(({ id }) => id);
  await store.write((tx) => markQuestions(tx, marked, state));
  if (missing.length > 0) process.exitCode = 1;
  if (json) return console.log(JSON.stringify({ ids: marked, missing }, null, 2));
  if (marked.length > 0) console.log(words.questions.marked[state](marked.length));
  if (missing.length > 0) console.error(words.questions.missing(missing));
}

function numberFrom(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return Number(text);
}
