import { Refused } from '../../errors.ts';
import { id, list, record, trimmed } from '../../wire/read.ts';
import { hmacOf } from '../../wire/secret.ts';
import type { Call } from '../cloud-api/call.ts';
import type { Lack } from '../provider.ts';
import { versionLack } from './versions.ts';

/** What of the account and its app is looked at. */
export interface Account {
  /** Address of the Graph API with its version. */
  root: string;
  numberId: string;
  wabaId: string;
  token: string;
  appSecret: string;
  version: string;
}

/** What keeps people's messages from coming, found by asking. Whatever can be seen is seen in one go. */
export async function lacksOf(call: Call, account: Account, now: number): Promise<Lack[]> {
  const number = await numberLack(call, account);
  // Of an account that is not the right one nothing else says anything.
  const subscription = number === null ? await subscriptionLack(call, account) : null;
  const found = [await secretLack(call, account), number, subscription, versionLack(account.version, now)];
  return found.filter((lack) => lack !== null);
}

/** Meta takes a proof of the secret with any call, and refuses one that does not fit the app of the token. */
async function secretLack(call: Call, { root, numberId, token, appSecret }: Account): Promise<Lack | null> {
  try {
    await call('GET', `${root}/${numberId}?fields=id&appsecret_proof=${hmacOf(appSecret, Buffer.from(token))}`);
    return null;
  } catch (error) {
    if (!(error instanceof Refused && error.code === 100 && /appsecret_proof/i.test(error.message))) throw error;
    return {
      isWrong: true,
      en: {
        reason: 'META_APP_SECRET is not the secret of the app that META_TOKEN is of: every webhook would be refused',
        fix: 'Copy it again from the app: App settings → Basic → App secret.',
      },
      es: {
        reason: 'META_APP_SECRET no es el secreto de la app de META_TOKEN: se rechazaría cada webhook',
        fix: 'Copialo otra vez de la app: App settings → Basic → App secret.',
      },
    };
  }
}

/** Whether the number is one of the account's. An account with more numbers than a page shows is taken at its word. */
async function numberLack(call: Call, { root, wabaId, numberId }: Account): Promise<Lack | null> {
  try {
    const { value } = await call('GET', `${root}/${wabaId}/phone_numbers?fields=id&limit=100`);
    const isWhole = trimmed(record(record(value)?.paging)?.next) === null;
    if (!isWhole || list(record(value)?.data).some((one) => id(record(one)?.id) === numberId)) return null;
  } catch (error) {
    // An account that the token does not see, or that is none.
    if (!(error instanceof Refused && error.code === 100)) throw error;
  }
  return {
    isWrong: true,
    en: {
      reason: 'META_PHONE_NUMBER_ID is no number of the account META_WABA_ID',
      fix: 'Copy both ids again: the app → WhatsApp → API setup.',
    },
    es: {
      reason: 'META_PHONE_NUMBER_ID no es un número de la cuenta META_WABA_ID',
      fix: 'Copiá otra vez los dos: la app → WhatsApp → API setup.',
    },
  };
}

/** Nothing arrives until the app is subscribed to the account. Whose token it is says the health of the number. */
async function subscriptionLack(call: Call, { root, wabaId, numberId }: Account): Promise<Lack | null> {
  const { value: health } = await call('GET', `${root}/${numberId}?fields=health_status`);
  const entities = list(record(record(health)?.health_status)?.entities).map(record);
  const own = id(entities.find((entity) => entity?.entity_type === 'APP')?.id);
  const { value } = await call('GET', `${root}/${wabaId}/subscribed_apps`);
  const apps = list(record(value)?.data).map((app) => id(record(record(app)?.whatsapp_business_api_data)?.id));
  if (own === null ? apps.length > 0 : apps.includes(own)) return null;
  const subscribe = `curl -X POST "${root}/${wabaId}/subscribed_apps" -H "Authorization: Bearer $META_TOKEN"`;
  return {
    isWrong: true,
    en: {
      reason: 'the app is not subscribed to the account: what people write does not arrive',
      fix: `This call subscribes it: ${subscribe}`,
    },
    es: {
      reason: 'la app no está suscripta a la cuenta: lo que la gente escribe no llega',
      fix: `Esta llamada la suscribe: ${subscribe}`,
    },
  };
}
