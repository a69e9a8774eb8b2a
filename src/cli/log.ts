import { InvalidArgumentError, type Command } from 'commander';
import { loadEnvironment } from '../config.ts';
import { Misconfigured } from '../errors.ts';
import type { ExchangeOutcome } from '../intake/exchange-outcome.ts';
import { silentLog } from '../observe/log.ts';
import { troubleOfExchange } from '../queue/waiting-reasons.ts';
import { openStore } from '../store/open.ts';
import { languageOf } from './language.ts';
import { mark } from './print.ts';
import { typedPhone } from './typed-phone.ts';
import { wordsIn, type Words } from './words/words.ts';

interface Options {
  phone: string;
  user: string;
  bot: string;
  name?: string;
  wait: number;
  json?: true;
}

type Trouble = { reason: string; fix: string } | null;

/** `log`: registers one exchange in Chatwoot, waits, and says what came of it. */
export function addLog(program: Command): void {
  program
    .command('log')
    .summary('register one exchange in Chatwoot and say what came of it')
    .description(
      'Registers what a person said and what a bot answered in the person’s conversation. Nothing is sent on WhatsApp. ' +
        'Exit code: 0 where it is registered, 1 where it is not (yet).',
    )
    .requiredOption('--phone <number>', 'the person: a number with its country code, or a user id of WhatsApp')
    .option('--user <text>', 'what the person said', '')
    .option('--bot <text>', 'what the bot answered', '')
    .option('--name <name>', 'the person’s name')
    .option('--wait <seconds>', 'how long to wait for the outcome', seconds, 30)
    .option('--json', 'print for programs')
    .addHelpText(
      'after',
      '\nExample:\n  optiatiende log --phone "+54 9 341 555-0123" --user "Hello!" --bot "Hi Ana!" --name "Ana Example"',
    )
    .action(log);
}

async function log(options: Options): Promise<void> {
  const environment = loadEnvironment();
  const { openRegistrar, registrarSettings } = await import('../service/registrar.ts');
  const { WrongExchange } = await import('../intake/exchange-input.ts');
  const { process: settings, channels } = await registrarSettings();
  const phone = await typedPhone('--phone', options.phone, channels[0]?.defaultCountry ?? null);
  const words = wordsIn(languageOf(environment));
  const registrar = await openRegistrar({ log: silentLog() });
  let id: string;
  let outcome: ExchangeOutcome | null;
  try {
    ({ id } = await registrar.register({
      phone,
      user_message: options.user,
      bot_response: options.bot,
      sender_name: options.name ?? null,
    }));
    outcome = await registrar.wait(id, options.wait);
  } catch (error) {
    if (!(error instanceof WrongExchange)) throw error;
    throw new Misconfigured(error.fields.map(({ path, message }) => `${optionOf(path)} ${message}`).join('\n'));
  } finally {
    await registrar.close();
  }
  const store = await openStore(settings.databaseUrl);
  const trouble = await troubleOfExchange(store.db, id).finally(() => store.close());
  const state = outcome?.state ?? 'waiting';
  if (state !== 'registered' && state !== 'dry_run') process.exitCode = 1;
  if (options.json) return console.log(JSON.stringify({ ...(outcome ?? { id, state }), trouble }, null, 2));
  console.log(verdict(state, outcome, trouble, options.wait, words));
  console.log(words.log.id(id));
}

function verdict(
  state: ExchangeOutcome['state'],
  outcome: ExchangeOutcome | null,
  trouble: Trouble,
  waited: number,
  words: Words,
): string {
  const says = words.log;
  const because = trouble ? `\n  ${words.translated(trouble.reason)}` : '';
  const next = trouble?.fix ? `\n  → ${words.translated(trouble.fix)}` : '';
  switch (state) {
    case 'registered':
      return mark('ok', says.registered(outcome?.conversation_id ?? null));
    case 'dry_run':
      return mark('warning', says.dryRun);
    case 'off':
      return mark('wrong', says.off);
    case 'problem':
      return `${mark('wrong', says.problem)}${because}${next}\n${says.problemNext}`;
    case 'waiting':
      return `${mark('warning', says.waiting(waited))}${because}`;
  }
}

const optionNames: Record<string, string> = {
  phone: '--phone',
  user_message: '--user',
  bot_response: '--bot',
  sender_name: '--name',
};
const optionOf = (path: string): string => optionNames[path] ?? path;

function seconds(text: string): number {
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value > 3600)
    throw new InvalidArgumentError('It must be a number of seconds from 0 to 3600.');
  return value;
}
