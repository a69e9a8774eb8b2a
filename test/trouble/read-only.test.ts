import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDesk } from '../cli/run.ts';
import { filled } from './damage.ts';

/** The superuser may write everywhere: without these rights it is like anybody else. */
const asAnybody = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : [];

test.each([
  {
    what: 'the file may only be read',
    close: (file: string) => chmodSync(file, 0o400),
    says: 'this user may only read the file',
  },
  { what: 'nor that', close: (file: string) => chmodSync(file, 0), says: 'this user may not read the file' },
  {
    what: 'its folder may only be read',
    close: (file: string) => chmodSync(dirname(file), 0o500),
    says: 'this user may not write in its folder, where SQLite keeps its log',
  },
  {
    what: 'it is a folder',
    close: (file: string) => {
      rmSync(file);
      mkdirSync(file);
    },
    says: 'it is a folder',
  },
  {
    what: 'the folder is not there and cannot be made',
    close: (file: string) => {
      rmSync(dirname(file), { recursive: true });
      chmodSync(dirname(dirname(file)), 0o500);
    },
    says: 'its folder is not there and cannot be made',
  },
])('$what: a start says so, names the file and what to do, and ends', async ({ close, says }) => {
  const desk = openDesk();
  const home = join(desk.folder, 'home');
  const file = join(home, 'data', 'ledger.db');
  onTestFinished(async () => {
    chmodSync(home, 0o700);
    if (existsSync(dirname(file))) chmodSync(dirname(file), 0o700);
    await desk.close();
  });
  await filled(file);
  close(file);
  const running = desk.start(['serve'], { DATABASE_URL: `sqlite:${file}`, PORT: '0' }, asAnybody);
  expect(await running.ended).toBe(2);
  expect(running.err().trim().split('\n')).toEqual([
    expect.stringMatching(new RegExp(`^DATABASE_URL: the database ${file} cannot be used: ${says}\\. .{20,}`)),
  ]);
});
