import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { marksOver, noMark, ownMark } from '../../src/deliver/own-marks.ts';
import { changePlace, type PlaceChange } from '../../src/store/people/places.ts';
import type { Place } from '../../src/store/tables.ts';
import { begun, openOffice, wait, type Office } from '../listen/office.ts';
import { eventually } from '../stack.ts';

const MINUTE = 60_000;

describe('what is heard of our own calls', () => {
  const environment = { HANDOFF_TEXT: '', CHATWOOT_ACCOUNT_ID: '1', CHATWOOT_BOT_TOKEN: 'bot-token' };
  const inboxes = [{ identifier: 'sandbox-inbox', name: 'S', agentBot: true }];
  let office: Office;
  beforeEach(async () => {
    office = await begun(await openOffice({ webhooks: ['inbox'], environment, sandbox: { chatwoot: { inboxes } } }));
    await eventually(async () => (await office.cable()) === 'on');
    await settled();
  });
  afterEach(async () => await office.close());

  const settled = async () => {
    await office.stack.sandbox.chatwoot.settled();
    await wait(300);
  };
  const mark = async (change: PlaceChange) => {
    const place = await office.place();
    await office.stack.service.store.write((tx) => changePlace(tx, place, change));
  };
  const label = async (act: 'label' | 'unlabel') => {
    await office.act(act, { text: 'humano' });
    await settled();
  };
  const takenOver = async () => {
    await office.act('answer', { text: 'hola' });
    await office.answeredBy('human');
    await eventually(() => office.conversation()?.labels.includes('humano'));
    await settled();
  };

  test('our label, heard of ten minutes later, takes nothing over; a person’s after it does', async () => {
    await mark({ own_labelled_at: Date.now() - 10 * MINUTE });
    await label('label');
    expect((await office.contact()).answered_by).toBe('bot');
    expect((await office.place()).own_labelled_at).toBe(0);
    await label('unlabel');
    await label('label');
    expect(await office.answeredBy('human')).toMatchObject({ answered_reason: 'labelled' });
  });

  test('our taking it off, heard of ten minutes later, gives nothing back', async () => {
    await takenOver();
    await mark({ own_unlabelled_at: Date.now() - 10 * MINUTE });
    await label('unlabel');
    expect((await office.contact()).answered_by).toBe('human');
    await label('label');
    await label('unlabel');
    await office.answeredBy('bot');
  });

  test('our opening, heard of ten minutes later, takes nothing over', async () => {
    await office.act('pending');
    await settled();
    await mark({ own_status: 'open', own_status_at: Date.now() - 10 * MINUTE });
    await office.act('open');
    await settled();
    expect((await office.contact()).answered_by).toBe('bot');
  });

  test('a label that was on already is not ours', async () => {
    const conversation = office.conversation();
    if (!conversation) throw new Error('no conversation');
    conversation.labels = ['humano'];
    await office.act('answer', { text: 'hola' });
    await office.answeredBy('human');
    const { db } = office.stack.service.store;
    const open = db.selectFrom('jobs').selectAll().where('key', 'like', 'arrange:%').where('state', '!=', 'done');
    await eventually(async () => (await open.execute()).length === 0);
    expect((await office.place()).own_labelled_at).toBe(0);
  });

  test('a label that Chatwoot refuses is not ours', async () => {
    office.stack.sandbox.chatwoot.faults.set([{ kind: 'not_found', path: '/api/v1/accounts/.*labels' }]);
    await office.act('answer', { text: 'hola' });
    await office.answeredBy('human');
    const { db } = office.stack.service.store;
    const open = db
      .selectFrom('jobs')
      .selectAll()
      .where('key', 'like', 'arrange:%label')
      .where('state', 'in', ['ready', 'waiting']);
    await eventually(async () => (await open.execute()).length === 0);
    expect((await office.place()).own_labelled_at).toBe(0);
  });
});

describe('marks', () => {
  const place = (change: PlaceChange): Place =>
    ({ own_labelled_at: 0, own_unlabelled_at: 0, own_status: null, own_status_at: 0, ...change }) as Place;
  const at = 1_000_000;

  test('are over with their echo', () => {
    const on = place(ownMark({ step: 'label', on: true }, at));
    expect(marksOver(on, true, true, at + 1)).toEqual({ own_labelled_at: 0 });
    const off = place(ownMark({ step: 'label', on: false }, at));
    expect(marksOver(off, false, true, at + 1)).toEqual({ own_unlabelled_at: 0 });
  });

  test('stay where what is heard is older than the call, or may be', () => {
    const on = place(ownMark({ step: 'label', on: true }, at));
    expect(marksOver(on, false, true, at - 1)).toEqual({ own_unlabelled_at: 0 });
    expect(marksOver(on, false, false, at + MINUTE)).toEqual({});
    expect(marksOver(on, null, false, at + 2 * MINUTE)).toEqual({});
  });

  test('are over where it was changed back before the echo was heard of', () => {
    const on = place(ownMark({ step: 'label', on: true }, at));
    expect(marksOver(on, false, false, at + MINUTE + 1)).toEqual({ own_labelled_at: 0 });
  });

  test('are none where nothing was changed', () => {
    expect(noMark({ step: 'label', on: true })).toEqual({ own_labelled_at: 0 });
    expect(noMark({ step: 'label', on: false })).toEqual({ own_unlabelled_at: 0 });
    expect(noMark({ step: 'open' })).toEqual({ own_status: null });
  });
});
