import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../stack.ts';
import { expectAllOnceInOrder, talk } from '../traffic.ts';
import { openServed } from './served.ts';

const PEOPLE = 3;
const EACH = 6;

/** Another program that takes the write lock and keeps it until it is ended. */
async function lockedBy(file: string): Promise<ChildProcess> {
  const program = `const { DatabaseSync } = require('node:sqlite');
    const database = new DatabaseSync(process.argv[1], { timeout: 30_000 });
    database.exec('begin exclusive');
    process.stdout.write('locked');
    setInterval(() => undefined, 1_000);`;
  const child = spawn(process.execPath, ['-e', program, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

test('another program holds the write lock for 10 s: 503 within seconds, the process answers meanwhile, then all goes on, once', async () => {
  const served = await openServed();
  onTestFinished(() => served.close());
  const { sandbox } = served;
  await served.serve();
  sandbox.whatsapp.faults.set([{ kind: 'slow_after', ms: 200 }]);
  const talking = talk(served.door, PEOPLE, EACH);
  await eventually(() => sandbox.whatsapp.sent.length >= PEOPLE);
  const locker = await lockedBy(served.file);
  const began = performance.now();
  const statuses = new Set<number>();
  let [slowest, slowestLive] = [0, 0];
  let sent = 0;
  while (performance.now() - began < 10_000) {
    const live = performance.now();
    expect((await fetch(new URL('/health/live', served.door()))).status).toBe(200);
    slowestLive = Math.max(slowestLive, performance.now() - live);
    const { status, ms } = await served.knock();
    statuses.add(status);
    slowest = Math.max(slowest, ms);
    const seen = await served.health();
    expect(seen.body).toMatchObject({ store: 'not writable', reason: 'another program has it locked' });
    expect(seen.body.fix).toMatch(/End the program that holds it/);
    sent ||= performance.now() - began > 5_000 ? sandbox.whatsapp.sent.length : 0;
  }
  expect([...statuses]).toEqual([503]);
  // Nobody waited for the end of the lock: 2.5 s on a quiet machine, and less than 0.1 s.
  expect(slowest).toBeLessThan(9_000);
  expect(slowestLive).toBeLessThan(9_000);
  // What was under way has ended long before; nothing began.
  expect(sandbox.whatsapp.sent.length).toBe(sent);
  locker.kill('SIGKILL');
  await talking;
  await expectAllOnceInOrder(sandbox, PEOPLE, EACH);
  expect((await served.health()).status).toBe(200);
});

test('two services on one file, both without it for 15 s: neither takes the other for dead, and nothing is done twice', async () => {
  const served = await openServed();
  onTestFinished(() => served.close());
  const { sandbox } = served;
  const both = [await served.serve(), await served.serve()];
  sandbox.whatsapp.faults.set([{ kind: 'slow_after', ms: 200 }]);
  const talking = talk(served.door, PEOPLE, EACH);
  await eventually(() => sandbox.whatsapp.sent.length >= PEOPLE);
  const locker = await lockedBy(served.file);
  await new Promise((resolve) => setTimeout(resolve, 15_000));
  locker.kill('SIGKILL');
  await talking;
  await expectAllOnceInOrder(sandbox, PEOPLE, EACH);
  // Each had trouble, and it was over for both.
  for (const one of both) await one.says('the database works again');
  const lost = both.map((one) => one.out()).filter((out) => /taken for dead|ended without a word/.test(out));
  expect(lost).toEqual([]);
});
