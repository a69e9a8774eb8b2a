import type { Settings } from '../../config.ts';

/** What of a channel nobody may read who only looks at it: tokens, keys, and the parts of addresses that let somebody in. */
export function secretsOf(settings: Settings, webhookSecret: string): string[] {
  const { whatsapp, listen, tokens, chatwoot, bot, stt } = settings;
  return [
    webhookSecret,
    ...Object.values(whatsapp.values).filter((value) => typeof value === 'string' && !isAddress(value)),
    ...[whatsapp.webhookSecret, whatsapp.webhookAuthorization, listen.webhookSecret, ...listen.signingSecrets],
    ...[tokens.bot, tokens.user, chatwoot.hmacToken, bot.http.secret, bot.llm.apiKey, stt?.apiKey],
  ].filter((one): one is string => typeof one === 'string' && one.length >= LEAST);
}

/** What is shorter is no secret, and would blot out words. */
const LEAST = 8;
const isAddress = (value: string): boolean => /^https?:\/\//.test(value);
