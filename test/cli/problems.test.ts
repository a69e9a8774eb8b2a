import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { eventually } from '../stack.ts';
import { addressOf, openDesk, type Desk } from './run.ts';

let sandbox: Sandbox;
let desk: Desk;
beforeEach(async () => {
  sandbox = await startSandbox();
  desk = openDesk({ ...sandbox.settings, PORT: '0' });
});
afterEach(async () => {
  await desk.close();
  await sandbox.close();
});

const exchange = ['log', '--phone', '+54 9 341 555-0123', '--user', 'Hola', '--bot', 'Buenas'];
const registered = () => sandbox.chatwoot.state.messages.map(({ content }) => content);

test('one exchange: registered, and where', async () => {
  const { code, out } = await desk.run([...exchange, '--name', 'Ana Prueba']);
  expect(code).toBe(0);
  expect(out).toMatch(/^Registered in conversation 1\.\nExchange [\w-]{36}\n$/);
  expect(registered()).toEqual(['Hola', '🤖 Buenas']);
  const json = await desk.run([...exchange, '--json']);
  expect(JSON.parse(json.out)).toMatchObject({ state: 'registered', conversation_id: 1, trouble: null });
});

test('wrong input names the option; off and dry run say so', async () => {
  const wrong = await desk.run(['log', '--phone', '12', '--user', 'Hola']);
  expect(wrong).toMatchObject({ code: 2, err: expect.stringMatching(/^--phone must begin with the country code/) });
  expect(wrong.err).not.toMatch(/\n\s+at /);
  const off = await desk.run(exchange, { CHATWOOT_ENABLED: 'false' });
  expect(off).toMatchObject({ code: 1, out: expect.stringContaining('CHATWOOT_ENABLED is not true') });
  const dry = await desk.run(exchange, { CHATWOOT_DRY_RUN: 'true' });
  expect(dry).toMatchObject({ code: 0, out: expect.stringContaining('Dry run') });
  expect(registered()).toEqual([]);
});

test('while Chatwoot is down: kept, said why, and registered by the service later', async () => {
  sandbox.chatwoot.faults.set([{ kind: 'fail_before' }]);
  const { code, out } = await desk.run([...exchange, '--wait', '2']);
  expect(code).toBe(1);
  expect(out).toMatch(/^Not yet registered after 2 s\. It is kept.*\n {2}Chatwoot, POST \/contacts: answered 500/);
  expect((await desk.run(['status'])).out).toMatch(/Why it waits:\n {2}1 × register: Chatwoot, POST \/contacts/);
  sandbox.chatwoot.faults.set([]);
  desk.start(['serve']);
  await eventually(() => registered().length === 2);
});

test('a wrong inbox: problems with the way out; once it is mended a retry registers all of it, in order', async () => {
  const wrong = { CHATWOOT_INBOX_ID: 'not-this-one' };
  const given = await desk.run(exchange, wrong);
  expect(given.code).toBe(1);
  expect(given.out).toMatch(
    /^Not registered: it was given up\.\n {2}The inbox identifier is unknown.*\n {2}→ Set CHATWOOT_INBOX_ID/,
  );
  const status = await desk.run(['status']);
  expect(status).toMatchObject({ code: 1, out: expect.stringMatching(/Problems\s+2: see/) });
  const list = await desk.run(['problems', 'list']);
  expect(list.code).toBe(0);
  expect(list.out).toMatch(
    /^1 {2}\d{4}-\d\d-\d\d \d\d:\d\d {2}•••0123 {2}register in Chatwoot \(customer’s message\)$/m,
  );
  expect(list.out).toContain('→ Set CHATWOOT_INBOX_ID');
  expect(list.out).not.toMatch(/5550123|Hola/);
  const json = JSON.parse((await desk.run(['problems', '--json'])).out) as unknown[];
  expect(json).toMatchObject([
    { id: 1, what: 'message', author: 'customer', person: '•••••••••0123' },
    { id: 2, author: 'bot' },
  ]);

  const service = desk.start(['serve']);
  await addressOf(service);
  const retried = await desk.run(['problems', 'retry', '--all']);
  expect(retried).toMatchObject({ code: 0, out: expect.stringContaining('2 problems put back') });
  await eventually(() => registered().length === 2);
  expect(registered()).toEqual(['Hola', '🤖 Buenas']);
  expect((await desk.run(['problems'])).out).toBe('No problems.\n');
});

test('drop ends them; wrong use is said', async () => {
  await desk.run(exchange, { CHATWOOT_INBOX_ID: 'not-this-one' });
  const dropped = await desk.run(['problems', 'drop', '1', '2', '99']);
  expect(dropped.code).toBe(1);
  expect(dropped.out).toBe('2 problems dropped.\n');
  expect(dropped.err).toMatch(/number 99/);
  expect((await desk.run(['problems'])).out).toBe('No problems.\n');
  expect(await desk.run(['problems', 'retry'])).toMatchObject({ code: 2, err: expect.stringContaining('--all') });
  expect(await desk.run(['problems', 'retry', 'first'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('number'),
  });
  expect(await desk.run(['problems', 'drop', '1', '--all'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('not both'),
  });
});

test('no database is no reason to make one', async () => {
  expect(await desk.run(['status'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('There is no database at'),
  });
});
