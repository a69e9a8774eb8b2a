import { describe, expect, test } from 'vitest';
import { eventually } from '../stack.ts';
import { rawSample } from '../whatsapp/read/samples.ts';
import { body, text } from './inbound.ts';
import { HOUR, digest, keep, outcomes, take, messages, texts, kinds, contacts, withDigests } from './digest-setup.ts';

withDigests();

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
      [expect.stringMatching(/^👥 .+\ngrupo$/), false],
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
