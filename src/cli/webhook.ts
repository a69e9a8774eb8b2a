import type { Command } from 'commander';
import { loadEnvironment, readSettings, type Settings } from '../config.ts';
import { Misconfigured, Refused, Unreachable, reasonOf } from '../errors.ts';
import { namesThisMachine } from '../loopback.ts';
import { aboutProvider } from '../providers/known.ts';
import { openProvider } from '../providers/open.ts';
import type { ProviderWords } from '../providers/about.ts';
import { valueOf } from '../store/meta.ts';
import { readPublicAddress } from './connect/public-address.ts';
import { openExisting } from './database-file.ts';
import { languageOf } from './language.ts';
import { wordsIn, type Words } from './words/words.ts';

/** Meta's word for an address that did not answer its question. */
const NOT_ANSWERED = 2200;

/** `webhook`: tells the provider where to post what people write. */
export function addWebhook(program: Command): void {
  program
    .command('webhook')
    .summary('tell WhatsApp’s provider where this service is')
    .description(
      'Sets the webhook address of the number at the provider (360dialog or Meta): the given address with our path and secret, and ' +
        'WHATSAPP_WEBHOOK_AUTHORIZATION where it is set. Meta asks the address at once, so the service must run by then. ' +
        'Exit code: 0 set, 1 not set, 2 wrong use or settings.',
    )
    .argument('<address>', 'where the provider reaches this service, such as https://bot.example.com')
    .addHelpText('after', '\nExample:\n  optiatiende webhook https://bot.example.com')
    .action(setWebhook);
}

async function setWebhook(address: string): Promise<void> {
  const environment = loadEnvironment();
  const settings = readSettings(environment);
  const words = wordsIn(languageOf(environment));
  const about = aboutProvider(settings.whatsapp.provider);
  if (about.callsTo(settings.whatsapp.values) === null)
    throw new Misconfigured(words.check.whatsappOff(about.words.key));
  const root = rootOf(address, words);
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
async function secretOf({ whatsapp, databaseUrl }: Settings, words: Words): Promise<string> {
  if (whatsapp.webhookSecret !== null) return whatsapp.webhookSecret;
  const store = await openExisting(databaseUrl);
  try {
    const made = await valueOf(store.db, 'webhook_secret');
    if (made === null) throw new Misconfigured(words.check.noSecretFix);
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
