import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { rootOfCopied } from '../../chatwoot/address.ts';
import { applicationVerdict } from '../../chatwoot/failures/application-failure.ts';
import { disk, loadEnvironment } from '../../config.ts';
import { Misconfigured, Refused, Unreachable, reasonOf } from '../../errors.ts';
import { givenValues, type Environment } from '../../settings/given.ts';
import { languageOf } from '../language.ts';
import { wordsIn, type Words } from '../words/words.ts';
import { readEnvFile } from './env-file.ts';
import type { ConnectOptions } from './gather.ts';
import { administered, findServer, findUser, type Login } from './login.ts';
import { Cancelled, openQuestions, type Questions } from './questions.ts';
import { keepInChannel, keepInEnv } from './keep.ts';
import { setUp } from './set-up.ts';

/** `connect`: sets up Chatwoot by an administrator's token, and writes the settings. */
export function addConnect(program: Command): void {
  program
    .command('connect')
    .summary('set up Chatwoot with an administrator’s token, and write the settings')
    .description(
      'Makes or finds the API inbox, its members, the agent bot, the webhook and the labels, then writes the settings into .env. ' +
        'Asks in a terminal; with flags it asks only what is missing. Run again it changes only what is not so. ' +
        'Exit code: 0 done or nothing to do, 1 not done, 2 wrong use, token or address.',
    )
    .option('--url <address>', 'your Chatwoot (default: CHATWOOT_URL)')
    .option(
      '--token <token>',
      'an administrator’s access token; `-` reads it from standard input, so that no list of processes shows it',
    )
    .option('--account <number>', 'the account, where the token’s user administers several', accountNumber)
    .option('--inbox-name <name>', 'the API inbox to find or make (default: that of CHATWOOT_INBOX_ID, else WhatsApp)')
    .option(
      '--members <who>',
      'who answers: `all`, or e-mail addresses with commas between (default: as it is, in a new inbox all)',
    )
    .addOption(
      new Option(
        '--auto-assign <switch>',
        'whether Chatwoot assigns conversations of the inbox by itself (default: as it is; Chatwoot has it on)',
      ).choices(['on', 'off']),
    )
    .option('--no-bot', 'connect no agent bot: the bot’s words stay the customer’s, with 🤖 in front')
    .option(
      '--public-url <address>',
      'where Chatwoot reaches this service; without it agents are heard by the real-time channel',
    )
    .option(
      '--user-token <token>',
      'a token to keep for delivery ticks: an agent’s, `this` for the one of --token, or `none` (default: as it is)',
    )
    .option('--channel <name>', 'for this channel: writes into the file of CHANNELS, and its secrets into .env')
    .option('--write <file>', 'the settings file', '.env')
    .option('--yes', 'do it without asking')
    .option('--json', 'print for programs, with secrets hidden')
    .addHelpText(
      'after',
      '\nExample:\n  optiatiende connect\n' +
        '  optiatiende connect --url https://chatwoot.example.com --token - --public-url https://bot.example.com --yes < token.txt',
    )
    .action(connect);
}

async function connect(options: ConnectOptions): Promise<void> {
  const path = resolve(options.write);
  const isDefault = path === resolve('.env');
  const environment = loadEnvironment();
  const words = wordsIn(languageOf(environment));
  const file = parseEnv(readEnvFile(path)) as Environment;
  const { given } = givenValues(isDefault ? environment : file, disk, () => true);
  const keep =
    options.channel === undefined ? keepInEnv(path, given) : keepInChannel(path, options.channel, environment);
  const terminal = process.stdin.isTTY && process.stdout.isTTY && !options.yes && !options.json;
  const asks = terminal ? openQuestions(words.connect) : null;
  try {
    const login = await whereAndWho(options, keep.given, words, asks);
    const { channel } = options;
    // A channel of its own has an inbox of its own.
    const named = channel === undefined || keep.given['CHATWOOT_INBOX_ID'] ? {} : { inboxName: `WhatsApp ${channel}` };
    await setUp({ options: { ...named, ...options }, keep, login, words, asks });
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof Cancelled) return asks?.cancelled();
    if (!(error instanceof Refused || error instanceof Unreachable)) throw error;
    const verdict = applicationVerdict(error, 1);
    const fix = 'fix' in verdict ? words.translated(verdict.fix) : '';
    const text = words.connect.failed(words.translated(reasonOf(error)), fix);
    if (asks) asks.say(text, 'wrong');
    else console.error(text);
  } finally {
    await asks?.close();
  }
}

/** Where Chatwoot is and who asks it. In a terminal what was typed wrongly is asked again. */
async function whereAndWho(
  options: ConnectOptions,
  given: Environment,
  words: Words,
  asks: Questions | null,
): Promise<Login> {
  const known = given['CHATWOOT_URL'];
  const told = options.token === '-' ? readFileSync(0, 'utf8').split('\n')[0]?.trim() : options.token;
  const missing = [...((options.url ?? known) ? [] : ['--url']), ...(told ? [] : ['--token'])];
  if (!asks && missing.length > 0) throw new Misconfigured(words.connect.missing(missing));
  const again = async <T>(given: string | undefined, ask: () => Promise<string>, use: (text: string) => Promise<T>) => {
    let first = given;
    for (;;) {
      try {
        return await use(first ?? (await ask()));
      } catch (error) {
        if (!asks || !(error instanceof Misconfigured)) throw error;
        first = undefined;
        asks.say(error.message.replace(/^--[\w-]+: /, ''), 'wrong');
      }
    }
  };
  const where = await again(
    options.url ?? (asks ? undefined : known),
    async () => (await asks?.url(known)) ?? '',
    async (text) => {
      const url = addressOf(text, words);
      return { url, server: await findServer(url, words) };
    },
  );
  const who = await again(
    told,
    async () => (await asks?.token()) ?? '',
    async (token) => {
      const profile = await findUser(where.url, token, words);
      // Said here, where another one can still be given.
      administered(profile, options.account ?? null, words);
      return { token, profile };
    },
  );
  return { ...where, ...who };
}

function addressOf(text: string, words: Words): string {
  try {
    return rootOfCopied(text);
  } catch {
    throw new Misconfigured(words.connect.wrongUrl(text));
  }
}

function accountNumber(text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text))
    throw new InvalidArgumentError('It must be the number behind /accounts/ in the address of the page.');
  return Number(text);
}
