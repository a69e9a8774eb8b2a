import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Digest, type DigestOptions } from '../../src/intake/digest.ts';
import { eventInbox } from '../../src/intake/event-inbox.ts';
import { silentLog } from '../../src/observe/log.ts';
import { claim, finish } from '../../src/queue/jobs.ts';
import { addOutgoing } from '../../src/deliver/add-outgoing.ts';
import type { Store } from '../../src/store/open.ts';
import { emptyStore, type TestStore } from '../store/databases.ts';
import { contact } from '../store/rows.ts';
import { eventually } from '../stack.ts';
import { rawSample } from '../whatsapp/samples.ts';
import { body, status, text } from './inbound.ts';

const HOUR = 3_600_000;
let opened: TestStore;
let store: Store;
let ids: number;
const digests: Digest[] = [];
beforeEach(async () => {
  opened = await emptyStore();
  ({ store } = opened);
  ids = 0;
});
afterEach(async () => {
  await Promise.all(digests.splice(0).map((digest) => digest.stop()));
  await opened.close();
});

function digest(given: Partial<DigestOptions> = {}): Digest {
  const one = new Digest({
    store,
    clock: { now: () => Date.now() },
    log: silentLog(),
    onJobs: () => undefined,
    channelId: 'main',
    language: 'es',
    register: 'on',
    bot: true,
    answerMaxAgeMs: 24 * HOUR,
    quietHours: 8,
    newId: () => `id-${String((ids += 1)).padStart(5, '0')}`,
    ...given,
  });
  digests.push(one);
  return one;
}
const keep = (...bodies: (object | string)[]) => {
  const inbox = eventInbox(store, () => undefined);
  return Promise.all(
    bodies.map((it) =>
      inbox({ source: 'whatsapp', raw: typeof it === 'string' ? it : JSON.stringify(it), received_at: Date.now() }),
    ),
  );
};
const outcomes = async () =>
  (await store.db.selectFrom('events').select('outcome').orderBy('id').execute()).map(({ outcome }) => outcome);
/** Keeps the bodies and waits until all are read. */
async function take(...bodies: (object | string)[]): Promise<void> {
  await keep(...bodies);
  const one = digests[0] ?? digest();
  one.wake();
  await eventually(async () => !(await outcomes()).includes(null));
}
const messages = () => store.db.selectFrom('messages').selectAll().orderBy('id').execute();
const texts = async () => (await messages()).map((it) => it.text);
const kinds = async () =>
  (await store.db.selectFrom('jobs').select('kind').orderBy('id').execute()).map(({ kind }) => kind);
const contacts = () => store.db.selectFrom('contacts').selectAll().orderBy('id').execute();

describe('messages', () => {
  test('contact, message and its two jobs, in one', async () => {
    await take(
      body({ messages: [text('w1', 'hola')], contacts: [{ wa_id: '5491155550123', profile: { name: 'Ana' } }] }),
    );
    expect(await contacts()).toMatchObject([{ wa_id: '5491155550123', phone: '+5491155550123', name: 'Ana' }]);
    expect(await messages()).toMatchObject([
      {
        author: 'customer',
        text: 'hola',
        wamid: 'w1',
        answered_at: null,
        chatwoot_state: 'queued',
        exchange_id: 'id-00001',
      },
    ]);
    expect(await kinds()).toEqual(['register', 'turn']);
  });

  test('the same again, sixteen times at once, and twice in one body: once', async () => {
    const one = body({ messages: [text('w1', 'hola'), text('w1', 'hola')] });
    await take(...Array<object>(16).fill(one));
    await take(one);
    expect(await texts()).toEqual(['hola']);
    expect(await kinds()).toEqual(['register', 'turn']);
    expect(await outcomes()).toEqual(Array(17).fill('read'));
  });

  test('two processes on one ledger take each event once', async () => {
    await keep(...Array.from({ length: 120 }, (_, n) => body({ messages: [text(`w${n}`, `t${n}`)] })));
    digest().wake();
    digest().wake();
    await eventually(async () => !(await outcomes()).includes(null));
    expect((await texts()).sort()).toEqual(Array.from({ length: 120 }, (_, n) => `t${n}`).sort());
    expect(await kinds()).toHaveLength(240);
    expect(new Set(await outcomes())).toEqual(new Set(['read']));
  });

  test('from the own number, in a group, or too old: registered, not answered', async () => {
    await take(
      body({ messages: [text('w1', 'mío', { from: '5491155550100' })] }),
      body({ messages: [{ ...text('w2', 'grupo'), group_id: 'g@g.us' }] }),
      body({ messages: [text('w3', 'viejo', { at: Date.now() - 25 * HOUR })] }),
      body({ messages: [text('w4', 'nuevo', { at: Date.now() - 23 * HOUR })] }),
    );
    const rows = await messages();
    expect(rows.map(({ text: said, answered_at }) => [said, answered_at === null])).toEqual([
      ['mío', false],
      ['grupo', false],
      ['viejo', false],
      ['nuevo', true],
    ]);
    expect((await kinds()).sort()).toEqual(['register', 'register', 'register', 'register', 'turn']);
  });

  test('without a bot nothing waits for one; with Chatwoot off nothing is registered', async () => {
    digest({ bot: false, register: 'off' });
    await take(body({ messages: [text('w1', 'hola')] }));
    expect(await kinds()).toEqual([]);
    expect(await messages()).toMatchObject([{ chatwoot_state: 'off', answered_at: expect.any(Number) as number }]);
  });

  test('a changed number keeps the contact, which is answered there from then on', async () => {
    const sample = (name: string) => rawSample(name).toString();
    await take(sample('001-text-basic.json'));
    await take(sample('045-system-number-changed-with-bsuid.json'));
    const rows = await contacts();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      wa_id: '5491155550199',
      phone: '+5491155550199',
      bsuid: 'AR.77889900112233445566',
    });
    await take(
      body({
        messages: [{ ...text('new', 'soy yo', { from: '5491155550199' }), from_user_id: 'AR.77889900112233445566' }],
      }),
    );
    expect(await contacts()).toHaveLength(1);
    expect(await kinds()).toContain('turn');
  });

  test('a changed id without a number keeps the contact', async () => {
    const from = { from_user_id: 'US.58820017736491025543' };
    const { from: _, ...said } = text('w1', 'hola') as Record<string, unknown>;
    await take(body({ messages: [{ ...said, ...from }] }));
    await take(rawSample('046-system-user-id-changed-no-phone.json').toString());
    expect(await contacts()).toMatchObject([{ bsuid: 'US.58820017736499999999', wa_id: null }]);
  });
});

describe('statuses', () => {
  /** A bot's message, handed to WhatsApp or not. */
  async function outgoing(state: 'sending' | 'sent'): Promise<void> {
    await store.write(async (tx) => {
      const person = await contact(tx, { waId: '5491155550123' });
      const options = {
        author: 'bot',
        register: 'off',
        newId: () => 'm',
        now: 1,
        exchangeId: 'x',
        notice: false,
      } as const;
      await addOutgoing(tx, person, { text: 'hola' }, options);
      await tx
        .updateTable('sends')
        .set({ state, ...(state === 'sent' ? { wamid: 'out' } : {}) })
        .execute();
      if (state === 'sending') return void (await tx.updateTable('jobs').set({ due_at: 9e12, unclear: 1 }).execute());
      const [job] = await claim(tx, { kind: 'send', limit: 1, now: 2, leaseMs: 1, token: 't' });
      if (job) await finish(tx, job, 3);
    });
  }
  const send = () => store.db.selectFrom('sends').selectAll().executeTakeFirstOrThrow();
  const job = () => store.db.selectFrom('jobs').selectAll().executeTakeFirstOrThrow();
  const told = (...names: [string, { ours?: string; errors?: object[] }?][]) =>
    take(...names.map(([name, more]) => body({ statuses: [status('out', name, more)] })));

  test('in any order, also twice: only forward', async () => {
    await outgoing('sent');
    await told(['delivered'], ['sent'], ['read'], ['delivered'], ['read']);
    expect(await send()).toMatchObject({ state: 'read' });
    expect(await messages()).toMatchObject([{ whatsapp_state: 'read' }]);
  });

  test('before our own answer: found by our id, and what waits for it goes on at once', async () => {
    await outgoing('sending');
    await told(['delivered', { ours: 'm' }]);
    expect(await send()).toMatchObject({ state: 'delivered', wamid: 'out' });
    expect((await job()).due_at).toBeLessThanOrEqual(Date.now());
  });

  test('a late refusal is a problem, with what can be done', async () => {
    await outgoing('sent');
    await told([
      'failed',
      { errors: [{ code: 131047, title: 'Re-engagement', error_data: { details: 'more than 24 hours' } }] },
    ]);
    expect(await send()).toMatchObject({ state: 'failed', error: 'more than 24 hours', error_code: 131047 });
    expect(await job()).toMatchObject({
      state: 'problem',
      last_error: 'WhatsApp: more than 24 hours',
      fix: expect.stringContaining('template') as string,
    });
    expect(await messages()).toMatchObject([{ whatsapp_state: 'failed', error: 'more than 24 hours' }]);
  });

  test('a refusal after delivery changes nothing; one of somebody else neither', async () => {
    await outgoing('sent');
    await told(['delivered'], ['failed', { errors: [{ code: 1, title: 'x' }] }]);
    await take(body({ statuses: [status('other', 'failed', { ours: 'not-ours' })] }));
    expect(await send()).toMatchObject({ state: 'delivered' });
    expect(await job()).toMatchObject({ state: 'done' });
  });
});

describe('echoes', () => {
  const echo = (id: string) =>
    body(
      { message_echoes: [{ ...text(id, 'yo te ayudo', { from: '5491155550100' }), to: '5491155550123' }] },
      'smb_message_echoes',
    );

  test('a person who answers on the phone is registered, and the bot is quiet', async () => {
    await take(body({ messages: [text('w1', 'hola')] }), echo('e1'));
    expect(await contacts()).toMatchObject([{ answered_by: 'human', answered_reason: 'answered_on_phone' }]);
    expect((await messages()).map(({ author, text: said }) => [author, said])).toEqual([
      ['customer', 'hola'],
      ['agent', '📱 yo te ayudo'],
    ]);
    expect(await kinds()).toEqual(['register', 'turn', 'register']);
    await take(echo('e1'));
    expect(await messages()).toHaveLength(2);
  });

  test('the echo of our own send is no person', async () => {
    await store.write(async (tx) => {
      const person = await contact(tx, { waId: '5491155550123' });
      await addOutgoing(
        tx,
        person,
        { text: 'hola' },
        { author: 'bot', register: 'off', newId: () => 'm', now: 1, exchangeId: 'x', notice: false },
      );
      await tx.updateTable('sends').set({ state: 'sent', wamid: 'ours' }).execute();
    });
    await take(echo('ours'));
    expect(await contacts()).toMatchObject([{ answered_by: 'bot' }]);
    expect(await messages()).toHaveLength(1);
  });
});

describe('when something fails', () => {
  test('one part costs only itself, and the event says so', async () => {
    let made = 0;
    digest({
      newId: () => {
        made += 1;
        if (made === 2) throw new Error('no id');
        return `id-${made}`;
      },
    });
    await take(
      body({ messages: [text('w1', 'uno'), text('w2', 'dos'), text('w3', 'tres')] }),
      body({ messages: [text('w4', 'cuatro')] }),
    );
    expect(await texts()).toEqual(['uno', 'tres', 'cuatro']);
    expect(await outcomes()).toEqual(['failed: no id', 'read']);
  });

  test('a store that fails for a moment loses nothing: the event is read later', async () => {
    let broken = 2;
    const failing: Store = {
      ...store,
      write: (work) =>
        store.write(async (tx) => {
          const value = await work(tx);
          if (broken-- > 0) throw Object.assign(new Error('database or disk is full'), { errcode: 13 });
          return value;
        }),
    };
    await keep(body({ messages: [text('w1', 'uno')] }), body({ messages: [text('w2', 'dos')] }));
    const one = digest({ store: failing });
    one.wake();
    await eventually(() => broken <= 0);
    expect(await outcomes()).toEqual([null, null]);
    one.wake();
    await eventually(async () => !(await outcomes()).includes(null));
    expect(await outcomes()).toEqual(['read', 'read']);
    expect((await texts()).sort()).toEqual(['dos', 'uno']);
  });

  test('a part that finds the store broken does not count as read', async () => {
    let broken = true;
    digest({
      newId: () => {
        if (broken) throw Object.assign(new Error('disk I/O error'), { errcode: 10 + 256 });
        return `id-${(ids += 1)}`;
      },
    });
    await keep(body({ messages: [text('w1', 'uno'), text('w2', 'dos')] }));
    digests[0]?.wake();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(await outcomes()).toEqual([null]);
    broken = false;
    await take();
    expect(await texts()).toEqual(['uno', 'dos']);
  });

  test('what was kept before a crash is read at the next start, in its order', async () => {
    await keep(...Array.from({ length: 95 }, (_, n) => body({ messages: [text(`w${n}`, `t${n}`)] })));
    expect(await messages()).toEqual([]);
    digest().wake();
    await eventually(async () => !(await outcomes()).includes(null));
    expect(await texts()).toEqual(Array.from({ length: 95 }, (_, n) => `t${n}`));
  });

  test('a body that is no webhook is kept and passed over', async () => {
    await take('[]', 'null', '{"entry":7}');
    expect(await outcomes()).toEqual(['read', 'read', 'read']);
  });
});
