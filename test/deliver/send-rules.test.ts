import { describe, expect, test } from 'vitest';
import { applyHandoff } from '../../src/handoff/apply.ts';
import { contact } from '../store/rows.ts';
import { whatsapp, rig, say, fault, texts, states, withSends } from './send-setup.ts';

withSends();

test('a definite refusal is a problem at once, and the next one goes', async () => {
  await say('a uno mismo', { waId: '5491155550100' });
  await say('hola');
  await rig.drain();
  expect(texts()).toEqual(['hola']);
  expect(await rig.jobs()).toMatchObject([
    { state: 'problem', attempts: 1, last_error: expect.stringContaining('same number') as string },
    { state: 'done' },
  ]);
  expect(await rig.store.db.selectFrom('messages').select(['whatsapp_state']).orderBy('id').execute()).toEqual([
    { whatsapp_state: 'failed' },
    { whatsapp_state: 'sent' },
  ]);
});

test('too many: the whole number rests as long as told, no attempt is lost', async () => {
  fault('too_many', 1, 7_000);
  const at = rig.clock.at;
  await say('hola');
  await rig.drain();
  expect(rig.clock.at - at).toBeGreaterThanOrEqual(7_000);
  expect(await rig.jobs()).toMatchObject([{ state: 'done', attempts: 1 }]);
  expect(whatsapp.sent).toHaveLength(1);
});

describe('after a person took over', () => {
  const takeOver = () =>
    rig.store.write(async (tx) => {
      const { id } = await contact(tx, { waId: '5491155550123' });
      await applyHandoff(tx, id, { type: 'answered_on_phone' }, { now: rig.clock.at, quietHours: 8 });
    });

  test('what the bot had to say is discarded; words that announce the person go', async () => {
    await say('del bot');
    await say('te paso con alguien', { notice: true });
    await takeOver();
    await rig.drain();
    expect(texts()).toEqual(['te paso con alguien']);
    expect(await states()).toEqual(['discarded', 'sent']);
    expect(await rig.store.db.selectFrom('messages').select('error').orderBy('id').execute()).toMatchObject([
      {},
      { error: null },
    ]);
  });
});
