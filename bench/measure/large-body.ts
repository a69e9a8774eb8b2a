import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pause } from '../../src/clock.ts';
import type { Measurement } from '../measurement.ts';
import { ask, end, said, start } from '../processes/child.ts';
import { fact, goal, ms, whole } from '../report/row.ts';
import { temporaryFolder } from '../worlds/folder.ts';

interface LargeBodyFigures {
  messages: number;
  /** Size of the body. MB of 1,000,000 bytes. */
  mb: number;
  /** Until all of it stood in the ledger. */
  seconds: number;
  /** The longest time in which the service did nothing else, and an idle process beside it. Milliseconds. */
  stallMs: number;
  idleMs: number;
}

export const largeBody: Measurement = {
  name: 'large-body',
  title: 'one webhook body as large as the door takes',
  how: `
3.9 MB with 26,789 messages of 500 people: the longest stall from its arrival until all its messages stand in the ledger, beside that of a
process that only measures itself.`,
  async measure(size) {
    const { messages, mb, seconds, stallMs, idleMs } = await measureLargeBody(size === 'whole' ? 26_789 : 300);
    const what = `One webhook body of ${mb.toFixed(1)} MB with ${whole(messages)} messages`;
    const idle = `idle process ${ms(idleMs)}`;
    return [
      goal(`${what}: the longest stall`, idle, ms(stallMs), '< 100 ms above idle', stallMs - idleMs < 100),
      fact(`${what}: read`, '', `${seconds.toFixed(1)} s`),
    ];
  },
};

async function measureLargeBody(count: number): Promise<LargeBodyFigures> {
  const folder = temporaryFolder();
  const file = join(folder.path, 'body.db');
  const idle = start('idle-child.ts');
  await said(idle);
  const service = start('service-child.ts', {
    args: ['stalls'],
    env: { DATABASE_URL: `sqlite:${file}`, BOT: 'none', PORT: '0', LOG_LEVEL: 'silent' },
  });
  try {
    const { url } = await said<{ url: string }>(service);
    const raw = JSON.stringify(body(count));
    const stall = async (child: typeof service) => (await ask<{ stallMs: number }>(child)).stallMs;
    await Promise.all([stall(service), stall(idle)]);
    const began = performance.now();
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body: raw });
    if (response.status !== 200) throw new Error(`the body was answered ${response.status}`);
    const ledger = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
    const isRead = () => ledger.prepare('select id from events where outcome is null').get() === undefined;
    while (!isRead()) await pause(50);
    const seconds = (performance.now() - began) / 1_000;
    const { messages } = ledger.prepare('select count(*) as messages from messages').get() as { messages: number };
    ledger.close();
    const [stallMs, idleMs] = await Promise.all([stall(service), stall(idle)]);
    return { messages, mb: raw.length / 1e6, seconds, stallMs, idleMs };
  } finally {
    await end(service);
    await end(idle);
    folder.remove();
  }
}

/** Of 500 people. */
function body(count: number): object {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const messages = Array.from({ length: count }, (_, n) => ({
    from: `54911555${50_000 + (n % 500)}`,
    id: `wamid.body.${100_000 + n}`,
    timestamp,
    type: 'text',
    text: { body: `Hola, mensaje ${n} de una caja llena` },
  }));
  const value = { messaging_product: 'whatsapp', metadata: { phone_number_id: '1' }, messages };
  return { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value }] }] };
}
