import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChaos, type Progress } from './chaos.ts';
import { readArguments, USAGE } from './options.ts';
import { shown } from './show.ts';

/** `npm run chaos`: see `USAGE`. */
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
const asked = readAsked();
const folder = asked.folder ?? mkdtempSync(join(tmpdir(), 'optiatiende-chaos-'));
let isWrong = false;
for (const run of asked.runs) {
  const own = { ...run, folder: join(folder, run.store) };
  console.log(
    `${run.store}: ${run.exchanges} exchanges of ${run.people} people, seed ${run.seed}; logs in ${own.folder}`,
  );
  let last = 0;
  const tell = ({ seconds, said, sent, open }: Progress) => {
    if (seconds - last < 5) return;
    last = seconds;
    console.error(`${seconds.toFixed(0).padStart(5)} s  said ${said}, sent ${sent}, to be done ${open}`);
  };
  const result = await runChaos(own, tell);
  console.log(shown(result, own));
  isWrong ||= result.findings.length > 0;
}
process.exit(isWrong ? 1 : 0);

function readAsked(): ReturnType<typeof readArguments> {
  try {
    return readArguments(process.argv.slice(2), () => Math.floor(Math.random() * 1_000_000));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exit(2);
  }
}
