import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { addressOf, openDesk, type Desk, type Running, type Variables } from '../cli/run.ts';

const SECRET = 'webhooksecret0001';

/** `serve` as an operator runs it, on a SQLite file in a folder of its own, between the sandbox's two servers. */
export interface Served {
  sandbox: Sandbox;
  desk: Desk;
  /** The database. */
  file: string;
  /** Starts it and waits until it runs. */
  serve(variables?: Variables, through?: string[]): Promise<Running>;
  /** The webhook's address of the one started last. */
  door: () => string;
  /** A body that is kept like any other and passed over: the status that answers it, and how long that took. */
  knock(): Promise<{ status: number; ms: number }>;
  health(): Promise<{ status: number; body: Health }>;
  close(): Promise<void>;
}

export interface Health {
  status: string;
  store: string;
  reason?: string;
  fix?: string;
}

/** @param folder where the database is; the desk's own by default. */
export async function openServed(folder?: string): Promise<Served> {
  const sandbox = await startSandbox({
    chatwoot: { messagesPerMinute: 100_000 },
    whatsapp: { redeliverMs: 100, longestRedeliverMs: 1_000, webhookTries: Infinity },
  });
  const desk = openDesk({
    ...sandbox.settings,
    PORT: '0',
    WHATSAPP_WEBHOOK_SECRET: SECRET,
    BOT: 'module',
    BOT_MODULE: './echo.mjs',
    BOT_WAIT: '0',
    CHATWOOT_TIMEOUT: '1',
    UNCLEAR_SEND_WAIT: '3',
  });
  const bot =
    "export default { answer: ({ messages }) => messages.map((m) => ({ do: 'reply', text: `re: ${m.text}` })) };";
  writeFileSync(join(desk.folder, 'echo.mjs'), bot);
  const file = join(folder ?? desk.folder, 'ledger.db');
  let address = '';
  const door = () => `${address}/webhooks/whatsapp/${SECRET}`;
  return {
    sandbox,
    desk,
    file,
    door,
    async serve(variables = {}, through = []) {
      const running = desk.start(['serve'], { DATABASE_URL: `sqlite:${file}`, ...variables }, through);
      address = await addressOf(running);
      sandbox.setWebhook(door());
      return running;
    },
    async knock() {
      const began = performance.now();
      const headers = { 'content-type': 'application/json' };
      const { status } = await fetch(door(), { method: 'POST', headers, body: '[]' });
      return { status, ms: performance.now() - began };
    },
    async health() {
      const answer = await fetch(`${address}/health/ready`);
      return { status: answer.status, body: (await answer.json()) as Health };
    },
    async close() {
      await desk.close();
      await sandbox.close();
    },
  };
}
