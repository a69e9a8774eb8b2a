import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { pause } from '../../src/clock.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { openBrowser } from '../../test/web/browser.ts';
import { buildPage } from '../../test/web/build-page.ts';
import type { Measurement, Size } from '../measurement.ts';
import { ask, end, said, start } from '../processes/child.ts';
import { median } from '../report/median.ts';
import { fact, goal, ms, whole, type Row } from '../report/row.ts';
import { chatter } from '../worlds/chatter.ts';
import { listAfter, pages, shownAfter, watched, type Evenness } from '../worlds/console-page.ts';
import { temporaryFolder } from '../worlds/folder.ts';
import { makeOffice, tinyOffice, wholeOffice } from '../worlds/office.ts';

const NAME = 'bench';
const PASSWORD = 'a password of the benchmark';
const PER_SECOND = 50;
/** Three frames in a row that are not drawn are seen. Milliseconds. */
const SEEN_MS = 50;
/** So long nothing that pages ask may hold up the service. */
const HELD_MS = 50;
const livePages = [
  ['conversations', '#/messages', 20],
  ['now', '#/now', 10],
  ['reports', '#/reports', 10],
] as const;
/** The list of which a filter makes another one, and what a search finds. */
const ROWS = 'main section ul';

export const consolePages: Measurement = {
  name: 'console',
  title: 'the operator’s pages on 10,000 people and a million messages',
  how: `
A SQLite ledger of 10,000 people with 1,000,000 messages, 20,000 hand-overs and 2,000 problems (\`bench/worlds/office.ts\`), a service on it in a
process of its own between a sandbox's WhatsApp and Chatwoot, and a Chromium without a window on the same machine, logged in.

- **First paint**: from the start of loading until what the page was opened for is painted; the median of five, each in a tab of its own. All of
  the ledger is counted before: of a never counted one the report says up to when it is (\`never counted\`: the first one after the start).
- **A filter**: from the key until the list that it asks for is painted; the median of all of them, each after another one.
- **Live**: 50 customers' messages a second for 20 s, each answered by a bot and registered in Chatwoot, with the list of conversations
  open, then 10 s each with _Now_ and the reports; frames drawn meanwhile, work of more than 50 ms in the page, and the longest time in
  which the service's process did nothing else. Beside it the same of a page and a process on which nothing happens.`,
  measure: (size) => measureConsole(size),
};

async function measureConsole(size: Size): Promise<Row[]> {
  const isWhole = size === 'whole';
  const office = isWhole ? wholeOffice : tinyOffice;
  const folder = temporaryFolder();
  const file = join(folder.path, 'office.db');
  await makeOffice(file, Date.now(), office);
  await buildPage('console');
  const sandbox = await startSandbox();
  const child = start('console-child.ts', {
    args: [NAME, PASSWORD],
    env: {
      ...sandbox.settings,
      DATABASE_URL: `sqlite:${file}`,
      ...{ PORT: '0', LOG_LEVEL: process.env['BENCH_LOG'] ?? 'silent', BOT_WAIT: '0', BOT_PER_HOUR: '0' },
      // Nobody of those in the ledger is known to this Chatwoot.
      ...{ CHATWOOT_CABLE: 'false', SWEEP_REQUESTS_PER_MINUTE: '0', RETENTION_DAYS: '60' },
    },
  });
  const browser = await openBrowser();
  try {
    const { url, webhook } = await said<{ url: string; webhook: string }>(child);
    sandbox.setWebhook(webhook);
    const stall = async () => (await ask<{ stallMs: number }>(child)).stallMs;
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1400, height: 900 } });
    const at = `${url}/console/`;
    await logIn(context, at);
    await stall();
    await pause(isWhole ? 3_000 : 20);
    const idle = await stall();
    const noStall = (what: string, held: number): Row =>
      goal(what, `idle: ${ms(idle)}`, ms(held), `≤ ${HELD_MS} ms above idle`, held <= idle + HELD_MS);
    const rows: Row[] = [fact(`A ledger of ${whole(office.messages)} messages`, '', `${whole(office.people)} people`)];
    const first = await shownAfter(context, `${at}#/reports`, 'main dl dd');
    rows.push(goal('First paint: reports, never counted', '', ms(first), '< 1,000 ms', first < 1_000));
    rows.push(noStall('The longest stall of the service meanwhile', await stall()));
    while (!(await isCounted(context, url))) await pause(isWhole ? 2_000 : 20);
    await stall();
    for (const [name, hash, selector] of isWhole ? pages : pages.slice(0, 2)) {
      const took: number[] = [];
      for (let n = 0; n < (isWhole ? 5 : 1); n += 1) took.push(await shownAfter(context, at + hash, selector));
      rows.push(goal(`First paint: ${name}`, '', ms(median(took)), '< 1,000 ms', median(took) < 1_000));
    }
    rows.push(...(await filters(context, at)));
    rows.push(noStall('The longest stall of the service, all of these', await stall()));
    for (const [name, hash, seconds] of isWhole ? livePages : [['now', '#/now', 0.2] as const])
      rows.push(...(await live({ context, address: at + hash, webhook, stall, name, seconds })));
    return rows;
  } finally {
    await browser.close();
    await end(child);
    await sandbox.close();
    folder.remove();
  }
}

async function logIn(context: BrowserContext, at: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(at);
  await page.getByLabel('Name').fill(NAME);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('[data-link=live]').waitFor();
  await page.close();
}

async function isCounted(context: BrowserContext, url: string): Promise<boolean> {
  const answer = await context.request.get(`${url}/console/api/reports`);
  return ((await answer.json()) as { countedTo: number | null }).countedTo === null;
}

/** Each filter of the list, and a search by name and by the end of a number. */
async function filters(context: BrowserContext, at: string): Promise<Row[]> {
  const page = await context.newPage();
  await page.goto(`${at}#/messages`);
  await page.locator(`${ROWS} li`).first().waitFor();
  const took: number[] = [];
  const choice = page.locator('main select').first();
  const count = await choice.locator('option').count();
  for (let n = 1; n < count; n += 1) {
    await choice.focus();
    took.push(await listAfter(page, ROWS, () => page.keyboard.press('ArrowDown')));
  }
  const searches: number[] = [];
  for (const words of ['Persona 1', '0123', 'mañana']) {
    await page.getByRole('searchbox').fill(words);
    searches.push(await listAfter(page, ROWS, () => page.keyboard.press('Enter')));
  }
  await page.close();
  const row = (what: string, all: number[]) =>
    goal(what, '', `median ${ms(median(all))}, at most ${ms(Math.max(...all))}`, '< 200 ms', Math.max(...all) < 200);
  return [row('A filter: from the key to the rows', took), row('A search: from the key to the first rows', searches)];
}

interface Live {
  context: BrowserContext;
  address: string;
  webhook: string;
  stall: () => Promise<number>;
  name: string;
  seconds: number;
}

async function live({ context, address, webhook, stall, name, seconds }: Live): Promise<Row[]> {
  const page = await context.newPage();
  await page.goto(address);
  await page.locator('[data-link=live]').waitFor();
  await pause(1_000);
  const during = async (): Promise<Evenness & { stall: number }> => {
    await stall();
    const told = await watched(page);
    await pause(seconds * 1_000);
    return { ...(await told()), stall: await stall() };
  };
  const idle = await during();
  const stop = chatter(webhook, PER_SECOND, `live-${name}-`);
  const busy = await during();
  const taken = await stop();
  await page.close();
  const what = `Live, ${name}, ${PER_SECOND} messages/s`;
  const gaps = ({ p99, longest }: Evenness) => `99 of 100 within ${ms(p99)}, longest ${ms(longest)}`;
  const tasks = ({ longTasks, longestTask }: Evenness) => `${longTasks}, longest ${ms(longestTask)}`;
  return [
    fact(`${what}: taken in ${seconds} s`, whole(PER_SECOND * seconds), whole(taken)),
    goal(`${what}: between two frames`, gaps(idle), gaps(busy), `99 of 100 ≤ ${SEEN_MS} ms`, busy.p99 <= SEEN_MS),
    goal(`${what}: work over 50 ms in the page`, tasks(idle), tasks(busy), 'none over 100 ms', busy.longestTask <= 100),
    goal(
      `${what}: longest stall of the service`,
      ms(idle.stall),
      ms(busy.stall),
      `≤ ${HELD_MS} ms above idle`,
      busy.stall <= idle.stall + HELD_MS,
    ),
  ];
}
