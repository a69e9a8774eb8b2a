import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../stack.ts';
import { deliver, personNumber, textWebhook } from '../traffic.ts';
import { openServed, type Served } from './served.ts';
import type { Running } from '../cli/run.ts';

const HOUR = 3_600_000;

let served: Served;
beforeEach(async () => void (served = await openServed()));
afterEach(() => served.close());

/** A service whose machine's clock is set while it runs: timers and what measures time go on, as they do in truth. */
async function serveAt(shiftMs: number, variables: Record<string, string>): Promise<Running> {
  const [preload, told] = [join(served.desk.folder, 'clock.mjs'), join(served.desk.folder, 'shift')];
  writeFileSync(told, String(shiftMs));
  writeFileSync(
    preload,
    `import { readFileSync } from 'node:fs';
     const real = Date.now;
     const read = () => Number(readFileSync(${JSON.stringify(told)}, 'utf8'));
     let shift = read();
     Date.now = () => real() + shift;
     process.on('SIGUSR2', () => (shift = read()));`,
  );
  return await served.serve({ NODE_OPTIONS: `--import=${preload}`, ...variables });
}

function setClock(running: Running, shiftMs: number): void {
  writeFileSync(join(served.desk.folder, 'shift'), String(shiftMs));
  running.child.kill('SIGUSR2');
}

const says = (person: number, text: string) =>
  deliver(served.door, textWebhook(personNumber(person), `wamid.${person}.${text}`, text));
const sentTo = (person: number) => served.sandbox.whatsapp.sent.filter(({ to }) => to === personNumber(person)).length;
const SEND = { method: 'POST', path: '/messages' };

test('an hour forth: what waits for news of a send of which it is not known goes on waiting, and it is sent once', async () => {
  const { sandbox } = served;
  const running = await serveAt(0, { UNCLEAR_SEND_WAIT: '60' });
  sandbox.whatsapp.faults.set([{ kind: 'cut_after', ...SEND }]);
  // Its news do not get through for now.
  sandbox.setWebhook('http://127.0.0.1:1/nobody');
  await says(1, 'a');
  await eventually(() => sentTo(1) === 1);
  await running.says('will be tried again');
  sandbox.whatsapp.faults.set([]);
  setClock(running, HOUR);
  // Somebody else is answered meanwhile, so that some seconds of work have passed.
  for (let n = 0; n < 3; n += 1) {
    await says(2, `b${n}`);
    await eventually(() => sentTo(2) === n + 1);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  expect(sentTo(1)).toBe(1);
  sandbox.setWebhook(served.door());
  await eventually(async () => {
    const { out } = await served.desk.run(['status', '--json'], { DATABASE_URL: `sqlite:${served.file}` });
    return (JSON.parse(out) as { waiting: { send: number } }).waiting.send === 0;
  });
  expect(sentTo(1)).toBe(1);
});

test.each([
  { what: 'while it runs', restarts: false },
  { what: 'between two starts', restarts: true },
])('an hour back $what: nothing waits an hour, nothing is done twice', async ({ restarts }) => {
  const { sandbox } = served;
  const variables = { UNCLEAR_SEND_WAIT: '3', BOT_WAIT: '2' };
  const running = await serveAt(HOUR, variables);
  sandbox.whatsapp.faults.set([{ kind: 'cut', ...SEND }]);
  await says(1, 'a');
  // Begun, and it is not known what became of it.
  await running.says('will be tried again');
  sandbox.whatsapp.faults.set([]);
  // The quiet before the bot answers.
  await says(2, 'b');
  if (restarts) {
    running.child.kill('SIGKILL');
    await running.ended;
    await serveAt(0, variables);
  } else setClock(running, 0);
  await eventually(() => sentTo(1) === 1 && sentTo(2) === 1);
  await says(3, 'c');
  await eventually(() => sentTo(3) === 1);
  expect([sentTo(1), sentTo(2)]).toEqual([1, 1]);
  await eventually(() => sandbox.chatwoot.state.messages.length === 6);
});
