import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { pause, systemClock } from '../clock.ts';
import { loadEnvironment, readProcessSettings } from '../config.ts';
import type { Store } from '../store/open.ts';
import { answersToReload, forgetReload, wishReload } from '../store/reload.ts';
import { openExisting } from './database-file.ts';
import { languageOf } from './language.ts';
import { mark } from './print.ts';
import { wordsIn, type Words } from './words/words.ts';

/** What a service answered, as `src/service/reload.ts` gives it. */
export type Answer =
  | { ok: true; changes: { opened: string[]; changed: string[]; closed: string[] }; restart: string[] }
  | { ok: false; reason: string };

/** A service looks once a second, and may have to end what runs (10 s) before it opens a channel anew. Milliseconds. */
const PATIENCE_MS = 20_000;
const LOOK_MS = 100;
/** After the first answer, for further services on the same database. Milliseconds. */
const OTHERS_MS = 1_500;

/** `reload`: the running service reads its settings again. */
export function addReload(program: Command): void {
  program
    .command('reload')
    .summary('have the running service read its settings again')
    .description(
      'Channels come, go and change without a restart of the others; where something in the settings is wrong all stays as it was, and why ' +
        'is said here. Asks through the database: it works from another container or machine too. Exit code: 1 where they are wrong, or ' +
        'no service answers.',
    )
    .option('--json', 'print for programs')
    .addHelpText('after', '\nExample:\n  optiatiende reload')
    .action(reload);
}

async function reload(options: { json?: true }): Promise<void> {
  const environment = loadEnvironment();
  const words = wordsIn(languageOf(environment));
  const store = await openExisting(readProcessSettings(environment).databaseUrl);
  try {
    const answers = await ask(store);
    if (answers.length === 0 || answers.some(({ ok }) => !ok)) process.exitCode = 1;
    if (options.json) return console.log(JSON.stringify(answers, null, 2));
    if (answers.length === 0) return console.log(mark('wrong', words.reload.nobody));
    for (const answer of answers) console.log(shown(answer, words));
  } finally {
    await store.close();
  }
}

async function ask(store: Store): Promise<Answer[]> {
  const id = randomUUID();
  await store.write((tx) => wishReload(tx, id));
  store.news.tell();
  let until = systemClock.now() + PATIENCE_MS;
  let answers: string[] = [];
  while (systemClock.now() < until) {
    await pause(LOOK_MS);
    const before = answers.length;
    answers = await answersToReload(store.db, id);
    if (before === 0 && answers.length > 0) until = Math.min(until, systemClock.now() + OTHERS_MS);
  }
  await store.write((tx) => forgetReload(tx, id));
  return answers.map((answer) => JSON.parse(answer) as Answer);
}

function shown(answer: Answer, { reload: says }: Words): string {
  if (!answer.ok) return `${mark('wrong', says.wrong)}\n\n${answer.reason}`;
  const { opened, changed, closed } = answer.changes;
  const done = [
    ...(opened.length > 0 ? [says.opened(opened)] : []),
    ...(changed.length > 0 ? [says.changed(changed)] : []),
    ...(closed.length > 0 ? [says.closed(closed)] : []),
  ];
  const lines = [mark('ok', done.length === 0 ? says.asBefore : done.join('; '))];
  if (answer.restart.length > 0) lines.push(mark('warning', says.restart(answer.restart)));
  return lines.join('\n');
}
