import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { echoBot, eventually, startStack, type Stack } from '../stack.ts';
import { deliver, personNumber, registered, textWebhook } from '../traffic.ts';

/** Every statement that goes to the server, as the driver is given it. */
const asked: string[] = [];
// eslint-disable-next-line @typescript-eslint/unbound-method -- Called with the client it was called on.
const { query } = pg.Client.prototype;
pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
  const [first] = given as [string | { text: string }];
  asked.push(typeof first === 'string' ? first : first.text);
  return Reflect.apply(query, this, given) as unknown;
} as typeof query;

let stack: Stack;
afterEach(async () => {
  pg.Client.prototype.query = query;
  await stack.close();
});

/** What is looked at by the clock, however little happens. */
const byTheClock =
  /"meta"|answered_(give_back|remind)_at" <=|with recursive found|"leaving"|"runs"|kysely_migration|"duties"|select 1 from jobs where state/;

test('one exchange takes few statements: no look that finds nothing, nothing read twice, no transaction around one statement', async () => {
  stack = await startStack({ bot: echoBot });
  const door = () => stack.service.url + stack.service.webhookPath;
  const ana = personNumber(1);
  const open = () =>
    stack.service.store.db.selectFrom('jobs').select('id').where('state', 'in', ['ready', 'waiting']).execute();
  const states = () =>
    stack.service.store.db.selectFrom('sends').select('state').where('state', '!=', 'delivered').execute();
  const counts: number[] = [];
  for (let n = 1; n <= 5; n++) {
    const from = asked.length;
    await deliver(door, textWebhook(ana, `wamid.count.${n}`, `hola ${n}`));
    await eventually(() => registered(stack.sandbox).get(ana)?.flat().length === 2 * n);
    await eventually(async () => (await open()).length === 0 && (await states()).length === 0);
    // The test's own looks are as many as the machine is slow.
    const own = /^select "(id|state)" from "(jobs|sends)" where "state"/;
    counts.push(asked.slice(from).filter((text) => !byTheClock.test(text) && !own.test(text)).length);
  }
  // About 220 once; what a look finds that another has found before it differs by a few.
  expect(Math.min(...counts)).toBeLessThanOrEqual(130);
});
