import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { all } from './all.ts';
import type { Measurement } from './measurement.ts';
import { commit, load, machine } from './report/machine.ts';
import { results, type Section } from './report/results.ts';
import { failed, table, type Row } from './report/row.ts';

/**
 * `npm run bench`: measures everything, one after the other; `npm run bench -- NAME …` what is named. Prints the tables and keeps them in
 * `RESULTS.md`. Exit code 1 where an aim was missed or something could not be measured, 2 where a name is unknown.
 */
const names = process.argv.slice(2);
const unknown = names.filter((name) => all.every((one) => one.name !== name));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}. There are:`);
  for (const { name, title } of all) console.error(`  ${name.padEnd(12)} ${title}`);
  process.exit(2);
}

// Ends as usual, so that what was made for it is removed.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const page = join(import.meta.dirname, 'RESULTS.md');
const start = performance.now();
const missed: Row[] = [];

for (const measurement of all) {
  if (names.length > 0 && !names.includes(measurement.name)) continue;
  const section = await measured(measurement);
  console.log(`\n${section.name}: ${section.title}\n\n${table(section.rows)}`);
  missed.push(...section.rows.filter((row) => !row.reached));
  // Kept at once: whatever happens later, what was measured is not lost.
  const before = existsSync(page) ? readFileSync(page, 'utf8') : '';
  const order = all.map(({ name }) => name);
  writeFileSync(page, results(before, order, [section]));
}

console.error(`\n${((performance.now() - start) / 1_000).toFixed(0)} s in all`);
for (const { what, ours, reach } of missed) console.error(`missed: ${what}: ${ours}; to reach: ${reach}`);
process.exit(missed.length > 0 ? 1 : 0);

/** What cannot be measured is a missed aim, and no reason to leave out the rest. */
async function measured(measurement: Measurement): Promise<Section> {
  const { name, title, how } = measurement;
  const from = performance.now();
  const before = load();
  console.error(`${((from - start) / 1_000).toFixed(0).padStart(4)} s  ${name}: ${title} …`);
  let rows: Row[];
  try {
    rows = await measurement.measure('whole');
  } catch (error) {
    console.error(error);
    rows = [failed(title, error)];
  }
  const seconds = ((performance.now() - from) / 1_000).toFixed(0);
  const at = new Date().toISOString().slice(0, 16).replace('T', ' ');
  const when = `${at} UTC, commit ${commit()}, in ${seconds} s; load of the machine before: ${before}; ${machine()}`;
  return { name, title, how, rows, when };
}
