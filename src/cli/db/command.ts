import type { Command } from 'commander';
import { systemClock } from '../../clock.ts';
import { loadEnvironment, readSettings } from '../../config.ts';
import { Misconfigured } from '../../errors.ts';
import { filePath, isPostgresUrl, placeOf } from '../../store/address.ts';
import { noteBackup } from '../../store/last-backup.ts';
import { openStore } from '../../store/open.ts';
import { assureLedger, openExisting } from '../database-file.ts';
import { languageOf } from '../language.ts';
import { wordsIn } from '../words/words.ts';

/** `db copy|backup`: the database as a whole. */
export function addDb(program: Command): void {
  const db = program
    .command('db')
    .summary('copy the database to another place, or back it up')
    .description('Works on the database as a whole.');

  db.command('copy')
    .summary('copy all of it into an empty one: a file to a server, or back')
    .description(
      'Copies the whole database, and compares both by the number and a sum of all rows. The service must be stopped. ' +
        'Broken off, the same command goes on where it ended; until then no service starts on the new one.',
    )
    .requiredOption('--from <url>', 'as in DATABASE_URL')
    .requiredOption('--to <url>', 'as in DATABASE_URL; empty, or not there yet where it is a file')
    .addHelpText(
      'after',
      '\nExample:\n  optiatiende db copy --from sqlite:./data/optiatiende.db --to "$NEW_DATABASE_URL"',
    )
    .action(copy);

  db.command('backup')
    .summary('write a whole copy of the SQLite file, also while the service runs')
    .argument('<file>', 'the file to make')
    .addHelpText('after', '\nExample:\n  optiatiende db backup "backup-$(date +%F).db"')
    .action(backup);
}

async function copy({ from, to }: { from: string; to: string }): Promise<void> {
  const { db: words } = wordsIn(languageOf(loadEnvironment()));
  const { copyLedger, CopyRefused } = await import('../../store/copy/copy-ledger.ts');
  const source = await openExisting(from);
  try {
    const target = await openStore(to);
    try {
      const bar = progressBar();
      const copied = await copyLedger({ store: source, place: placeOf(from) }, target, systemClock.now(), (at) =>
        bar.show(words.bar(at.table, at.step, at.rows, at.of), at.rows / Math.max(1, at.of)),
      ).finally(bar.end);
      const rows = [...copied.values()].reduce((sum, count) => sum + count, 0);
      console.log(`${words.copied(rows, copied.size, placeOf(to))}\n${words.next}`);
    } finally {
      await target.close();
    }
  } catch (error) {
    if (error instanceof CopyRefused) throw new Misconfigured(words.refused(error.why, error.table), { cause: error });
    throw error;
  } finally {
    await source.close();
  }
}

async function backup(file: string): Promise<void> {
  const environment = loadEnvironment();
  const { db: words } = wordsIn(languageOf(environment));
  const { databaseUrl } = readSettings(environment);
  if (isPostgresUrl(databaseUrl)) throw new Misconfigured(words.notAFile);
  await assureLedger(databaseUrl);
  const { backupFile } = await import('../../store/backup.ts');
  const { bytes, isUpToDate } = await backupFile(filePath(databaseUrl), file);
  // To open one of an older version would bring it up to date.
  if (isUpToDate) {
    const store = await openStore(databaseUrl);
    await noteBackup(store, systemClock.now()).finally(() => store.close());
  }
  console.log(words.backedUp(file, bytes));
}

const WIDTH = 24;

/** One line that is written over again, at a terminal; elsewhere nothing. */
function progressBar(): { show: (text: string, share: number) => void; end: () => void } {
  const { isTTY } = process.stderr;
  return {
    show(text, share) {
      if (!isTTY) return;
      const done = Math.round(Math.min(1, share) * WIDTH);
      process.stderr.write(`\r\u001b[K[${'█'.repeat(done)}${'·'.repeat(WIDTH - done)}] ${text}`);
    },
    end() {
      if (isTTY) process.stderr.write('\r\u001b[K');
    },
  };
}
