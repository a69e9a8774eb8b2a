import { readdirSync, readFileSync } from 'node:fs';

/** One thing that happened on a real Chatwoot: the call's answer, the webhooks of both doors and the cable frames it caused. */
export interface Moment {
  file: string;
  title: string;
  answer: unknown;
  webhooks: { door: '/account-hook' | '/inbox-hook'; after_ms: number; body: Record<string, unknown> }[];
  cable: { identifier: string; message: { event: string; data: Record<string, unknown> } }[];
}

const folder = new URL('../fixtures/chatwoot-moments/', import.meta.url);

export const moments: Moment[] = readdirSync(folder)
  .sort()
  .map((file) => ({ file, ...(JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Omit<Moment, 'file'>) }));

/** By the number its file begins with. */
export function moment(number: string): Moment {
  const found = moments.find(({ file }) => file.startsWith(`${number}-`));
  if (!found) throw new Error(`no moment ${number}`);
  return found;
}

export const tokenOf = (frame: Moment['cable'][number]): string =>
  (JSON.parse(frame.identifier) as { pubsub_token: string }).pubsub_token;

export function recording<T>(name: string): T {
  const file = new URL(`../fixtures/chatwoot-recordings/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
