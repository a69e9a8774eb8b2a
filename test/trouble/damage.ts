import { closeSync, copyFileSync, openSync, readFileSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { openStore } from '../../src/store/open.ts';

const PAGE = 4_096;

/** A ledger of some hundred pages in this file, closed. */
export async function filled(file: string, seed = 'a'): Promise<void> {
  const store = await openStore(`sqlite:${file}`);
  for (let batch = 0; batch < 10; batch += 1)
    await store.write(async (tx) => {
      for (let n = 0; n < 20; n += 1) {
        const raw = `${seed}${batch}.${n} `.repeat(300);
        await tx
          .insertInto('events')
          .values({ channel_id: 'main', source: 'whatsapp', raw, received_at: n, outcome: 'read' })
          .execute();
        await tx
          .insertInto('meta')
          .values({ key: `${seed}${batch}.${n}`, value: raw.slice(0, 500) })
          .execute();
      }
    });
  await store.close();
}

/** What is written over the pages from `first` on. */
export function overwrite(file: string, first: number, pages: number): void {
  const opened = openSync(file, 'r+');
  writeSync(opened, Buffer.alloc(pages * PAGE, 'damaged '), 0, pages * PAGE, first * PAGE);
  closeSync(opened);
}

/** The log of a run that was killed; the file is left as if it had ended cleanly. */
async function logOfCrash(file: string): Promise<Buffer> {
  const reader = new DatabaseSync(file);
  reader.prepare('select * from meta').get();
  await filled(file, 'b');
  const log = readFileSync(`${file}-wal`);
  reader.close();
  return log;
}

/** What may have become of the file while nothing ran: each leaves it so that it cannot be trusted. */
export const damages: { what: string; does: (file: string) => Promise<void> | void; reason: string }[] = [
  {
    what: 'its beginning is written over',
    does: (file) => overwrite(file, 0, 1),
    reason: 'it is no SQLite database, or its beginning is damaged',
  },
  {
    what: 'a page in its middle is written over',
    does: (file) => overwrite(file, Math.floor(statSync(file).size / PAGE / 2), 1),
    reason: 'the file is damaged',
  },
  {
    what: 'it is cut in half',
    does: (file) => truncateSync(file, statSync(file).size / 2),
    reason: 'the file is damaged',
  },
  {
    what: 'a backup was put in its place, and the log of the old one left beside it',
    async does(file) {
      const backup = `${file}.backup`;
      copyFileSync(file, backup);
      const other = `${file}.other`;
      await filled(other, 'c');
      await filled(other, 'd');
      const log = await logOfCrash(other);
      copyFileSync(backup, file);
      writeFile(`${file}-wal`, log);
    },
    reason: 'the log beside it (-wal) does not fit it',
  },
  {
    what: 'it is gone, and its log is there',
    async does(file) {
      const log = await logOfCrash(file);
      rmSync(file);
      writeFile(`${file}-wal`, log);
    },
    reason: 'the log beside it (-wal) is there, and the file itself is not, or is empty',
  },
];

function writeFile(path: string, bytes: Buffer): void {
  const opened = openSync(path, 'w');
  writeSync(opened, bytes);
  closeSync(opened);
}
