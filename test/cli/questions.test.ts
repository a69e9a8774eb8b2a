import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { questionGroups } from '../../src/turn/question-groups.ts';
import { addQuestion, type QuestionRow } from '../../src/store/questions.ts';
import { openStore } from '../../src/store/open.ts';
import { contact, message } from '../store/rows.ts';
import { openDesk, type Desk } from './run.ts';

let desk: Desk;
let url: string;
beforeEach(() => {
  desk = openDesk();
  url = `sqlite:${join(desk.folder, 'q.db')}`;
});
afterEach(() => desk.close());

const DAY = 86_400_000;
const run = (...given: string[]) => desk.run(['questions', ...given], { DATABASE_URL: url });

/** Each is asked by somebody else, a second after the one before. */
async function fill(...asked: [words: string, daysAgo: number, more?: object][]): Promise<void> {
  const store = await openStore(url);
  const now = Date.now();
  for (const [at, [words, daysAgo, more]] of asked.entries())
    await store.write(async (tx) => {
      const { id: contact_id } = await contact(tx, { waId: `549341555${String(at).padStart(4, '0')}` });
      const asked_at = now - daysAgo * DAY + at * 1_000 - 60_000;
      await addQuestion(tx, { channel_id: 'main', contact_id, words, bot: 'faq', became: null, asked_at, ...more });
      if (words === 'tienen estacionamiento?')
        await tx
          .insertInto('messages')
          .values(
            message({
              id: `a${at}`,
              contact_id,
              author: 'agent',
              text: 'Sí,\u001b[2J atrás.',
              created_at: asked_at + 1,
            }),
          )
          .execute();
    });
  await store.close();
}

test('without a database, and without a question, it says so', async () => {
  const none = await run();
  expect(none).toMatchObject({ code: 2, err: expect.stringContaining('There is no database at') });
  await fill();
  expect(await run()).toMatchObject({ code: 0, out: 'No questions without an answer.\n' });
});

test('what asks the same stands together, most asked first, with what came of it; marks hide it', async () => {
  await fill(
    ['¿Tenés garrafas?', 40],
    ['tienen garrafas de gas', 2],
    ['tienen estacionamiento?', 2, { became: 'person' }],
    ['hola, garrafas tienen?\u001b[31m', 1],
    ['garrafas', 1, { became: 'chosen', chosen: '¿Hacen envíos?' }],
    ['do you sell ice', 1, { bot: null, became: 'person' }],
  );
  const { out } = await run();
  const blocks = out.split('\n\n');
  expect(blocks[0]).toMatch(/^5 {2}2 × by 3 people, last \d{4}-/);
  expect(blocks[0]).toContain('«garrafas» · «hola, garrafas tienen? [31m» · «tienen garrafas de gas»');
  expect(blocks[0]).toContain('2 went no further, 1 more found it in the list · faq');
  expect(blocks[0]).toContain('they chose: «¿Hacen envíos?»');
  expect(blocks[1]).toMatch(/^6 {2}1 ×[^]*«do you sell ice»[^]*1 went to a person · no bot could answer/);
  expect(blocks[2]).toContain('a person answered: «Sí, [2J atrás.»');
  expect(out).not.toContain('\u001b');
  expect(out).not.toMatch(/549341|¿Tenés garrafas/);
  const done = await run('done', '1', '99');
  expect(done).toMatchObject({ code: 1, out: expect.stringContaining('4 marked'), err: expect.stringContaining('99') });
  const left = JSON.parse((await run('--json', '--limit', '1')).out) as object[];
  expect(left).toMatchObject([{ id: 6, words: ['do you sell ice'], ids: [6], bots: [null], answer: null }]);
});

const row = (id: number, words: string, given: Partial<QuestionRow> = {}): QuestionRow => ({
  id,
  channel_id: 'main',
  contact_id: id,
  words,
  bot: 'faq',
  became: null,
  chosen: null,
  state: 'open',
  asked_at: id,
  ...given,
});
const seen = (rows: QuestionRow[], all = false) =>
  questionGroups(rows, { since: 0, all }).map(({ count, words, state }) => [count, words[0], state]);

test('what was dismissed hides what is like it for good, what is done comes back', () => {
  const rows = [row(1, 'tienen garrafas', { state: 'dismissed' }), row(2, 'tienen sillas', { state: 'done' })];
  const later = [...rows, row(3, 'garrafas?'), row(4, 'sillas tienen?')];
  expect(seen(later)).toEqual([[1, 'sillas tienen?', 'open']]);
  expect(seen(later, true)).toEqual([
    [1, 'sillas tienen?', 'open'],
    [1, 'garrafas?', 'dismissed'],
  ]);
  expect(seen(rows, true)).toEqual([
    [1, 'tienen sillas', 'done'],
    [1, 'tienen garrafas', 'dismissed'],
  ]);
});

test('who found it in the list is not counted; who was dismissed before the days that are shown still hides', () => {
  expect(seen([row(1, 'garrafas', { became: 'chosen' })])).toEqual([]);
  const old = [row(1, 'garrafas', { state: 'dismissed' }), row(9, 'tienen garrafas?')];
  expect(questionGroups(old, { since: 5, all: false })).toEqual([]);
});

test('wrong use is said', async () => {
  expect(await run('done')).toMatchObject({ code: 2, err: expect.stringContaining('id') });
});
