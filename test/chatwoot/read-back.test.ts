import { expect, test } from 'vitest';
import { withLateNote } from '../../src/chatwoot/late.ts';
import { findPosted, readBack } from '../../src/chatwoot/read-back.ts';
import type { Message } from '../../src/chatwoot/api/shapes.ts';

const said = (id: number, content: string | null, message_type = 0): Message => ({
  id,
  content,
  message_type,
  created_at: 1795342234,
});

test('incoming, newer than the last one known, the same text; of several the oldest', () => {
  const page = [said(1, 'sí'), said(2, 'sí', 1), said(3, null), said(4, 'no'), said(6, 'sí'), said(5, 'sí')];
  expect(findPosted(page, { afterId: 1, content: 'sí' })?.id).toBe(5);
  expect(findPosted(page, { afterId: 0, content: 'sí' })?.id).toBe(1);
  expect(findPosted(page, { afterId: 6, content: 'sí' })).toBeNull();
  expect(findPosted(page, { afterId: 0, content: 'tal vez' })).toBeNull();
});

test('the text is compared as it was posted: cleaned and cut', () => {
  expect(findPosted([said(2, 'AB')], { afterId: 1, content: 'A\0B' })?.id).toBe(2);
  const long = 'x'.repeat(150_001);
  expect(findPosted([said(2, 'x'.repeat(149_999) + '…')], { afterId: 1, content: long })?.id).toBe(2);
});

test('as an earlier release posted it, without its marks, it is ours too', () => {
  const sought = { afterId: 1, content: '🤖 **sí**', typed: '🤖 *sí*' };
  expect(findPosted([said(2, '🤖 *sí*')], sought)?.id).toBe(2);
  expect(findPosted([said(2, '🤖 **sí**')], sought)?.id).toBe(2);
  expect(findPosted([said(2, '🤖 sí')], sought)).toBeNull();
});

test('the late line may be on either side, with another age', () => {
  const late = (now: number) => withLateNote('sí', { saidAt: 0, now, language: 'es' });
  const [first, later] = [late(3_600_000), late(7_200_000)];
  expect(first).not.toBe(later);
  for (const [there, content] of [
    ['sí', first],
    [first, 'sí'],
    [first, later],
  ] as const) {
    expect(findPosted([said(2, there)], { afterId: 1, content })?.id).toBe(2);
  }
});

test('another message that only ends the same is not ours', () => {
  expect(findPosted([said(2, 'no\nsí')], { afterId: 1, content: 'sí' })).toBeNull();
});

/** Pages of 20 before an id, oldest first, as Chatwoot gives them. */
function paged(messages: Message[]) {
  const asked: (number | undefined)[] = [];
  const client = {
    messages: async (_source: string, _conversation: number, before?: number) => {
      asked.push(before);
      return messages.filter((m) => before === undefined || m.id < before).slice(-20);
    },
  };
  return { client, asked };
}
const where = { sourceId: '5491155550020', conversationId: 5 };
const many = (count: number, type: number) => Array.from({ length: count }, (_, i) => said(i + 1, `n ${i + 1}`, type));

test('one page where the last one known is on it', async () => {
  const { client, asked } = paged([...many(60, 1), said(61, 'sí')]);
  expect(await readBack(client, where, { afterId: 50, content: 'sí' })).toMatchObject({ id: 61 });
  expect(asked).toEqual([undefined]);
});

test('goes back while agents’ messages stand above the last one known', async () => {
  const { client, asked } = paged([said(1, 'a'), said(2, 'sí'), ...many(45, 1).map((m) => ({ ...m, id: m.id + 2 }))]);
  expect(await readBack(client, where, { afterId: 1, content: 'sí' })).toMatchObject({ id: 2 });
  expect(asked).toEqual([undefined, 28, 8]);
});

test('nothing there, and an empty conversation', async () => {
  expect(await readBack(paged(many(30, 1)).client, where, { afterId: 30, content: 'sí' })).toBeNull();
  expect(await readBack(paged([]).client, where, { afterId: 0, content: 'sí' })).toBeNull();
});

test('at most ten pages', async () => {
  const { client, asked } = paged(many(500, 1));
  expect(await readBack(client, where, { afterId: 0, content: 'sí' })).toBeNull();
  expect(asked).toHaveLength(10);
});

test('a read-back that fails tells nothing: it throws', async () => {
  const failing = { messages: () => Promise.reject(new Error('no answer')) };
  await expect(readBack(failing, where, { afterId: 0, content: 'sí' })).rejects.toThrow('no answer');
});

test('a message with files is found by its files and its text, or by having none', () => {
  const files = (id: number, content: string | null, count: number) => ({
    ...said(id, content),
    attachments: Array.from({ length: count }, (_, i) => ({ id: i + 1 })),
  });
  const page = [files(3, null, 2), said(4, null), files(5, 'mi foto', 1), files(6, null, 1)];
  expect(findPosted(page, { afterId: 0, content: '', files: 1 })?.id).toBe(6);
  expect(findPosted(page, { afterId: 0, content: 'mi foto', files: 1 })?.id).toBe(5);
  expect(findPosted(page, { afterId: 5, content: 'mi foto', files: 1 })).toBeNull();
});
