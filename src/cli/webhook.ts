import type { Command } from 'commander';
import { readConfiguration } from '../channels/configuration.ts';
import { loadEnvironment, type Settings } from '../config.ts';
import { Misconfigured, Refused, Unreachable, reasonOf } from '../errors.ts';
import { namesThisMachine } from '../loopback.ts';
import { aboutProvider } from '../providers/known.ts';
import { openProvider } from '../providers/open.ts';
import type { ProviderWords } from '../providers/about.ts';
import { keptSecrets } from '../store/webhook-secrets.ts';
import { chosenChannels, withChannel, type ChannelOption } from './channel-option.ts';
import { readPublicAddress } from './connect/public-address.ts';
import { openExisting } from './database-file.ts';
import { languageOf } from './language.ts';
import { wordsIn, type Words } from './words/words.ts';

/** Meta's word for an address that did not answer its question. */
const NOT_ANSWERED = 2200;

/** `webhook`: tells the provider where to post what people write. */
export function addWebhook(program: Command): void {
  const command = program
    .command('webhook')
    .summary('tell WhatsApp’s provider where this service is')
    .description(
      'Sets the webhook address of the number at the provider (360dialog or Meta): the given address with our path and secret, and ' +
        'WHATSAPP_WEBHOOK_AUTHORIZATION where it is set. Meta asks the address at once, so the service must run by then. ' +
        'Exit code: 0 set, 1 not set, 2 wrong use or settings.',
    )
    .argument('<address>', 'where the provider reaches this service, such as https://bot.example.com')
    .addHelpText('after', '\nExample:\n  optiatiende webhook https://bot.example.com');
  withChannel(command, 'of this channel alone, by its name in CHANNELS; all of them where absent').action(setWebhooks);
}

async function setWebhooks(address: string, options: ChannelOption): Promise<void> {
  const environment = loadEnvironment();
  const { channels, file } = await readConfiguration(environment);
  const words = wordsIn(languageOf(environment));
  const root = rootOf(address, words);
  for (const settings of chosenChannels(channels, ({ channel }) => channel, options)) {
    if (file !== null) console.log(words.channels.heading(settings.channel));
    await setWebhook(root, settings, words);
  }
}

async function setWebhook(root: string, settings: Settings, words: Words): Promise<void> {
  const about = aboutProvider(settings.whatsapp.provider);
  if (about.callsTo(settings.whatsapp.values) === null)
    throw new Misconfigured(words.check.whatsappOff(about.words.key));
  const url = `${root}/webhooks/whatsapp/${await secretOf(settings, words)}`;
  const { webhookAuthorization: authorization } = settings.whatsapp;
  const provider = await openProvider(settings.whatsapp);
  try {
    await provider.setWebhook(url, authorization === null ? {} : { Authorization: authorization });
    console.log(words.webhook.set(about.words.name, `${root}/…`));
  } catch (error) {
    if (!(error instanceof Refused || error instanceof Unreachable)) throw error;
    process.exitCode = 1;
    console.error(`${words.translated(reasonOf(error))}\n→ ${fixOf(error, about.words, words)}`);
  }
}

/** Whoever calls from outside needs HTTPS; stand-ins of this machine do not. */
function rootOf(address: string, words: Words): string {
  const read = readPublicAddress(address);
  if (!read || (read.isPlain && !namesThisMachine(new URL(read.root).host)))
    throw new Misconfigured(words.webhook.wrongAddress(address));
  return read.root;
}

/** The one of the settings, else the one that the first start made. */
async function secretOf({ channel, whatsapp, databaseUrl }: Settings, words: Words): Promise<string> {
  if (whatsapp.webhookSecret !== null) return whatsapp.webhookSecret;
  const store = await openExisting(databaseUrl);
  try {
    const made = (await keptSecrets(store.db)).get(channel);
    if (made === undefined) throw new Misconfigured(words.check.noSecretFix);
    return made;
  } finally {
    await store.close();
  }
}

function fixOf(error: Refused | Unreachable, at: ProviderWords, words: Words): string {
  if (error instanceof Unreachable) return words.check.unreachableFix(at.address);
  if (error.code === NOT_ANSWERED) return words.webhook.notAnswered;
  return error.status === 401 ? at.keyFix[words.check.language] : words.check.numberFix(at.console);
}
