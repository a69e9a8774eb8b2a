import { text } from 'node:stream/consumers';
import { isCancel, password } from '@clack/prompts';
import { Option, type Command } from 'commander';
import { systemClock } from '../clock.ts';
import { loadEnvironment, readProcessSettings } from '../config.ts';
import { hashPassword, LONGEST, SHORTEST } from '../console/access/password.ts';
import { Misconfigured } from '../errors.ts';
import type { Role } from '../store/console/console-tables.ts';
import { allUsers, removeUser, setUser } from '../store/console/users.ts';
import type { Store } from '../store/open.ts';
import { openHush } from './connect/hush.ts';
import { openExisting } from './database-file.ts';
import { languageOf } from './language.ts';
import { columns } from './print.ts';
import { wordsIn, type Words } from './words/words.ts';

interface Given {
  role: Role;
  remove?: true;
  list?: true;
}

/** `console-password`: who may open the console, and with which password. */
export function addConsolePassword(program: Command): void {
  program
    .command('console-password')
    .summary('who may open the console, and their passwords')
    .description(
      'Sets the password with which the console (/console of the service) is opened; until there is one it is off. It is asked for hidden ' +
        `on a terminal, else read from standard input, and has ${SHORTEST} characters or more. A new password or role ends all ` +
        'sessions of that name at once, also while the service runs. ' +
        'Exit code: 0 set, 1 nobody has the name, 2 wrong use or settings.',
    )
    .argument('[name]', 'who: letters, digits, dots, hyphens, underscores', 'operator')
    .addOption(
      new Option('--role <role>', 'see: may look at all of it; operate: may do what can be done, too')
        .choices(['see', 'operate'])
        .default('operate'),
    )
    .option('--remove', 'take the name away')
    .option('--list', 'show who may open it')
    .addHelpText(
      'after',
      '\nExamples:\n  optiatiende console-password\n  optiatiende console-password ana --role see < password.txt',
    )
    .action(run);
}

async function run(name: string, given: Given): Promise<void> {
  const environment = loadEnvironment();
  const words = wordsIn(languageOf(environment));
  const says = words.console;
  if (!/^[\p{L}\d._-]{1,60}$/u.test(name)) throw new Misconfigured(says.wrongName);
  const store = await openExisting(readProcessSettings(environment).databaseUrl);
  try {
    if (given.list) return await list(store, words);
    if (given.remove) {
      const isRemoved = await store.write((tx) => removeUser(tx, name));
      if (isRemoved) return console.log(says.removed(name));
      process.exitCode = 1;
      return console.error(says.unknown(name));
    }
    const typed = process.stdin.isTTY ? await asked(name, words) : (await text(process.stdin)).replace(/\r?\n$/, '');
    if (typed.length < SHORTEST || typed.length > LONGEST) throw new Misconfigured(says.short(SHORTEST, LONGEST));
    const made = await hashPassword(typed);
    const user = { name, role: given.role, password: made, set_at: systemClock.now() };
    await store.write((tx) => setUser(tx, user));
    console.log(says.set(name, says.roles[given.role]));
  } finally {
    await store.close();
  }
}

async function list(store: Store, words: Words): Promise<void> {
  const users = await allUsers(store.db);
  if (users.length === 0) return console.log(words.console.none);
  console.log(columns(users.map(({ name, role, set_at }) => [name, words.console.roles[role], words.time(set_at)])));
}

/** Twice, since nobody sees what they type. */
async function asked(name: string, { console: says }: Words): Promise<string> {
  const typed: string[] = [];
  // What is pasted once too often behind it would be left for the shell.
  const hush = openHush(process.stdin);
  for (const message of [says.ask(name), says.again]) {
    const answer = await password({ message });
    hush.hold();
    await hush.release();
    if (isCancel(answer)) throw new Misconfigured(says.cancelled);
    typed.push(answer);
  }
  if (typed[0] !== typed[1]) throw new Misconfigured(says.notSame);
  return typed[0] ?? '';
}
