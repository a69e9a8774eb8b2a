import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { ledger, sharedDatabase } from '../store/databases.ts';
import { expectAllOnceInOrder, talk } from '../traffic.ts';

// What a database adds shows with fewer.
const [KILLS, PEOPLE, EACH] = ledger === 'postgres' ? [6, 8, 8] : [20, 20, 25];

let child: ChildProcess | null = null;
afterEach(() => void child?.kill('SIGKILL'));

test(
  `killed ${KILLS} times in the middle of ${PEOPLE * EACH} exchanges: none lost, none doubled, in order`,
  { timeout: 600_000 },
  async () => {
    const database = await sharedDatabase.make();
    const sandbox = await startSandbox({
      chatwoot: { messagesPerMinute: 100_000, latencyMs: 5 },
      whatsapp: { latencyMs: 5, redeliverMs: 100 },
    });
    const environment = {
      ...process.env,
      ...sandbox.settings,
      DATABASE_URL: database.url,
      PORT: String(await freePort()),
      CHATWOOT_TIMEOUT: '0.5',
      CHATWOOT_CONCURRENCY: '8',
      UNCLEAR_SEND_WAIT: '3',
      BOT_WAIT: '0',
      BOT_PER_HOUR: '0',
      LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
    };
    let url = 'http://127.0.0.1:9/';
    let kills = 0;

    async function start(): Promise<void> {
      const started = fork(join(import.meta.dirname, 'service-child.ts'), { env: environment });
      child = started;
      url = await new Promise<string>((resolve, reject) => {
        started.once('message', (message) => resolve(message as string));
        started.once('exit', (code, signal) =>
          reject(new Error(`the service ended while starting: ${code ?? signal}`)),
        );
      });
      sandbox.setWebhook(url);
    }
    async function kill(): Promise<void> {
      const dying = child;
      if (!dying) return;
      const gone = new Promise((resolve) => dying.once('exit', resolve));
      dying.kill('SIGKILL');
      await gone;
      kills += 1;
    }

    await start();
    let talking = true;
    const talked = talk(() => url, PEOPLE, EACH).finally(() => (talking = false));
    // Looked at below; until then a failure is not unhandled.
    talked.catch(() => undefined);
    // At moments that no step of the work can foresee.
    for (let n = 0; n < KILLS; n++) {
      await new Promise((resolve) => setTimeout(resolve, 60 + Math.random() * 400));
      await kill();
      await start();
    }
    expect(kills).toBe(KILLS);
    await talked;
    expect(talking).toBe(false);
    await expectAllOnceInOrder(sandbox, PEOPLE, EACH, 240_000);
    await kill();
    await sandbox.close();
    await database.remove();
  },
);

/** The service comes back at the same address each time, as 360dialog knows it. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
