import { fork, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { eventually } from '../stack.ts';
import { attached, fileOf } from './people.ts';

const MB = 1_000_000;
let sandbox: Sandbox;
let folder: string;
let child: ChildProcess | null = null;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'optiatiende-heavy-'));
  sandbox = await startSandbox({ whatsapp: { redeliverMs: 100 } });
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The service as a process of its own, so that it can be weighed and killed. */
async function start(): Promise<ChildProcess> {
  const env = {
    ...process.env,
    ...sandbox.settings,
    DATABASE_URL: `sqlite:${join(folder, 'heavy.db')}`,
    PORT: '0',
    CHATWOOT_TIMEOUT: '10',
    LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
  };
  const started = fork(join(import.meta.dirname, '../crash/service-child.ts'), { env });
  child = started;
  sandbox.setWebhook(await new Promise<string>((resolve) => started.once('message', (url) => resolve(url as string))));
  return started;
}
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const arrived = () =>
  sandbox.chatwoot.state.messages.flatMap(({ attachments }) => attachments.map(({ bytes }) => digest(bytes)));
const of = (n: number, size: number) => Buffer.concat([fileOf('application/pdf', size), Buffer.from(`number ${n}`)]);

test('large files from many people at once do not add up in memory', async () => {
  const { pid = 0 } = await start();
  const sent = Array.from({ length: 24 }, (_, n) => of(n, 10 * MB));
  await Promise.all(
    sent.map((bytes, n) =>
      sandbox.whatsapp.say({ waId: `54911555501${10 + n}`, file: attached(`${n}.pdf`, 'application/pdf', bytes) }),
    ),
  );
  await eventually(() => arrived().length === sent.length, 180_000);
  expect(arrived().sort()).toEqual(sent.map(digest).sort());
  const status = `/proc/${pid}/status`;
  if (!existsSync(status)) return;
  const peakMb = Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(status, 'utf8'))?.[1]) / 1_000;
  // 240 MB of files, each two or three times in memory while it passes through, would be far more.
  expect(peakMb).toBeLessThan(500);
});

test(
  'killed again and again while files come: each arrives once and whole, and so does what was said',
  { timeout: 120_000 },
  async () => {
    const people = Array.from({ length: 8 }, (_, n) => `54911555502${10 + n}`);
    let running = await start();
    const kill = async () => {
      const gone = new Promise((resolve) => running.once('exit', resolve));
      running.kill('SIGKILL');
      await gone;
      running = await start();
    };
    const talking = Promise.all(
      people.map(async (waId, n) => {
        for (let i = 0; i < 3; i++) {
          await sandbox.whatsapp.say({ waId, text: `texto ${i}` });
          await sandbox.whatsapp.say({ waId, file: attached('a.pdf', 'application/pdf', of(n * 10 + i, 200_000)) });
        }
      }),
    );
    for (let i = 0; i < 4; i++) {
      await eventually(() => arrived().length >= 4 * (i + 1));
      await kill();
    }
    await talking;
    await sandbox.whatsapp.settled();
    await eventually(() => arrived().length >= 24, 180_000);
    for (const [n, waId] of people.entries()) {
      const own = [...sandbox.chatwoot.state.conversations.values()].filter(({ source }) => source.sourceId === waId);
      expect(own).toHaveLength(1);
      const said = (own[0]?.messages ?? [])
        .filter(({ type, content }) => type === 0 && !content?.startsWith('🤖'))
        .map(({ content, attachments: [one] }) => (one ? digest(one.bytes) : content));
      // Not in order where a webhook found nobody and came again.
      const wanted = [0, 1, 2].flatMap((i) => [`texto ${i}`, digest(of(n * 10 + i, 200_000))]);
      expect([...said].sort()).toEqual([...wanted].sort());
    }
  },
);
