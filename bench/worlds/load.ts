import { said, start } from '../processes/child.ts';
import type { LoadOrder, LoadResult } from '../processes/intake-load.ts';

const CONNECTIONS = 64;

/** Chatwoot is on and down, so that each message leaves its job; no bot and no 360dialog: what they do is paced, not measured here. */
export const quietIntake: Record<string, string> = {
  CHATWOOT_ENABLED: 'true',
  CHATWOOT_URL: 'http://127.0.0.1:9',
  CHATWOOT_INBOX_ID: 'bench-inbox',
  WHATSAPP_WEBHOOK_SECRET: 'bench-secret-of-the-webhook',
  D360_API_KEY: '',
  BOT: 'none',
};

/** As many webhooks as are taken in this time, by 64 connections with one request each under way. @throws Error where one was refused */
export async function load(doors: string[], round: string, forMs: number): Promise<LoadResult> {
  const order: LoadOrder = { doors, connections: CONNECTIONS, forMs, round };
  const result = await said<LoadResult>(start('intake-load.ts', { args: [JSON.stringify(order)] }));
  if (result.refused > 0) throw new Error(`${result.refused} webhooks were not answered 200`);
  return result;
}

export const perSecond = ({ answered, tookMs }: LoadResult): number => (answered / tookMs) * 1_000;
