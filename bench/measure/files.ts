import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pause } from '../../src/clock.ts';
import type { Measurement } from '../measurement.ts';
import { ask, end, said, start } from '../processes/child.ts';
import { fact, goal, ms, whole, type Row } from '../report/row.ts';
import { temporaryFolder } from '../worlds/folder.ts';

interface FileFigures {
  files: number;
  /** Of each file. MB of 1,000,000 bytes. */
  mb: number;
  /** The most memory the service's process ever had. MB. */
  mostMb: number;
  /** The longest time in which its event loop did nothing else, by direction. Milliseconds. */
  inStallMs: number;
  outStallMs: number;
  inSeconds: number;
  outSeconds: number;
  /** Of an idle process beside it. Milliseconds. */
  idleMs: number;
  /** Files that came with another length than was told. */
  wrong: number;
}

interface Weight {
  mostRss: number;
  stallMs: number;
}
interface Arrived {
  whatsapp: number;
  chatwoot: number;
  wrong: number;
}

const GIVE_UP_MS = 600_000;

export const files: Measurement = {
  name: 'files',
  title: 'many large files at once',
  how: `
16 customers send a file of 100 MB each at once, then an agent sends each of them one, between servers in a process of their own that make
and count the bytes. Memory is the most the service's process ever had. A stall is the longest time in which its event loop did nothing
else (\`monitorEventLoopDelay\`), beside that of a process that only measures itself.`,
  measure: async (size) => rows(size === 'whole' ? await measureFiles(16, 100) : await measureFiles(2, 1)),
};

function rows(of: FileFigures): Row[] {
  const what = `${of.files} files of ${of.mb} MB at once`;
  const stall = (name: string, stallMs: number) =>
    goal(
      `${what}, ${name}: the longest stall`,
      `idle process ${ms(of.idleMs)}`,
      ms(stallMs),
      '< 50 ms above idle',
      stallMs - of.idleMs < 50,
    );
  return [
    goal(`${what}, each way: memory`, '', `at most ${whole(of.mostMb)} MB`, '< 250 MB', of.mostMb < 250),
    stall('from customers', of.inStallMs),
    stall('from agents', of.outStallMs),
    fact(`${what}: time`, '', `${of.inSeconds.toFixed(0)} s to Chatwoot, ${of.outSeconds.toFixed(0)} s to WhatsApp`),
    goal(`${what}: whole, with their length told`, '', `${2 * of.files - of.wrong}`, `${2 * of.files}`, of.wrong === 0),
  ];
}

/** Customers who all send a large file at once, and then an agent who sends each of them one. */
async function measureFiles(files: number, mb: number): Promise<FileFigures> {
  const folder = temporaryFolder();
  const size = mb * 1e6;
  const world = start('files-world.ts', { args: [String(files), String(size)] });
  const idle = start('idle-child.ts');
  await said(idle);
  const { url, sha256 } = await said<{ url: string; sha256: string }>(world);
  const service = start('service-child.ts', {
    args: ['stalls'],
    env: {
      CHATWOOT_ENABLED: 'true',
      CHATWOOT_URL: url,
      CHATWOOT_INBOX_ID: 'bench-inbox',
      // Agents are heard by the sweep.
      CHATWOOT_CABLE: 'false',
      SWEEP_REQUESTS_PER_MINUTE: '600',
      D360_API_KEY: 'bench-key',
      D360_BASE_URL: url,
      BOT: 'none',
      DATABASE_URL: `sqlite:${join(folder.path, 'files.db')}`,
      PORT: '0',
      LOG_LEVEL: 'silent',
    },
  });
  try {
    const { url: webhook } = await said<{ url: string }>(service);
    await ask<Weight>(service, 'weight');
    await ask(idle, 'stall');
    const came = await timed(async () => {
      await Promise.all(Array.from({ length: files }, (_, n) => say(webhook, n, sha256)));
      await until(world, ({ chatwoot }) => chatwoot === files);
    });
    const incoming = await ask<Weight>(service, 'weight');
    const agents = conversations(join(folder.path, 'files.db'));
    const went = await timed(async () => {
      await ask<Arrived>(world, { agents });
      await until(world, ({ whatsapp }) => whatsapp === files);
    });
    const outgoing = await ask<Weight>(service, 'weight');
    const { stallMs: idleMs } = await ask<{ stallMs: number }>(idle, 'stall');
    const { wrong } = await ask<Arrived>(world, {});
    return {
      files,
      mb,
      mostMb: outgoing.mostRss / 1e6,
      inStallMs: incoming.stallMs,
      outStallMs: outgoing.stallMs,
      inSeconds: came,
      outSeconds: went,
      idleMs,
      wrong,
    };
  } finally {
    await end(service);
    await end(world);
    await end(idle);
    folder.remove();
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}

async function until(world: ChildProcess, end: (arrived: Arrived) => boolean): Promise<void> {
  const giveUpAt = performance.now() + GIVE_UP_MS;
  while (!end(await ask<Arrived>(world, {}))) {
    if (performance.now() > giveUpAt) throw new Error('the files did not arrive within 10 minutes');
    await pause(100);
  }
}

function conversations(file: string): number[] {
  const ledger = new DatabaseSync(file, { readOnly: true });
  const rows = ledger.prepare('select conversation_id as id from places where conversation_id is not null').all();
  ledger.close();
  return (rows as { id: number }[]).map(({ id }) => id);
}

/** A document of one customer, as 360dialog tells of it. */
async function say(webhook: string, n: number, sha256: string): Promise<void> {
  const waId = `54911555${50_000 + n}`;
  const url = `https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=${7_000 + n}`;
  const document = { id: String(7_000 + n), url, mime_type: 'application/pdf', sha256, filename: `lista ${n}.pdf` };
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const message = { from: waId, id: `wamid.file.${n}`, timestamp, type: 'document', document };
  const value = { messaging_product: 'whatsapp', metadata: { phone_number_id: '1' }, messages: [message] };
  const body = { entry: [{ id: '1', changes: [{ field: 'messages', value }] }] };
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(webhook, { method: 'POST', headers, body: JSON.stringify(body) });
  if (response.status !== 200) throw new Error(`the webhook was answered ${response.status}`);
}
