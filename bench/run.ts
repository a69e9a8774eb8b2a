import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureLedger } from './big-ledger.ts';
import { measureCustomerWay } from './customer-way.ts';
import { measureFiles } from './files.ts';
import { measureHistory } from './history.ts';
import { measureIntake } from './intake.ts';
import { measureLargeBody } from './large-body.ts';
import { machine } from './machine.ts';
import { measureMemory } from './memory.ts';
import { measurePeople } from './people.ts';
import { results } from './results.ts';
import { table } from './row.ts';
import { customerRows, historyRows, intakeRows, ledgerRows, memoryRows, peopleRows } from './rows.ts';
import { fileRows, largeBodyRows } from './weight-rows.ts';

/** `npm run bench`: measures everything in one run, prints the table and keeps it. Exit code 1 where something is not reached. */
const where = machine();
const start = performance.now();

async function step<T>(name: string, measure: () => Promise<T>): Promise<T> {
  console.error(`${((performance.now() - start) / 1_000).toFixed(0).padStart(4)} s  ${name} …`);
  return await measure();
}

const intake = await step('durable intake against a bare server', measureIntake);
const memory = await step('memory with 100,000 waiting jobs', measureMemory);
const files = await step('16 files of 100 MB, each way', () => measureFiles());
const largeBody = await step('one body of 26,789 messages', measureLargeBody);
const way = await step('from the webhook to WhatsApp', measureCustomerWay);
const history = await step('requests and bytes by history', measureHistory);
const people = await step('50 people', measurePeople);
const ledger = await step('a ledger of a million messages', measureLedger);

const rows = [
  ...historyRows(history),
  ...customerRows(history, way),
  ...peopleRows(people),
  ...intakeRows(intake),
  ...memoryRows(memory),
  ...ledgerRows(ledger),
  ...fileRows(files),
  ...largeBodyRows(largeBody),
];
const text = table(rows);
const seconds = (performance.now() - start) / 1_000;
console.log(`\n${text}\n\n${where}; ${seconds.toFixed(0)} s`);
writeFileSync(join(import.meta.dirname, 'RESULTS.md'), results(text, where, new Date(), seconds));

const missed = rows.filter((row) => !row.reached);
for (const { what, ours, reach } of missed) console.error(`missed: ${what}: ${ours}, to reach: ${reach}`);
process.exit(missed.length > 0 ? 1 : 0);
