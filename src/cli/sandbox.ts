import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { loadEnvironment, readProcessSettings, readSettings } from '../config.ts';
import { Misconfigured } from '../errors.ts';
import { providerNames, providerWords } from '../providers/known.ts';
import type { Environment } from '../settings/given.ts';
import { freePort } from './free-port.ts';
import { languageOf } from './language.ts';
import { packagePath } from './package.ts';
import { endPage } from './sandbox/end-page.ts';
import { wordsIn } from './words/words.ts';

/** Opens the API of a service that forgets everything and that this machine alone can reach; printed, so no secret. */
const API_TOKEN = 'sandbox-api-token';
/** What may be tried out here. Everything else is the sandbox's own: nothing of a real set-up is touched. */
const respected =
  /^(BOT($|_)|LLM_|STT_|UI_LANGUAGE$|LOG_LEVEL$|CHATWOOT_BOT_PREFIX$|HANDOFF_|CHATWOOT_TIMEOUT$|UNCLEAR_SEND_WAIT$)/;

/** What the local Chatwoot can play; the newest first. */
const releases = ['4.15.1', '4.13.0', '4.7.0', '3.7.0'];

/** `sandbox`: the service between a stand-in for WhatsApp and one for Chatwoot, with a page to write from. */
export function addSandbox(program: Command): void {
  program
    .command('sandbox')
    .summary('try it: service, stand-ins and page, on this machine alone')
    .description(
      'Runs the service between a local WhatsApp and a local Chatwoot, with a page that shows a phone and the conversation. ' +
        'Nothing leaves this machine, and nothing is kept when it ends. BOT and what belongs to it (BOT_…, LLM_…, STT_…) and UI_LANGUAGE are respected. ' +
        'BOT=llm without LLM_BASE_URL answers by a stand-in for a model, from the example of questions and answers: no account is needed.',
    )
    .option(
      '--port <number>',
      'port of the page; where it is taken, the next free one (default: PORT, else 8080)',
      portNumber,
    )
    .addOption(
      new Option('--chatwoot <release>', 'the release that the local Chatwoot plays')
        .choices(releases)
        .default(releases[0]),
    )
    .addOption(
      new Option('--provider <name>', 'whom the local WhatsApp plays (default: PROVIDER, else 360dialog)').choices(
        providerNames,
      ),
    )
    .option('--tokens', 'with a bot’s and a user’s token: the bot as the bot, ticks, commands in private notes')
    .addHelpText('after', '\nExample:\n  BOT_FAQ=./my-faq.md optiatiende sandbox --port 9000 --tokens')
    .action(sandbox);
}

async function sandbox(options: {
  port?: number;
  chatwoot: string;
  provider?: string;
  tokens?: boolean;
}): Promise<void> {
  const environment = loadEnvironment();
  const words = wordsIn(languageOf(environment)).sandbox;
  const webDist = packagePath('web/dist/sandbox');
  if (!existsSync(join(webDist, 'index.html')))
    throw new Misconfigured('The page is not built. In a clone, run `npm start` (or `npm run build`) once.');
  const wanted = options.port ?? readProcessSettings({ PORT: environment['PORT'] }).port;
  const port = await freePort(wanted);
  const folder = mkdtempSync(join(tmpdir(), 'optiatiende-sandbox-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

  const provider = played(options.provider ?? environment['PROVIDER']);
  const { openWorld } = await import('./sandbox/world.ts');
  const world = await openWorld({ version: options.chatwoot, provider, inboxes: words.inboxes });
  const { servers } = world;
  const llm = await standInModel(environment);
  const { agentToken, botToken } = servers.chatwoot;
  const tokens = { CHATWOOT_ACCOUNT_ID: '1', CHATWOOT_BOT_TOKEN: botToken, CHATWOOT_USER_TOKEN: agentToken };
  const variables: Environment = {
    // The stand-in tells within a second what became of a send: nobody should watch the page for 30.
    UNCLEAR_SEND_WAIT: '3',
    // Whoever tries it out sees "typing…" at once, and should not wait for the answer.
    BOT_WAIT: '0.5',
    ...Object.fromEntries(Object.entries(environment).filter(([name]) => respected.test(name))),
    ...llm?.settings,
    ...(options.tokens ? tokens : {}),
    // Nothing in the sandbox assigns by itself, so that whoever has a conversation took it. With tokens it is known for sure.
    ...(options.tokens || environment['HANDOFF_ON_ASSIGN'] ? {} : { HANDOFF_ON_ASSIGN: 'always' }),
    UI_LANGUAGE: environment['UI_LANGUAGE'] || languageOf(environment),
    DATABASE_URL: `sqlite:${join(folder, 'sandbox.db')}`,
    HOST: '127.0.0.1',
    PORT: '0',
    API_TOKEN,
  };
  const channels = world.channelsWith(variables);
  for (const one of channels) readSettings(one.variables);
  const { runService } = await import('./sandbox/running-service.ts');
  const service = await runService(channels);
  world.setWebhooks(service.url);
  const { openPage } = await import('./sandbox/open-page.ts');
  const page = await openPage({ world, service, webDist, port, databaseUrl: variables['DATABASE_URL'] ?? '' });
  endPage(async () => {
    await service.stop();
    await page.close();
    await world.close();
    await llm?.close();
  });

  if (port !== wanted) console.log(words.portTaken(wanted, port));
  console.log(
    words.opened({
      page: page.url,
      whatsapp: servers.whatsapp.url,
      chatwoot: servers.chatwoot.url,
      token: API_TOKEN,
      provider: providerWords(provider).name,
    }),
  );
}

/** In place of a language model, where one is wanted and none is named; null where none is needed. */
async function standInModel(
  environment: Environment,
): Promise<{ settings: Environment; close(): Promise<void> } | null> {
  if (!environment['BOT']?.toLowerCase().includes('llm') || environment['LLM_BASE_URL']) return null;
  const { startSandboxLlm } = await import('../sandbox/llm/server.ts');
  const { settings, speech, close } = await startSandboxLlm();
  const knows = environment['BOT_KNOWLEDGE'] || environment['BOT_FAQ'];
  return {
    settings: {
      ...settings,
      ...(environment['STT_BASE_URL'] ? {} : speech),
      BOT_NOTES: environment['BOT_NOTES'] || 'true',
      ...(knows ? {} : { BOT_FAQ: packagePath('examples/faq.md') }),
    },
    close,
  };
}

/** Whom the sandbox plays. */
function played(name = '360dialog'): '360dialog' | 'meta' {
  if (name === '360dialog' || name === '') return '360dialog';
  if (name.toLowerCase() === 'meta') return 'meta';
  throw new Misconfigured(
    `The sandbox cannot play ${JSON.stringify(name)}: --provider or PROVIDER is one of ${providerNames.join(', ')}.`,
  );
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
  return port;
}
