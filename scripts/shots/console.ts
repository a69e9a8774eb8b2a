import type { BrowserContext, Page } from 'playwright-core';
import { looks, type Camera, type Look } from './look.ts';
import { openOffice, PASSWORD } from './office.ts';

const pages = ['now', 'messages', 'problems', 'setup', 'reports', 'bot'] as const;
/** Further addresses, as one comes to them. */
const further = [
  ['search', '#/messages?q=Ana'],
  ['bot-questions', '#/bot?tab=questions'],
  ['bot-try', '#/bot?tab=try'],
  ['bot-eval', '#/bot?tab=eval'],
  ['reports-list', '#/reports?list=handoffs'],
] as const;
/** States other than the full one are the same in every colour: two looks, of which each has all of the other's not. */
const two: readonly Look[] = [
  { width: 1400, scheme: 'light', language: 'es' },
  { width: 360, scheme: 'dark', language: 'en' },
];

/** The console: each page in every look, and each state there is. */
export async function consoleShots(camera: Camera): Promise<void> {
  const full = await openOffice(true);
  for (const look of looks) {
    const { context, page } = await camera.open(look);
    await page.goto(full.url);
    await page.locator('input[type=password]').waitFor();
    await camera.take(page, 'login', look);
    await logIn(page, 'ana');
    for (const name of pages) await shot(camera, page, look, name, `#/${name}`);
    for (const [name, hash] of further) await shot(camera, page, look, name, hash);
    await throughMessages(camera, page, look);
    await context.close();
  }
  for (const look of two) await states(camera, look, full.url);
  await full.close();
  const empty = await openOffice(false);
  for (const look of two) {
    const { context, page } = await camera.open(look);
    await page.goto(empty.url);
    await logIn(page, 'ana');
    for (const name of pages) await shot(camera, page, look, `empty-${name}`, `#/${name}`);
    await context.close();
  }
  await empty.close();
}

async function logIn(page: Page, name: string): Promise<void> {
  await page.locator('input:not([type=password])').fill(name);
  await page.locator('input[type=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('[data-link=live]').waitFor();
}

async function shot(camera: Camera, page: Page, look: Look, name: string, hash: string): Promise<void> {
  await page.goto(new URL(hash, page.url()).href);
  await settled(page);
  // A list of fifty is long, and its rows are alike.
  await camera.take(page, name, look, !(await page.locator('main ul li').nth(20).isVisible()));
}

/** Nothing is asked for any more, but the stream. */
async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(400);
  await page
    .locator('main [role=status]', { hasText: /^(Cargando|Loading)/ })
    .first()
    .waitFor({ state: 'detached' });
}

/** A person, and what happened to their message. */
async function throughMessages(camera: Camera, page: Page, look: Look): Promise<void> {
  await page.goto(new URL('#/messages', page.url()).href);
  await page.getByRole('link', { name: /Luis Hern/ }).click();
  await page.locator('main ol li').first().waitFor();
  await camera.take(page, 'person', look, true);
  await page.locator('main ol li a[href^="#/messages/"]').last().click();
  await page.locator('main blockquote').first().waitFor();
  await camera.take(page, 'way', look, true);
}

/** Loading, a fault of the service, nobody there, and a role that may look only. */
async function states(camera: Camera, look: Look, url: string): Promise<void> {
  const { context, page } = await camera.open(look);
  await page.goto(url);
  await logIn(page, 'beto');
  for (const name of pages) await shot(camera, page, look, `see-${name}`, `#/${name}`);
  for (const [state, answer] of Object.entries(answers)) {
    await page.goto('about:blank');
    await answer(context);
    for (const name of ['messages', 'reports'] as const) {
      await page.goto(`${url}#/${name}`);
      await page
        .locator(`main [role=${state === 'error' ? 'alert' : 'status'}]`)
        .first()
        .waitFor();
      await camera.take(page, `${state}-${name}`, look);
    }
    await context.unrouteAll({ behavior: 'ignoreErrors' });
  }
  await page.goto(`${url}#/now`);
  await page.locator('main figure').first().waitFor();
  await context.setOffline(true);
  await page.evaluate(`location.hash = '#/messages'`);
  await page.locator('main [role=alert]').first().waitFor();
  await camera.take(page, 'offline-messages', look);
  await context.close();
}

/** Everything but who is logged in and the stream. */
const asked = /\/console\/api\/(?!session|live)/;
const answers: Record<string, (context: BrowserContext) => Promise<unknown>> = {
  loading: (context) => context.route(asked, () => undefined),
  error: (context) => context.route(asked, (route) => route.fulfill({ status: 500, json: { error: 'broken' } })),
};
