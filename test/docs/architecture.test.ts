import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nextHandoff, type Handoff, type HandoffEvent } from '../../src/handoff/state.ts';
import { sql } from '../../src/store/sql.ts';
import { emptyStore, type TestStore } from '../store/databases.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const page = read('docs/ARCHITECTURE.md');

/** The rows of the table with this head, as cells; escapes of Markdown taken off. */
function rowsUnder(head: string): string[][] {
  const tables = page.split(/\n\n+/).map((part) => part.split('\n').filter((line) => line.startsWith('|')));
  const cells = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  const table = tables.find(([first]) => first !== undefined && cells(first).join(' | ') === head);
  if (!table) throw new Error(`the page has no table with the head ${head}`);
  return table.slice(2).map(cells);
}

let opened: TestStore;
beforeAll(async () => void (opened = await emptyStore()));
afterAll(() => opened.close());

test('it fits in 250 lines', () => {
  expect(page.split('\n').length).toBeLessThanOrEqual(251);
});

test('every path that it names is there', () => {
  const named = [...page.matchAll(/`((?:[\w-]+\/)+[\w.-]*|[\w-]+\.ts)`/g)].map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(80);
  const missing = named.filter((path) => !['', 'src/'].some((folder) => existsSync(new URL(folder + path, root))));
  expect([...new Set(missing)]).toEqual([]);
});

test('its folders stand in the order that the layout test keeps', () => {
  const [, flow] = /const flow =\s*'([^']+)'/.exec(read('test/layout.test.ts')) ?? [];
  expect(flow).toBeDefined();
  expect(page).toContain(`\n    ${flow}\n`);
});

test('its log lines are the ones of the code', () => {
  const sources = readdirSync(new URL('src', root), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => read(`src/${path}`))
    .join('\n');
  const lines = rowsUnder('Seen in the ledger | It is at | Last log line of it').flatMap(([, , said = '']) =>
    [...said.matchAll(/"([^"]+)"/g)].map(([, line = '']) => line),
  );
  expect(lines.length).toBeGreaterThan(12);
  expect(lines.filter((line) => !sources.includes(`'${line}'`))).toEqual([]);
});

test('every table and column that it explains exists, and every table is explained', async () => {
  const tables = await opened.store.db.introspection.getTables();
  const rows = rowsUnder('Table | Column | Meaning');
  for (const [table = '', columns = ''] of rows) {
    const known = tables.find(({ name }) => `\`${name}\`` === table)?.columns.map(({ name }) => name);
    expect(known, table).toBeDefined();
    const named = [...columns.matchAll(/`(\w+)`/g)].map(([, column]) => column);
    expect(known).toEqual(expect.arrayContaining(named));
  }
  expect([...new Set(rows.map(([table]) => table))].toSorted()).toEqual(
    tables.map(({ name }) => `\`${name}\``).toSorted(),
  );
});

test('its SQL runs on the ledger', async () => {
  const [, code = ''] = /```sql\n([\s\S]*?)```/.exec(page) ?? [];
  const statements = code
    .replace(/^--.*$/gm, '')
    .split(';')
    .map((text) => text.trim())
    .filter((text) => text !== '');
  expect(statements.length).toBeGreaterThan(6);
  for (const statement of statements) await sql.raw(statement).execute(opened.store.db);
});

describe('the handoff table', () => {
  const rows = rowsUnder('state | event | becomes');
  const now = 1_000_000_000;
  const options = { now, quietHours: 8 };
  const until = now + 8 * 3_600_000;
  const bot: Handoff = { by: 'bot', reason: null, since: null, until: null };
  const human: Handoff = { by: 'human', reason: 'bot_handed_off', since: now - 5_000, until: now + 5_000 };
  const reason = 'bot_failed';

  /** What an event's words mean: the event, and the state it meets where they say so. */
  const events: Record<string, { event: HandoffEvent; meets?: Handoff[] }> = {
    handed_off: { event: { type: 'handed_off', reason } },
    person_replied: { event: { type: 'person_replied' } },
    given_back: { event: { type: 'given_back' } },
    time_passed: { event: { type: 'time_passed' } },
    'time_passed, before `until`': {
      event: { type: 'time_passed' },
      meets: [
        { ...human, until: now + 1 },
        { ...human, until: null },
      ],
    },
    'time_passed, at or after `until`': {
      event: { type: 'time_passed' },
      meets: [
        { ...human, until: now },
        { ...human, until: now - 1 },
      ],
    },
  };
  const becomes: Record<string, (before: Handoff) => Handoff> = {
    bot: () => bot,
    human: (before) => before,
    "human, with the event's reason": () => ({ by: 'human', reason, since: now, until }),
    'human, `answered_on_phone`': () => ({ by: 'human', reason: 'answered_on_phone', since: now, until }),
    'human, the quiet time begins anew': (before) => ({ ...before, until }),
    'human, reason and since kept, the quiet time begins anew': (before) => ({ ...before, until }),
  };
  const named = (words: string) => (words in events ? [words] : words.split(', '));

  test.each(rows)('%s, %s → %s', (state = '', said = '', after = '') => {
    for (const words of named(said)) {
      const one = events[words];
      const expected = becomes[after];
      if (!one || !expected) throw new Error(`this test does not know "${words}" → "${after}"`);
      for (const before of one.meets ?? [state === 'bot' ? bot : human]) {
        expect(before.by).toBe(state);
        expect(nextHandoff(before, one.event, options)).toEqual(expected(before));
      }
    }
  });

  test('has a row for each event in each state, and is the one of the code', () => {
    const pairs = rows.flatMap(([state, said = '']) => named(said).map((words) => `${state} ${words.split(',')[0]}`));
    const types = ['handed_off', 'person_replied', 'given_back', 'time_passed'];
    expect([...new Set(pairs)].toSorted()).toEqual(
      ['bot', 'human'].flatMap((by) => types.map((t) => `${by} ${t}`)).toSorted(),
    );
    const inCode = [...read('src/handoff/state.ts').matchAll(/^ \* \| (.+) \|$/gm)].map(([, row]) => row);
    expect(rows.map((cells) => cells.join(' | '))).toEqual(inCode.slice(1));
  });
});
