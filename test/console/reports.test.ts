import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startOfNamedDay } from '../../src/audit/days.ts';
import { Young } from '../../src/console/reports/young.ts';
import { report } from '../../src/console/reports/report.ts';
import { applyHandoff } from '../../src/handoff/apply.ts';
import type { HandoffEvent } from '../../src/handoff/state.ts';
import type { Store } from '../../src/store/open.ts';
import { csvOf } from '../../src/console/csv.ts';
import { FIGURES, handoffsListed, messagesOfFigure } from '../../src/store/reports/list.ts';
import { countQuarters, QUARTER } from '../../src/store/reports/count.ts';
import { keepSlices, slicesOf } from '../../src/store/reports/slices.ts';
import type { NewMessage } from '../../src/store/tables.ts';
import { emptyStore, type TestStore } from '../store/databases.ts';
import { message, people } from '../store/rows.ts';

let opened: TestStore;
let store: Store;
beforeEach(async () => {
  opened = await emptyStore();
  ({ store } = opened);
  await people(store, 5);
});
afterEach(() => opened.close());

const zone = 'America/Argentina/Buenos_Aires';
const day = '2026-11-29';
const noon = startOfNamedDay(zone, day) + 12 * 3_600_000;
let ids = 0;

const row = (given: Partial<NewMessage> & { created_at: number }): NewMessage => {
  ids += 1;
  const id = `m${String(ids).padStart(6, '0')}`;
  return message({ id, contact_id: 1, answered_at: given.author === undefined ? 1 : null, ...given });
};
const customer = (at: number, given: Partial<NewMessage> = {}) => row({ created_at: at, answer: 'bot', ...given });
const said = (author: 'bot' | 'agent', at: number, given: Partial<NewMessage> = {}) =>
  row({ created_at: at, author, answered_at: null, whatsapp_state: 'delivered', ...given });

const put = (...rows: NewMessage[]) => store.write((tx) => tx.insertInto('messages').values(rows).execute());
const main = [{ name: 'main', timeZone: zone }];
const today = (channels = main) => report(store.db, channels, { from: day, to: day });
const keep = (now: number) => keepSlices(store, 'main', { now, notBefore: 0 });

test('every message is in one figure; the first answer is counted once, from the first question', async () => {
  await put(
    customer(noon),
    customer(noon + 2_000),
    said('bot', noon + 10_000),
    said('bot', noon + 10_000),
    customer(noon + 60_000, { answer: 'person' }),
    said('agent', noon + 360_000),
    customer(noon + 400_000, { answer: 'exchange' }),
    row({ created_at: noon + 400_000, author: 'bot', answered_at: null }),
    customer(noon + 500_000, { answer: null, answered_at: null }),
    customer(noon + 600_000, { kind: 'silent', answer: 'kind' }),
    customer(noon + 700_000, { answer: 'old' }),
    said('bot', noon + 800_000, { whatsapp_state: 'failed' }),
    said('bot', noon + 900_000, { whatsapp_state: 'discarded' }),
  );
  const { total, days, channels } = await today();
  expect(total).toMatchObject({ received: 6, byBot: 2, byPeople: 1, byProgram: 1, open: 1, unasked: 1 });
  expect(total).toMatchObject({ saidBot: 4, saidAgent: 1, failed: 1 });
  expect(total.first.count).toBe(3);
  // 10 s, 300 s, and 300 s of the one that failed.
  expect(total.first.p50).toBeGreaterThan(290_000);
  expect(days).toEqual([{ day, ...total }]);
  expect(channels).toEqual([{ channel: 'main', ...total }]);
});

test('days are those of the place, the last minute of one among them', async () => {
  const midnight = startOfNamedDay(zone, day);
  await put(customer(midnight - 1), customer(midnight), customer(midnight + 24 * 3_600_000 - 1));
  expect((await today()).total.received).toBe(2);
  const two = await report(store.db, main, { from: '2026-11-28', to: day });
  expect(two.days.map(({ day: name, received }) => [name, received])).toEqual([
    ['2026-11-28', 1],
    [day, 2],
  ]);
  const there = await today([{ name: 'main', timeZone: 'Asia/Kathmandu' }]);
  expect(there.total.received).toBe(2);
});

test('what is over is kept, and stays when the messages are deleted; what was open is counted anew', async () => {
  await put(customer(noon), said('bot', noon + 5_000), customer(noon + QUARTER, { answer: null, answered_at: null }));
  await keep(noon + 5 * QUARTER);
  const before = await today();
  expect(before.total).toMatchObject({ received: 2, open: 1 });
  await store.write((tx) =>
    tx
      .updateTable('messages')
      .set({ answered_at: 9, answer: 'person' })
      .where('answer', 'is', null)
      .where('author', '=', 'customer')
      .execute(),
  );
  await keep(noon + 5 * QUARTER);
  const after = await today();
  expect(after.total).toMatchObject({ received: 2, open: 0, byPeople: 1, byBot: 1 });
  await store.write((tx) => tx.deleteFrom('messages').execute());
  await keep(noon + 9 * QUARTER);
  expect((await today()).total).toEqual(after.total);
});

const answers = ['bot', 'exchange', 'handed_off', 'person', 'no_bot', 'old', null] as const;
const states = ['delivered', 'read', 'sent', 'failed', 'queued', 'discarded', null] as const;
const act = fc.record({
  who: fc.integer({ min: 1, max: 3 }),
  at: fc.integer({ min: 0, max: 8 * QUARTER }),
  author: fc.constantFrom('customer', 'bot', 'agent'),
  answer: fc.constantFrom(...answers),
  state: fc.constantFrom(...states),
  kind: fc.constantFrom('text', 'text', 'media', 'silent', 'file'),
});

test('what is kept equals a recount of all, whenever it was kept, in whatever pieces', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { maxLength: 40 }),
      fc.array(fc.integer({ min: 0, max: 12 * QUARTER }), { maxLength: 4 }),
      fc.integer({ min: 1, max: 7 }),
      async (acts, times, piece) => {
        await store.write(async (tx) => {
          for (const table of ['messages', 'report_slices', 'meta'] as const) await tx.deleteFrom(table).execute();
        });
        // Each pass sees what was there by then: nothing is written down with an earlier time later.
        const passes = [...times].sort((a, b) => a - b);
        const left = [...acts].sort((a, b) => a.at - b.at);
        for (const pass of [...passes, Number.MAX_SAFE_INTEGER]) {
          const due = left.filter(({ at }) => at <= pass);
          left.splice(0, due.length);
          const rows = due.map(({ who, at, author, answer, state, kind }) =>
            author === 'customer'
              ? customer(noon + at, { contact_id: who, kind, answer, answered_at: answer === null ? null : 1 })
              : said(author as 'bot', noon + at, { contact_id: who, kind, whatsapp_state: state }),
          );
          if (rows.length > 0) await put(...rows);
          await keepSlices(store, 'main', { now: noon + Math.min(pass, 12 * QUARTER), notBefore: 0, piece });
        }
        const span = { channelId: 'main', from: noon, to: noon + 12 * QUARTER };
        const kept = await slicesOf(store.db, span);
        const { quarters: young } = await new Young().of(store.db, span);
        const { quarters: recount } = await countQuarters(store.db, span);
        expect(Object.fromEntries([...kept, ...young])).toEqual(Object.fromEntries(recount));
      },
    ),
    { numRuns: 60 },
  );
});

test('hand-overs by cause, and how long people waited for an answer', async () => {
  const step = (who: number, event: HandoffEvent, at: number) =>
    store.write((tx) => applyHandoff(tx, who, event, { now: noon + at, quietHours: 8 }));
  await step(1, { type: 'customer_asked' }, 0);
  await step(1, { type: 'agent_replied' }, 60_000);
  await step(1, { type: 'agent_replied' }, 90_000);
  await step(1, { type: 'resolved' }, 100_000);
  await step(2, { type: 'customer_asked' }, 0);
  await step(3, { type: 'bot_failed' }, 0);
  await step(3, { type: 'resolved' }, 5_000);
  await step(4, { type: 'agent_replied' }, 0);
  await step(5, { type: 'customer_wrote', first: false }, 0);
  const { causes, total } = await today();
  expect(total.handoffs).toBe(4);
  expect(causes.map(({ waited, ...cause }) => ({ ...cause, waited: waited.count }))).toEqual([
    { cause: 'customer_asked', count: 2, waiting: 1, unanswered: 0, waited: 1 },
    { cause: 'agent_replied', count: 1, waiting: 0, unanswered: 0, waited: 0 },
    { cause: 'bot_failed', count: 1, waiting: 0, unanswered: 1, waited: 0 },
  ]);
  expect(causes[0]?.waited.p50).toBeGreaterThan(58_000);
  expect(causes[0]?.waited.p50).toBeLessThan(62_000);
  const kept = await store.db.selectFrom('handoffs').selectAll().where('contact_id', '=', 1).execute();
  expect(kept).toMatchObject([{ answered_at: noon + 60_000, ended_at: noon + 100_000, ended_by: 'resolved' }]);
});

test('each figure opens the list it counts, page after page', async () => {
  const random = Array.from({ length: 90 }, (_, n) => {
    const at = noon + Math.floor(n / 2) * 1_000;
    const answer = answers[n % answers.length]!;
    const state = states[n % states.length]!;
    return n % 3 === 0
      ? said(n % 2 ? 'bot' : 'agent', at, { whatsapp_state: state, kind: n % 5 ? 'text' : 'file' })
      : customer(at, { answer, answered_at: answer === null ? null : 1, kind: n % 11 ? 'text' : 'silent' });
  });
  await put(...random);
  const { total } = await today();
  const span = { channelId: 'main', from: noon - QUARTER, to: noon + QUARTER };
  for (const figure of FIGURES) {
    const ids = new Set<string>();
    let pages = 0;
    let after: { at: number; id: string } | null = null;
    do {
      const page = await messagesOfFigure(store.db, { ...span, figure, after, limit: 7 });
      for (const { id } of page.messages) ids.add(id);
      pages += 1;
      expect(pages).toBeLessThan(20);
      after = page.next;
    } while (after !== null);
    expect([figure, ids.size]).toEqual([figure, total[figure]]);
  }
});

test('hand-overs are listed by cause, and those whom nobody has answered', async () => {
  for (const who of [1, 2, 3])
    await store.write((tx) => applyHandoff(tx, who, { type: 'customer_asked' }, { now: noon + who, quietHours: 8 }));
  await store.write((tx) => applyHandoff(tx, 2, { type: 'agent_replied' }, { now: noon + 10, quietHours: 8 }));
  const span = { channelId: 'main', from: noon, to: noon + QUARTER, limit: 2, cause: null, only: null };
  const first = await handoffsListed(store.db, { ...span, after: null });
  expect(first.map(({ contact_id: who }) => who)).toEqual([3, 2]);
  const after = { at: first[1]!.began_at, id: first[1]!.id };
  expect((await handoffsListed(store.db, { ...span, after })).map(({ contact_id: who }) => who)).toEqual([1]);
  const waiting = await handoffsListed(store.db, { ...span, only: 'waiting', cause: 'customer_asked', after: null });
  expect(waiting.map(({ contact_id: who }) => who)).toEqual([3, 1]);
  expect(await handoffsListed(store.db, { ...span, cause: 'api', after: null })).toEqual([]);
  await store.write((tx) => applyHandoff(tx, 3, { type: 'resolved' }, { now: noon + 20, quietHours: 8 }));
  const unanswered = await handoffsListed(store.db, { ...span, only: 'unanswered', after: null });
  expect(unanswered.map(({ contact_id: who }) => who)).toEqual([3]);
});

test('no cell of a CSV is a formula, and every text comes back', () => {
  const evil = ['=1+1', '+54 9', '-2', '@SUM(A1)', '\t=1', ' =cmd|x', '＝1'];
  const text = csvOf([['a', 1, null], evil, ['say "hi", no', 'dos\nlíneas', 'ñ']]);
  expect(text.startsWith('\uFEFFa,1,\r\n')).toBe(true);
  expect(
    text
      .split('\r\n')[1]!
      .split(',')
      .every((cell) => /^"?'/.test(cell)),
  ).toBe(true);
  expect(text).toContain('"say ""hi"", no","dos\nlíneas",ñ\r\n');
});
