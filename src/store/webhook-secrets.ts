import { randomBytes } from 'node:crypto';
import { ONLY_CHANNEL } from '../config.ts';
import { keptValue } from './meta.ts';
import type { Store } from './open.ts';
import type { Db } from './tables.ts';

const KEY = 'webhook_secret';

/** The one there always was has no name in it: its address stays as it is. */
const keyOf = (channel: string): string => (channel === ONLY_CHANNEL ? KEY : `${KEY}:${channel}`);

/** Last part of a channel's webhook address, where none is set: made once, and kept. */
export const keptSecret = (store: Store, channel: string): Promise<string> =>
  keptValue(store, keyOf(channel), () => randomBytes(24).toString('base64url'));

/** Those that were made, by channel. */
export async function keptSecrets(db: Db): Promise<Map<string, string>> {
  const rows = await db.selectFrom('meta').selectAll().where('key', '>=', KEY).where('key', '<', `${KEY};`).execute();
  return new Map(rows.map(({ key, value }) => [key === KEY ? ONLY_CHANNEL : key.slice(KEY.length + 1), value]));
}
