import { expect, test } from 'vitest';
import { eventInbox } from '../../src/intake/event-inbox.ts';
import { eventually } from '../stack.ts';
import { digest, outcomes, store, withDigests } from './digest-setup.ts';
import { body, text } from './inbound.ts';

withDigests();

const keep = (channelId: string, count: number, size = 1) => {
  const inbox = eventInbox(store, () => undefined);
  const raw = (n: number) =>
    JSON.stringify(body({ messages: Array.from({ length: size }, (_, m) => text(`${channelId}${n}.${m}`, 'hola')) }));
  return Promise.all(
    Array.from({ length: count }, (_, n) =>
      inbox({ channel_id: channelId, source: 'whatsapp', raw: raw(n), received_at: Date.now() }),
    ),
  );
};

/** How many of a channel's events had been read when the first of another's was, both waiting since before. */
async function readBefore(many: string, few: string): Promise<number> {
  const order: string[] = [];
  digest({
    store: {
      ...store,
      write: async (work) => {
        const value = await store.write(work);
        const read = await store.db.selectFrom('events').select('channel_id').where('outcome', '=', 'read').execute();
        for (const channel of [many, few]) {
          const now = read.filter((it) => it.channel_id === channel).length;
          while (order.filter((it) => it === channel).length < now) order.push(channel);
        }
        return value;
      },
    },
  }).wake();
  await eventually(async () => (await outcomes()).every((outcome) => outcome !== null));
  return order.indexOf(few);
}

test('a channel with a thousand unread bodies does not stand before another’s one', async () => {
  await keep('busy', 1_000);
  await keep('calm', 1);
  expect(await readBefore('busy', 'calm')).toBeLessThanOrEqual(40);
});

test('nor does one with a body of 2,000 messages', async () => {
  await keep('busy', 1, 2_000);
  await keep('calm', 1);
  expect(await readBefore('busy', 'calm')).toBe(0);
});
