import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { eventually } from '../stack.ts';
import { ledger, sharedDatabase } from '../store/databases.ts';
import { expectAllOnceInOrder, talk } from '../traffic.ts';

const RUNS = 3;
const PEOPLE = 6;
const EACH = 30;

interface Process {
  child: ChildProcess;
  url: string;
}

let sandbox: Sandbox;
let store: Store;
const processes: Process[] = [];
afterEach(async () => {
  for (const { child } of processes.splice(0)) child.kill('SIGKILL');
  await store.close();
  await sandbox.close();
});

async function start(environment: Record<string, string | undefined>): Promise<void> {
  const child = fork(join(import.meta.dirname, 'service-child.ts'), { env: environment });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve(message as string));
    child.once('exit', (code) => reject(new Error(`a service ended while starting: ${code}`)));
  });
  processes.push({ child, url });
}

/** How many duties each run has; whoever has none is left out. */
async function shares(): Promise<number[]> {
  const rows = await store.db.selectFrom('duties').select('holder').where('holder', 'is not', null).execute();
  const holders = rows.map(({ holder }) => holder);
  return [...new Set(holders)].map((one) => holders.filter((holder) => holder === one).length).sort();
}

test(
  'several processes on one ledger: one is killed, one sleeps through its duties; none lost, none doubled, in order',
  { timeout: 240_000 },
  async () => {
    const database = await sharedDatabase.make();
    sandbox = await startSandbox({
      chatwoot: { messagesPerMinute: 100_000, latencyMs: 5 },
      whatsapp: { latencyMs: 5, redeliverMs: 100, longestRedeliverMs: 1_000, webhookTries: Infinity },
    });
    store = await openStore(database.url);
    const environment = {
      ...process.env,
      ...sandbox.settings,
      DATABASE_URL: database.url,
      PORT: '0',
      CHATWOOT_TIMEOUT: '1',
      UNCLEAR_SEND_WAIT: '3',
      BOT_WAIT: '0',
      BOT_PER_HOUR: '0',
      LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
    };
    await Promise.all(Array.from({ length: RUNS }, () => start(environment)));
    sandbox.setWebhook(processes.at(-1)?.url ?? '');
    // Four duties, three runs.
    await eventually(async () => JSON.stringify(await shares()) === '[1,1,2]');

    let doors = processes.map(({ url }) => url);
    let said = 0;
    const talked = talk(() => doors[(said += 1) % doors.length] ?? '', PEOPLE, EACH);
    const [asleep, dead] = processes;
    await new Promise((resolve) => setTimeout(resolve, 300));
    // Its door answers nobody: whoever came to it goes elsewhere.
    doors = doors.filter((url) => url !== asleep?.url);
    // A file that a sleeping process has locked is locked for everybody; a server ends its transaction.
    asleep?.child.kill(ledger === 'postgres' ? 'SIGSTOP' : 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    doors = doors.filter((url) => url !== dead?.url);
    dead?.child.kill('SIGKILL');
    await talked;
    // The last one does all of it.
    await eventually(async () => JSON.stringify(await shares()) === '[4]');
    await expectAllOnceInOrder(sandbox, PEOPLE, EACH);
    if (ledger === 'postgres') {
      asleep?.child.kill('SIGCONT');
      // It begins anew, and gets its share; what it was about to do is not done.
      await eventually(async () => JSON.stringify(await shares()) === '[2,2]');
      await expectAllOnceInOrder(sandbox, PEOPLE, EACH, 10_000);
      expect(asleep?.child.exitCode).toBeNull();
    }
    for (const { child } of processes.splice(0)) child.kill('SIGKILL');
    await database.remove();
  },
);
