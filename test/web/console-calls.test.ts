import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPerson, PASSWORD } from '../console/desk.ts';
import { eventually, startStack, type Stack } from '../stack.ts';
import { openBrowser } from './browser.ts';
import { buildPage } from './build-page.ts';

let stack: Stack;
let browser: Browser;
let context: BrowserContext;
let at: string;
beforeAll(async () => {
  await buildPage('console');
  stack = await startStack({
    environment: { BOT_FAQ: 'examples/faq.md', CHATWOOT_ACCOUNT_ID: '1' },
    given: { consoleDist: join(import.meta.dirname, '../../web/dist/console') },
  });
  at = `${stack.service.url}/console/`;
  await addPerson(stack.service.store, 'ana', 'operate');
  await stack.sandbox.whatsapp.say({ waId: '5491155550123', name: 'Ana Ríos', text: 'hola' });
  browser = await openBrowser();
  context = await browser.newContext({ locale: 'en-GB' });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  await page.goto(at);
  await page.getByLabel('Name').fill('ana');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('[data-link=live]').waitFor();
  await page.close();
});
afterAll(async () => {
  await browser.close();
  await stack.close();
});

/** What a page asks the service for, besides its own files. */
function callsOf(page: Page): string[] {
  const calls: string[] = [];
  page.on('request', (request) => {
    const [, path] = /\/console\/api\/([^?]*)/.exec(request.url()) ?? [];
    if (path !== undefined) calls.push(path);
  });
  return calls;
}

/** Nothing moves for pages to ask again. */
const quietStream = (page: Page) =>
  page.route('**/console/api/live', (route) =>
    route.fulfill({ contentType: 'text/event-stream', body: 'retry: 600000\nevent: ping\ndata: null\n\n' }),
  );

test.each([
  ['now', 'main figure svg', ['now']],
  ['messages', 'main ul a', ['channels', 'people']],
  ['people/1', 'main ol li', ['people/1']],
  ['problems', 'main', ['problems']],
  ['setup', 'main section', ['acts', 'setup']],
  ['reports', 'main dl', ['reports']],
  ['bot', 'main textarea', ['bot', 'bot/file']],
])('%s is shown after who is logged in and one or two questions, however much there is', async (hash, shown, asked) => {
  const page = await context.newPage();
  const calls = callsOf(page);
  await quietStream(page);
  await page.goto(`${at}#/${hash}`);
  await page.locator(shown).first().waitFor();
  const wanted = ['session', ...asked].toSorted();
  const made = () => calls.filter((path) => path !== 'live').toSorted();
  await eventually(() => made().length >= wanted.length);
  expect(made()).toEqual(wanted);
  await page.close();
});

test('however many things move at once, a page asks and draws once for all of them', async () => {
  const page = await context.newPage();
  const calls = callsOf(page);
  const moved = Array.from(
    { length: 50 },
    (_, n) => `id: ${n + 1}\nevent: moved\ndata: {"contacts":[1],"all":false}\n\n`,
  );
  let streams = 0;
  const { promise: isShown, resolve: show } = Promise.withResolvers<void>();
  await page.route('**/console/api/live', async (route) => {
    streams += 1;
    await isShown;
    const body = streams === 1 ? `retry: 600000\n${moved.join('')}` : 'event: ping\ndata: null\n\n';
    await route.fulfill({ contentType: 'text/event-stream', body });
  });
  await page.clock.install();
  await page.goto(`${at}#/messages`);
  await page.locator('main ul a').first().waitFor();
  show();
  // The stream is at its end: all that it told has been heard.
  await page.locator('[data-link=lost]').waitFor();
  const asked = () => calls.filter((path) => path === 'people').length;
  await page.clock.fastForward(5_000);
  await eventually(() => asked() === 2);
  await page.clock.fastForward(5_000);
  await page.evaluate('fetch("api/session").then((answer) => answer.text())');
  expect(asked()).toBe(2);
  await page.close();
});
