import { afterEach, beforeEach, expect, test } from 'vitest';
import { addOutgoing } from '../../src/deliver/add-outgoing.ts';
import { discardTakenOver } from '../../src/deliver/discard.ts';
import { advanceSend, sendById } from '../../src/store/sends.ts';
import type { ChatwootState } from '../../src/store/tables.ts';
import { effects } from '../effects.ts';
import { emptyStore, type TestStore } from '../store/databases.ts';
import { contact } from '../store/rows.ts';

let opened: TestStore;
beforeEach(async () => void (opened = await emptyStore()));
afterEach(() => opened.close());

let ids = 0;
const tell = effects(() => `t${(ids += 1)}`, { notes: true });

/** Two parts of the bot's words; `sent` of them left, then a person took over. */
async function takenOver(sent: number, chatwoot: ChatwootState): Promise<string[]> {
  const { store } = opened;
  await store.write(async (tx) => {
    const person = await contact(tx, { waId: '5491155550123' });
    const text = `${'a'.repeat(4_000)}\n\n${'b'.repeat(4_000)}`;
    const more = { author: 'bot', register: 'off', newId: () => 'm', now: 1, exchangeId: 'x', notice: false } as const;
    await addOutgoing(tx, person, { text }, more);
    await tx.updateTable('messages').set({ chatwoot_state: chatwoot }).execute();
    const parts = ['m', 'm.1'];
    for (const id of parts.slice(0, sent)) await advanceSend(tx, { id }, { state: 'sent' });
    for (const id of parts.slice(sent)) {
      const send = await sendById(tx, id);
      if (send) await discardTakenOver(tx, send, person, 2, tell);
    }
  });
  const jobs = await store.db.selectFrom('jobs').select('payload').where('kind', '=', 'register').execute();
  return jobs.map(({ payload }) => (JSON.parse(payload) as { arrange: { text: string } }).arrange.text);
}

test('all of a long text: one note, not one for each part', async () => {
  expect(await takenOver(0, 'registered')).toEqual([expect.stringContaining('no recibió esto del bot')]);
});

test('the rest of a long text whose beginning left: the note says so', async () => {
  expect(await takenOver(1, 'registered')).toEqual([expect.stringContaining('solo el comienzo de esto del bot')]);
});

test.each(['queued', 'off'] as const)('what Chatwoot does not show (%s) is not told', async (chatwoot) => {
  expect(await takenOver(0, chatwoot)).toEqual([]);
});
