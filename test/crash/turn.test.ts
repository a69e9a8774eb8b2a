import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { sharedDatabase } from '../store/databases.ts';
import { eventually } from '../stack.ts';
import { deliver, personNumber, textWebhook } from '../traffic.ts';

let child: ChildProcess | null = null;
afterEach(() => void child?.kill('SIGKILL'));

/** The moments at which the process dies, and what the customer is told. */
const moments = ['answer kept', 'between tools', 'knows: amid', 'blind: amid', 'before the commit'];

test(
  'killed at every moment of a turn: one answer, the model asked once, each tool once',
  { timeout: 300_000 },
  async () => {
    const database = await sharedDatabase.make();
    const sandbox = await startSandbox();
    const world = await mkdtemp(join(tmpdir(), 'turn-crash-'));
    const environment = {
      ...process.env,
      ...sandbox.settings,
      DATABASE_URL: database.url,
      PORT: String(await freePort()),
      WORLD: world,
      BOT_WAIT: '0',
      UNCLEAR_SEND_WAIT: '1',
      LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
    };
    let url = 'http://127.0.0.1:9/';
    let deaths = 0;
    async function start(): Promise<void> {
      const started = fork(join(import.meta.dirname, 'turn-child.ts'), { env: environment });
      child = started;
      started.once('exit', (_, signal) => {
        if (signal !== 'SIGKILL' || child !== started) return;
        deaths += 1;
        void start();
      });
      url = await new Promise<string>((resolve) => started.once('message', (message) => resolve(message as string)));
      sandbox.setWebhook(url);
    }
    await start();
    const told = (n: number) =>
      sandbox.whatsapp.sent
        .filter(({ to }) => to === personNumber(n))
        .map(({ body }) => (body['text'] as { body: string }).body);
    // One after the other: each dies at its own moment, and at nobody else's.
    for (const [n, moment] of moments.entries()) {
      await deliver(() => url, textWebhook(personNumber(n), `wamid.turn.${n}`, moment));
      await eventually(() => told(n).length > 0, 240_000);
    }
    const last = child;
    child = null;
    const gone = new Promise((resolve) => last?.once('exit', resolve));
    last?.kill('SIGTERM');
    await gone;
    expect(deaths).toBe(moments.length);
    expect(moments.map((_, n) => told(n))).toEqual(
      moments.map((moment) => [moment === 'blind: amid' ? `person: ${moment}` : `re: ${moment}`]),
    );
    const seen = (await readFile(join(world, 'seen'), 'utf8')).trim().split('\n');
    for (const moment of moments) {
      const name = moment.split(/[: ]/)[0];
      const of = seen.filter((line) => line.split(' ')[1] === name).map((line) => line.split(' '));
      expect(
        of.filter(([what]) => what === 'model'),
        moment,
      ).toHaveLength(1);
      const runs = of.filter(([what]) => what === 'tool').map(([, , index, key]) => `${index} ${key}`);
      // The tool that knows its keys is asked again by the same one.
      if (moment === 'knows: amid') expect(new Set(runs).size).toBe(2);
      else
        expect(
          runs.map((run) => run.split(' ')[0]),
          moment,
        ).toEqual(['0', '1']);
    }
    await sandbox.close();
    await database.remove();
    await rm(world, { recursive: true });
  },
);

/** The service comes back at the same address each time, as the provider knows it. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
