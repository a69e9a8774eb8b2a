import { baseUrl } from '../../chatwoot/address.ts';
import type { AccountBot, AccountInbox } from '../../chatwoot/api/administration-shapes.ts';
import { settingEntries } from '../../settings/schema.ts';
import { switchOf } from '../../settings/setting.ts';
import type { Environment } from '../../settings/given.ts';

/** What the settings are made from. What is not made yet is null. */
export interface Facts {
  url: string;
  accountId: number;
  inbox: AccountInbox | null;
  /** Undefined: none is wished. */
  bot: AccountBot | null | undefined;
  /** Undefined: as it is. Empty: none any more. */
  userToken: string | undefined;
  /** Null: no webhook. */
  webhookSecret: string | null;
  /** As they are now. */
  given: Environment;
  /** Whether this release signs the inbox's webhooks. */
  signs: boolean;
}

/** The settings to write, by name; null for a value that Chatwoot gives once the thing is made. */
export function settingsOf(facts: Facts): Record<string, string | null> {
  const { inbox, bot, userToken, webhookSecret, given, signs } = facts;
  return {
    CHATWOOT_ENABLED: 'true',
    CHATWOOT_URL: facts.url,
    CHATWOOT_INBOX_ID: inbox?.inbox_identifier ?? null,
    CHATWOOT_ACCOUNT_ID: String(facts.accountId),
    ...(inbox?.hmac_mandatory && inbox.hmac_token ? { CHATWOOT_HMAC_TOKEN: inbox.hmac_token } : {}),
    ...(bot === undefined ? {} : { CHATWOOT_BOT_TOKEN: bot?.access_token ?? null }),
    ...(userToken === undefined ? {} : { CHATWOOT_USER_TOKEN: userToken }),
    ...(webhookSecret === null ? {} : { CHATWOOT_WEBHOOK_SECRET: webhookSecret }),
    ...(webhookSecret === null || !signs ? {} : { CHATWOOT_SIGNING_SECRET: signing(inbox, given) }),
  };
}

/** Beside the ones that are there: an account webhook has its own. */
function signing(inbox: AccountInbox | null, given: Environment): string | null {
  if (!inbox?.secret) return null;
  const others = (given['CHATWOOT_SIGNING_SECRET'] ?? '').split(',').map((it) => it.trim());
  return [...new Set([...others, inbox.secret])].filter((it) => it !== '').join(',');
}

/** Those that are not so yet. */
export function changedSettings(
  settings: Record<string, string | null>,
  given: Environment,
): Record<string, string | null> {
  const changed = Object.entries(settings).filter(([name, value]) => value === null || !same(name, value, given[name]));
  return Object.fromEntries(changed);
}

function same(name: string, value: string, given: string | undefined): boolean {
  if (given === undefined) return value === '';
  if (name === 'CHATWOOT_ENABLED') return switchOf(given) === true;
  if (name !== 'CHATWOOT_URL') return value === given;
  try {
    return baseUrl(given) === value;
  } catch {
    return false;
  }
}

const secrets = new Set<string>(settingEntries.filter(([, { secret }]) => secret).map(([name]) => name));

/** For the screen: secrets are never shown. */
export const masked = (name: string, value: string | null, unknown: string): string =>
  value === null ? unknown : secrets.has(name) ? '••••••••' : value;
