import { expect, test } from 'vitest';
import { reply } from '../../src/bots/bot.ts';
import { handOver } from '../../src/deliver/hand-over.ts';
import { applyHandoff } from '../../src/handoff/apply.ts';
import { effects } from '../effects.ts';
import { message } from '../store/rows.ts';
import { eventually } from '../stack.ts';
import { clock, contactId, said, start, store, turnsDone, wrote, withTurns } from './turn-setup.ts';

withTurns();

let ids = 0;
async function row(author: 'customer' | 'agent', kind: string, payload: object, text = 'x'): Promise<void> {
  clock.at += 10;
  const given = { author, kind, text, payload: JSON.stringify({ kind, ...payload }), wamid: `x-${(ids += 1)}` };
  const at = { said_at: clock.at, created_at: clock.at, answered_at: clock.at };
  await store.write((tx) =>
    tx
      .insertInto('messages')
      .values(message({ id: `x${ids}`, contact_id: contactId, ...given, ...at }))
      .execute(),
  );
}
const agentAnswers = async () => {
  await store.write((tx) => applyHandoff(tx, contactId, { type: 'agent_replied' }, { now: clock.at, quietHours: 8 }));
  await row('agent', 'text', {});
};

const news: [string, string, object][] = [
  ['a reaction', 'reaction', { target: 'x-1', emoji: '👍' }],
  ['a deletion', 'revoke', { target: 'x-1' }],
  ['an edit of what was answered', 'edit', { target: 'x-1', content: { kind: 'text', text: 'y' } }],
  ['a new safety code', 'system', { change: 'identity', body: null }],
  ['a new number', 'system', { change: 'number', body: null }],
  ['an act without words', 'silent', { type: 'pin_in_chat' }],
  ['words in a group', 'text', { text: 'hola a todos', muted: 'group' }],
];

test.each(news)(
  'after an agent’s words %s makes nobody wait: the bot is back after the quiet hours',
  async (_, kind, payload) => {
    await row('customer', 'text', { text: 'hola' });
    await agentAnswers();
    await row('customer', kind, payload);
    clock.at += 9 * 3_600_000;
    start(() => [reply('acá estoy')]);
    await wrote('m1', '¿siguen?');
    await eventually(turnsDone);
    expect(await said()).toEqual(['acá estoy']);
  },
);

test.each([
  ['text', { text: '¿y?' }],
  ['media', { media: 'audio', caption: null }],
  ['unsupported', { type: 'poll_creation', reason: null }],
])('a %s does', async (kind, payload) => {
  await row('customer', 'text', { text: 'hola' });
  await agentAnswers();
  await row('customer', kind, payload);
  clock.at += 9 * 3_600_000;
  start(() => [reply('acá estoy')]);
  await wrote('m1', '¿siguen?');
  await eventually(turnsDone);
  expect(await said()).toEqual([]);
});

test.each([...news.filter(([, kind]) => kind !== 'edit'), ['nothing else', '', {}] as [string, string, object]])(
  'given back, the last words are answered, though after them came %s',
  async (_, kind, payload) => {
    await agentAnswers();
    await row('customer', 'text', { text: '¿y esto?' });
    if (kind) await row('customer', kind, { ...payload, target: 'x-none' });
    start(({ messages }) => [reply(`re: ${messages.map(({ text }) => text).join()}`)]);
    await store.write((tx) =>
      handOver(
        tx,
        contactId,
        { type: 'command_on' },
        clock.at,
        effects(() => `e${(ids += 1)}`, { answerLast: true }),
      ),
    );
    await eventually(async () => (await said()).includes('re: ¿y esto?'));
  },
);

test('given back, what was deleted is not answered', async () => {
  await agentAnswers();
  await row('customer', 'text', { text: 'mi tarjeta es 4111' });
  await row('customer', 'revoke', { target: `x-${ids}` });
  start(() => [reply('4111')]);
  await store.write((tx) =>
    handOver(
      tx,
      contactId,
      { type: 'command_on' },
      clock.at,
      effects(() => `e${(ids += 1)}`, { answerLast: true }),
    ),
  );
  expect(await store.db.selectFrom('jobs').select('key').where('kind', '=', 'turn').execute()).toEqual([]);
});
