import type { Settings } from '../../config.ts';
import { reasonOf, Refused } from '../../errors.ts';
import { aboutProvider } from '../../providers/known.ts';
import { openProvider } from '../../providers/open.ts';
import type { Provider } from '../../providers/provider.ts';
import type { CheckWords } from '../words/words.ts';
import type { Line } from './line.ts';

const TIMEOUT_MS = 10_000;

/**
 * The provider's key, the number's health, what the account lacks, and the webhook address that is set.
 *
 * @param secret Last part of our webhook address; null where it is made at the first start.
 */
export async function checkWhatsApp(
  settings: Settings,
  secret: string | null,
  fetch: typeof globalThis.fetch,
  words: CheckWords,
): Promise<Line[]> {
  const { provider: name, values } = settings.whatsapp;
  const about = aboutProvider(name);
  const host = about.callsTo(values);
  if (host === null)
    return [
      { name, state: 'off', detail: words.whatsappOff(about.words.key) },
      ownAddress(secret, about.words.name, words),
    ];
  const times = { call: TIMEOUT_MS, ask: TIMEOUT_MS };
  const provider = await openProvider(settings.whatsapp, { times, fetch });
  const number = await numberLine(provider, words);
  if ('stop' in number) return [number.stop, ownAddress(secret, about.words.name, words)];
  return [
    { name, state: 'ok', detail: words.keyOk(host, about.words.key) },
    number.line,
    ...(await accountLines(provider, words)),
    ...(await templateLines(provider, settings, words)),
    await webhookLine(provider, settings, secret, words),
  ];
}

async function numberLine(provider: Provider, words: CheckWords): Promise<{ line: Line } | { stop: Line }> {
  const name = 'number';
  const at = provider.words;
  const fix = words.numberFix(at.console);
  try {
    const { canSend, problems } = await provider.health();
    const detail = [words.canSend(canSend), ...problems].join('; ');
    if (canSend === 'AVAILABLE') return { line: { name, state: 'ok', detail } };
    return { line: { name, state: canSend === 'BLOCKED' ? 'wrong' : 'warning', detail, fix } };
  } catch (error) {
    const detail = words.translated(reasonOf(error));
    if (!(error instanceof Refused))
      return { stop: { name: at.provider, state: 'wrong', detail, fix: words.unreachableFix(at.address) } };
    if (isAboutTheKey(error))
      return { stop: { name: at.provider, state: 'wrong', detail, fix: at.keyFix[words.language] } };
    // Not everybody who stands in for a provider has such a call.
    return { line: { name, state: 'warning', detail: words.healthNotTold(detail), fix } };
  }
}

/** By the status, or by Meta's own code: of the token, of its rights, of a number that it may not see. */
const isAboutTheKey = ({ status, code, message }: Refused): boolean =>
  status === 401 || status === 403 || code === 190 || (code === 100 && /missing permissions/i.test(message));

/** What else must be set there, where the provider can tell. */
async function accountLines(provider: Provider, words: CheckWords): Promise<Line[]> {
  const name = 'account';
  const at = provider.words;
  try {
    const missing = await provider.lacks();
    if (missing === null) return [];
    if (missing.length === 0) return [{ name, state: 'ok', detail: words.accountOk(at.name) }];
    return missing.map((lack) => {
      const { reason, fix } = lack[words.language];
      return { name, state: lack.isWrong ? 'wrong' : 'warning', detail: reason, fix };
    });
  } catch (error) {
    const detail = words.accountNotTold(words.translated(reasonOf(error)));
    return [{ name, state: 'warning', detail, fix: words.numberFix(at.console) }];
  }
}

/** Whether the templates that go after WhatsApp's 24 hours can be sent; without any there is nothing to look at. */
async function templateLines(provider: Provider, settings: Settings, words: CheckWords): Promise<Line[]> {
  const { agents, notify } = settings;
  const wanted = { WINDOW_TEMPLATE: agents.windowTemplate, NOTIFY_TEMPLATE: notify.template };
  const lines = Object.entries(wanted).map(async ([setting, template]): Promise<Line[]> => {
    if (template === null) return [];
    const name = 'template';
    const about = [setting, template.name, template.language] as const;
    const fix = words.templateFix(setting, provider.words.console);
    try {
      const all = await provider.templates();
      const found = all.find((one) => one.name === template.name && one.language === template.language);
      if (!found) return [{ name, state: 'wrong', detail: words.templateMissing(...about), fix }];
      if (found.status === 'APPROVED') return [{ name, state: 'ok', detail: words.templateOk(...about) }];
      return [{ name, state: 'wrong', detail: words.templateWaits(...about, found.status), fix }];
    } catch (error) {
      return [{ name, state: 'warning', detail: words.templateNotTold(words.translated(reasonOf(error))), fix }];
    }
  });
  return (await Promise.all(lines)).flat();
}

const addressOf = (secret: string, words: CheckWords): string =>
  `https://<${words.yourHost}>/webhooks/whatsapp/${secret}`;

/** Where the webhook is, though nobody can be asked whether it is set. */
function ownAddress(secret: string | null, provider: string, words: CheckWords): Line {
  const name = 'webhook';
  if (secret === null) return { name, state: 'off', detail: words.noSecretYet, fix: words.noSecretFix };
  return { name, state: 'off', detail: words.webhookUnasked(provider), address: addressOf(secret, words) };
}

async function webhookLine(
  provider: Provider,
  { whatsapp }: Settings,
  secret: string | null,
  words: CheckWords,
): Promise<Line> {
  const name = 'webhook';
  if (secret === null) return { name, state: 'warning', detail: words.noSecretYet, fix: words.noSecretFix };
  const at = provider.words;
  const path = `/webhooks/whatsapp/${secret}`;
  const fix = words.webhookFix(addressOf(secret, words), at.name);
  try {
    const { url, headers } = await provider.getWebhook();
    if (url === null) return { name, state: 'wrong', detail: words.webhookNone(at.name), fix };
    const address = URL.parse(url);
    // What is set there may hold somebody else's secret.
    const shown = address ? `${address.origin}/…` : '…';
    if (!address?.pathname.endsWith(path))
      return { name, state: 'wrong', detail: words.webhookElsewhere(shown, at.name), fix };
    if (whatsapp.webhookAuthorization !== null && sent(headers, 'authorization') !== whatsapp.webhookAuthorization)
      return { name, state: 'wrong', detail: words.webhookHeader(at.name), fix: words.webhookHeaderFix(at.name) };
    return { name, state: 'ok', detail: words.webhookOk(shown, at.name), address: address.href };
  } catch (error) {
    return { name, state: 'warning', detail: words.webhookNotTold(words.translated(reasonOf(error)), at.name), fix };
  }
}

const sent = (headers: Record<string, string>, name: string): string | undefined =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
