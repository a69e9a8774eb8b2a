import { afterEach, expect, test } from 'vitest';
import type { Fault } from '../../../src/sandbox/types.ts';
import { begun, openOffice, wait, type Office } from '../../listen/office.ts';
import { eventually } from '../../stack.ts';

let office: Office;
afterEach(async () => await office.close());

const environment = {
  HANDOFF_TEXT: '',
  CHATWOOT_ACCOUNT_ID: '1',
  CHATWOOT_USER_TOKEN: 'admin-token',
  CHATWOOT_BOT_TOKEN: 'bot-token',
};
const RANK = ['sent', 'delivered', 'read'];
/** What Chatwoot showed of a message, change by change. */
const watched = () => {
  const shown = new Map<number, string[]>();
  office.stack.sandbox.chatwoot.onChange(() => {
    for (const message of office.conversation()?.messages ?? []) {
      const states = shown.get(message.id) ?? [];
      if (states.at(-1) !== message.status) shown.set(message.id, [...states, message.status ?? '']);
    }
  });
  return shown;
};

test.each([
  ['as they come', []],
  ['doubled', [{ kind: 'status_double' }]],
  ['shuffled', [{ kind: 'status_shuffle' }]],
] as [string, Fault[]][])(
  'ticks of agents’ and of the bot’s messages go forward only, statuses %s',
  async (_, faults) => {
    office = await openOffice({ webhooks: ['inbox'], environment, sandbox: { whatsapp: { readDelayMs: 60 } } });
    await begun(office);
    office.stack.sandbox.whatsapp.faults.set(faults);
    const shown = watched();
    await office.says('¿hola?');
    await eventually(() => office.desk().some((it) => it.text === 're: ¿hola?'));
    for (let n = 0; n < 5; n++) await office.act('answer', { text: `m${n}` });
    const ours = () => (office.conversation()?.messages ?? []).filter((it) => it.type === 1);
    await eventually(
      () =>
        ours().length === 7 &&
        ours()
          .slice(1)
          .every((it) => it.status === 'read'),
    );
    await wait(300);
    for (const { id } of ours().slice(1)) {
      const ranks = (shown.get(id) ?? []).map((state) => RANK.indexOf(state));
      expect(ranks, String(shown.get(id))).toEqual(ranks.toSorted((a, b) => a - b));
      expect(ranks.at(-1)).toBe(2);
    }
  },
);

test('while Chatwoot refuses for a moment nothing is lost; the tick says what holds then', async () => {
  office = await openOffice({ webhooks: ['inbox'], environment });
  await begun(office);
  office.stack.sandbox.chatwoot.faults.set([{ kind: 'fail_before', method: 'PATCH', times: 2 }]);
  const { id } = (await office.act('answer', { text: 'hola' })) as { id: number };
  await eventually(() => office.conversation()?.messages.find((it) => it.id === id)?.status === 'delivered');
});

test('while Chatwoot is down no tick is added; at its registration a message gets the tick of what holds by then', async () => {
  office = await openOffice({ webhooks: ['inbox'], environment });
  await begun(office);
  const { chatwoot } = office.stack.sandbox;
  const { db } = office.stack.service.store;
  chatwoot.faults.set([{ kind: 'maintenance' }]);
  const before = (await db.selectFrom('sends').select('id').execute()).length;
  await office.says('¿sigue ahí?');
  const sends = () => db.selectFrom('sends').select(['id', 'state']).orderBy('id').execute();
  await eventually(async () => (await sends()).slice(before).some(({ state }) => state === 'delivered'));
  const [send] = (await sends()).slice(before);
  const ticks = await db.selectFrom('jobs').select('key').where('key', 'like', `tick:${send?.id}:%`).execute();
  expect(ticks).toEqual([]);
  chatwoot.faults.set([]);
  const answer = () => office.conversation()?.messages.find((it) => it.content?.includes('re: ¿sigue ahí?'));
  await eventually(() => answer()?.status === 'delivered');
});
