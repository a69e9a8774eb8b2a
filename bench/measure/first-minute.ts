import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { openBrowser } from '../../test/web/browser.ts';
import type { Measurement } from '../measurement.ts';
import { fact, goal, type Row } from '../report/row.ts';
import { temporaryFolder } from '../worlds/folder.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const AIM_MS = 60_000;

export const firstMinute: Measurement = {
  name: 'first-minute',
  title: 'the README’s first minute: from the clone to the first answer seen',
  how: `
What somebody does who has read the first lines of the README: \`git clone\` (here of the commit at hand, from the disk), \`npm start\`, the page in a
browser (Chromium, opened before), a click on the question that it offers, and the bot's answer on the phone. \`npm start\` installs the packages
itself where they are missing; what that takes depends on the line, so it is done before and counted apart.`,
  // As small as this can be is all of it.
  measure: measureFirstMinute,
};

async function measureFirstMinute(): Promise<Row[]> {
  const folder = temporaryFolder();
  const clone = join(folder.path, 'optiatiende');
  const browser = await openBrowser();
  let service: ChildProcess | null = null;
  try {
    const cloned = await timed(() => run('git', ['clone', '--quiet', '--no-hardlinks', root, clone]));
    const env = ownEnvironment();
    const installed = await timed(() => run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: clone, env }));
    const from = performance.now();
    const started = spawn('npm', ['start'], { cwd: clone, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    service = started;
    const url = await opened(started);
    const ready = performance.now() - from;
    const page = await browser.newPage({ locale: 'es-AR' });
    page.setDefaultTimeout(60_000);
    await page.goto(url);
    await page.getByRole('button', { name: '¿Hacen envíos?' }).first().click();
    await page.locator('[data-from=business]').first().waitFor();
    const answered = performance.now() - from;
    const whole = cloned + answered;
    return [
      fact('git clone', '', seconds(cloned)),
      fact('npm ci, apart', '', seconds(installed)),
      fact('npm start, until it says where the page is', '', seconds(ready)),
      fact('From there until the first answer is seen', '', seconds(answered - ready)),
      goal('From the clone to the first answer, without npm ci', '', seconds(whole), '≤ 60 s', whole <= AIM_MS),
    ];
  } finally {
    if (service) await ended(service);
    await browser.close();
    folder.remove();
  }
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Nothing of this run's: neither its Node nor the operator's settings. */
function ownEnvironment(): Record<string, string> {
  const path = (process.env['PATH'] ?? '').split(':').filter((one) => !one.includes('node_modules'));
  return { PATH: path.join(':'), HOME: process.env['HOME'] ?? '', LANG: 'es_AR.UTF-8' };
}

/** Gives the page's address once it is told. @throws Error where it ends before */
function opened(service: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    for (const stream of [service.stdout, service.stderr])
      if (stream)
        createInterface(stream).on('line', (line) => {
          said.push(line);
          const [url] = /http:\/\/\S+/.exec(line) ?? [];
          if (url) resolve(url);
        });
    service.once('exit', () => reject(new Error(`npm start ended: ${said.slice(-5).join(' / ')}`)));
  });
}

/** With all that it started. */
async function ended(service: ChildProcess): Promise<void> {
  if (service.exitCode !== null || service.pid === undefined) return;
  const gone = once(service, 'exit');
  process.kill(-service.pid, 'SIGTERM');
  await gone;
}
