import { describe, expect, test } from 'vitest';
import { applyHandoff } from '../../src/handoff/apply.ts';
import { contact } from '../store/rows.ts';
import { whatsapp, rig, open, say, fault, texts, states } from './send-setup.ts';

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

  test('after its time the bot may speak again', async () => {
    await takeOver();
    rig.clock.at += 8 * 3_600_000;
    await say('del bot');
    await rig.drain();
    expect(texts()).toEqual(['del bot']);
  });
});

describe('paces', () => {
  test('one person: a burst, then one in six seconds; others are not behind', async () => {
    await rig.close();
    await open({ person: 3 });
    const at = rig.clock.at;
    for (let n = 0; n < 5; n++) await say(`a${n}`);
    await say('b', { waId: '5491155550199' });
    await rig.drain();
    expect(rig.clock.at - at).toBeGreaterThanOrEqual(12_000 - 100);
    expect(texts().filter((text) => text?.startsWith('a'))).toEqual(['a0', 'a1', 'a2', 'a3', 'a4']);
    expect(texts().indexOf('b')).toBeLessThan(4);
    expect((await rig.jobs()).map(({ attempts }) => attempts)).toEqual(Array(6).fill(1));
  });

  test('the number: waiting for it does not use up what a person may get', async () => {
    await rig.close();
    await open({ number: 2, person: 3 });
    const at = rig.clock.at;
    for (let n = 0; n < 10; n++) await say('x', { waId: `54911555501${String(n).padStart(2, '1')}` });
    await rig.drain();
    expect(rig.clock.at - at).toBeLessThan(6_000);
    expect(rig.clock.at - at).toBeGreaterThanOrEqual(3_900);
  });
});
