import { spawn } from 'node:child_process';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { inChannel } from '../../src/service/own-faults.ts';
import { channelOfFault } from '../../src/service/own-faults.ts';
import { addJob } from '../../src/store/jobs.ts';
import { addMessage } from '../../src/store/messages.ts';
import { contactOf } from '../../src/store/people/contacts.ts';
import { sql } from '../../src/store/sql.ts';
import { eventually, startStack } from '../stack.ts';
import { message, person } from '../store/rows.ts';
import { personNumber, textWebhook } from '../traffic.ts';
import { openBranches, type Branches, type BranchOptions } from './branches.ts';

let branches: Branches;
const open = async (options: BranchOptions) => void (branches = await openBranches(options));
afterEach(async () => await (branches as Branches | undefined)?.close());

/** So many people of a channel, each with one message that waits to be registered. */
async function backlog(channel: string, count: number): Promise<void> {
  const { store } = branches.service;
  for (let from = 0; from < count; from += 100) {
    await store.write(async (tx) => {
      for (let n = from; n < Math.min(count, from + 100); n++) {
        const { id } = await contactOf(tx, { ...person({ waId: personNumber(1_000 + n) }), channelId: channel });
        const row = {
          id: `old-${n}`,
          contact_id: id,
          channel_id: channel,
          text: 'viejo',
          chatwoot_state: 'queued' as const,
        };
        await addMessage(tx, message(row));
        await addJob(tx, {
          kind: 'register',
          contactId: id,
          key: `register:old-${n}`,
          payload: { message: `old-${n}` },
          dueAt: 0,
        });
      }
    });
  }
}

/** The text of every message that was posted, with its inbox, in the order in which Chatwoot took them. */
const posted = () =>
  [...(branches.chatwoot['main']?.state.messages ?? [])]
    .filter(({ type }) => type === 0)
    .map(({ conversationId, content }) => {
      const conversation = branches.chatwoot['main']?.state.conversations.get(conversationId);
      return { inbox: conversation?.source.inbox.identifier, content };
    });

test('a backlog of one channel at the same Chatwoot: another’s message takes its turn, it does not wait for the end', async () => {
  await open({ channels: { main: {}, sales: {} } });
  await backlog('main', 1_000);
  branches.service.channels.onJobs('main');
  await eventually(() => posted().length > 20);
  const before = posted().length;
  await branches.whatsapp['sales']?.say({ waId: personNumber(1), text: 'nuevo' });
  const at = await eventually(() => {
    const found = posted().findIndex(({ inbox }) => inbox === 'inbox-sales');
    return found >= 0 ? found : null;
  });
  // Those under way, a few while the webhook is read, and for each call of the new person's (four) one round of the places.
  expect(at - before).toBeLessThan(150);
  expect(posted().length).toBeLessThan(1_000);
});

test('an error nobody thought of in one channel: it is opened anew with its work, the other is not touched', async () => {
  await open({ channels: { main: {}, sales: {} } });
  const { channels } = branches.service;
  const [main, sales] = [channels.byName('main'), channels.byName('sales')];
  await channels.openAnew('sales');
  expect(channels.byName('main')).toBe(main);
  expect(channels.byName('sales')).not.toBe(sales);
  expect(channels.byName('sales')?.webhookSecret).toBe(sales?.webhookSecret);
  await branches.whatsapp['sales']?.say({ waId: personNumber(1), text: 'hola' });
  await eventually(() => branches.desk('sales', personNumber(1)).length === 2);
});

test('where it cannot be opened anew its address takes what comes in, until it can be', async () => {
  const stack = await startStack({ environment: { WHATSAPP_WEBHOOK_SECRET: '' } });
  onTestFinished(() => stack.close());
  const { channels, store, url, webhookPath } = stack.service;
  const before = channels.byName('main');
  // Its secret is asked for as it is opened.
  await sql`alter table meta rename to away`.execute(store.db);
  await channels.openAnew('main');
  const answer = await fetch(url + webhookPath, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(textWebhook(personNumber(1), 'wamid.1', 'hola')),
  });
  expect(answer.status).toBe(200);
  expect(channels.byName('main')).toBe(before);
  await sql`alter table away rename to meta`.execute(store.db);
  await eventually(() => channels.byName('main') !== before);
  expect(stack.service.webhookPath).toBe(webhookPath);
  await eventually(() => stack.sandbox.whatsapp.sent.length === 1);
});

test('in whose work a fault happened is known through timers, answers of calls and rejected promises', async () => {
  await open({ channels: { main: {} } });
  const later = <T>(work: () => T) => new Promise<T>((resolve) => setTimeout(() => resolve(work()), 1));
  const found = await inChannel('sales', async () => {
    await later(() => undefined);
    await fetch(`${branches.service.url}/health/live`);
    return [channelOfFault(), await later(channelOfFault)];
  });
  expect(found).toEqual(['sales', 'sales']);
  expect(channelOfFault()).toBeNull();
});

test('a channel whose bot cannot be opened keeps what comes in; with a right file it answers all of it', async () => {
  await open({
    channels: { main: {}, sales: { bot: 'module', bot_module: 'no-such-package-of-bots' } },
    given: { bot: undefined as never },
  });
  expect(branches.service.channels.byName('sales')?.isBroken).toBe(true);
  await branches.whatsapp['sales']?.say({ waId: personNumber(1), text: 'hola' });
  await branches.whatsapp['main']?.say({ waId: personNumber(1), text: 'hola' });
  await eventually(() => branches.desk('main', personNumber(1)).length >= 2);
  expect(branches.phone('sales', personNumber(1))).toEqual([]);
  branches.write(branches.file({ main: {}, sales: {} }));
  expect(await branches.service.reload()).toMatchObject({ ok: true, changes: { changed: ['sales'] } });
  await eventually(() => branches.phone('sales', personNumber(1)).length > 0);
});

test('a fault that nobody caught ends the process only where it is no channel’s', async () => {
  await open({ channels: { main: {} } });
  const child = spawn(process.execPath, [new URL('fault-child.ts', import.meta.url).pathname], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (text) => (out += text));
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1);
  expect(out).toContain('["sales","sales"]');
  expect(out).toContain('an unexpected fault ends the service');
});
