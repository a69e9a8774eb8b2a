import type { ChildProcess } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { exampleFaq } from '../../src/bots/open.ts';
import { pause } from '../../src/clock.ts';
import { startSandboxChatwoot, type SandboxChatwoot } from '../../src/sandbox/chatwoot/server.ts';
import { openStore } from '../../src/store/open.ts';
import { holders } from '../../src/store/runs.ts';
import type { Measurement } from '../measurement.ts';
import { ask, end, said, start } from '../processes/child.ts';
import type { Taken } from '../processes/service-child.ts';
import { fact, goal, mb, type Row } from '../report/row.ts';
import { temporaryFolder } from '../worlds/folder.ts';

interface Figures {
  /** Resident memory once all channels are at work and some time has passed. Bytes. */
  rss: number;
  /** From the start of the process until its door was open, and until all channels were at work. Milliseconds. */
  doorMs: number;
  startMs: number;
  /** Of one core, while nothing happens: 0 to 1. */
  idle: number;
}

const MOST_START_MS = 10_000;
const MOST_IDLE = 0.02;

export const channels: Measurement = {
  name: 'channels',
  title: '200 channels in one process',
  how: `
Each with a number and an inbox of its own in one Chatwoot (the sandbox's, in another process, its cable on), and a file of questions and
answers of its own (a copy of the example); the ledger is new, and nobody writes. "At work" is when every channel's keys and inbox were tried
and all its duties are taken. Idle is user and system time over 30 s, from 60 s after that: V8 clears up after the
start until then. Beside it the same with one channel.`,
  async measure(size) {
    const many = size === 'whole' ? 200 : 3;
    const times = size === 'whole' ? { settleMs: 60_000, idleMs: 30_000 } : { settleMs: 0, idleMs: 100 };
    const one = await measureChannels(1, times);
    const all = await measureChannels(many, times);
    return rows(many, one, all);
  },
};

function rows(many: number, one: Figures, all: Figures): Row[] {
  const what = `${many} channels`;
  const seconds = (msOf: number) => `${(msOf / 1_000).toFixed(1)} s`;
  const percent = (share: number) => `${(share * 100).toFixed(2)} % of a core`;
  return [
    fact(
      `${what}: memory`,
      `1: ${mb(one.rss)}`,
      `${mb(all.rss)}: ${mb((all.rss - one.rss) / (many - 1))} for each more`,
    ),
    fact(`${what}: until the door is open`, `1: ${seconds(one.doorMs)}`, seconds(all.doorMs)),
    goal(
      `${what}: until all are at work`,
      `1: ${seconds(one.startMs)}`,
      seconds(all.startMs),
      `≤ ${seconds(MOST_START_MS)}`,
      all.startMs <= MOST_START_MS,
    ),
    goal(
      `${what}: idle`,
      `1: ${percent(one.idle)}`,
      `${percent(all.idle)} (${(all.idle * 60).toFixed(2)} s a minute)`,
      `≤ ${MOST_IDLE * 100} %`,
      all.idle <= MOST_IDLE,
    ),
  ];
}

async function measureChannels(
  count: number,
  { settleMs, idleMs }: { settleMs: number; idleMs: number },
): Promise<Figures> {
  const folder = temporaryFolder();
  const names = Array.from({ length: count }, (_, n) => `channel-${n + 1}`);
  const chatwoot = await startSandboxChatwoot({ inboxes: names.map((name) => ({ identifier: `inbox-${name}` })) });
  const whatsapp = await anyNumber();
  const url = `sqlite:${join(folder.path, 'channels.db')}`;
  const file = join(folder.path, 'channels.yaml');
  writeFileSync(file, channelsFile(folder.path, names, chatwoot, whatsapp));
  const store = await openStore(url);
  let service: ChildProcess | null = null;
  try {
    const from = performance.now();
    service = start('service-child.ts', {
      env: {
        ...Object.fromEntries(names.map((name) => [keyName(name), `key-of-${name}`])),
        CHANNELS: file,
        DATABASE_URL: url,
        PORT: '0',
        LOG_LEVEL: process.env['BENCH_LOG'] ?? 'silent',
      },
    });
    await said<{ url: string }>(service);
    const doorMs = performance.now() - from;
    const isAtWork = async () => {
      const held = [...(await holders(store.db))];
      const numbers = held.filter(([duty]) => duty.startsWith('whatsapp:')).length;
      return numbers === count && held.every(([, holder]) => holder !== null);
    };
    while (!(await isAtWork())) await pause(20);
    const startMs = performance.now() - from;
    await pause(settleMs);
    await ask<Taken>(service);
    await pause(idleMs);
    const { cpuMs, rss } = await ask<Taken>(service);
    return { rss, doorMs, startMs, idle: cpuMs / idleMs };
  } finally {
    if (service) await end(service);
    await store.close();
    whatsapp.close();
    await chatwoot.close();
    folder.remove();
  }
}

const keyName = (name: string) => `KEY_OF_${name.toUpperCase().replace('-', '_')}`;

function channelsFile(folder: string, names: readonly string[], chatwoot: SandboxChatwoot, whatsapp: Server): string {
  const port = String((whatsapp.address() as AddressInfo).port);
  const own = names.flatMap((name) => {
    const faq = join(folder, `${name}.md`);
    copyFileSync(exampleFaq, faq);
    return [
      `  ${name}:`,
      `    d360_api_key: { env: ${keyName(name)} }`,
      `    chatwoot_inbox_id: inbox-${name}`,
      `    bot_faq: ${faq}`,
    ];
  });
  return [
    'defaults:',
    '  chatwoot_enabled: true',
    `  chatwoot_url: ${chatwoot.url}`,
    `  d360_base_url: http://127.0.0.1:${port}`,
    'channels:',
    ...own,
    '',
  ].join('\n');
}

/** A 360dialog that knows every key. */
async function anyNumber(): Promise<Server> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ health_status: { can_send_message: 'AVAILABLE' } }));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return server;
}
