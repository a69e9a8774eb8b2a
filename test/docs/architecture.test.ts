import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
