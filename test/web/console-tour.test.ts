import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD } from '../console/desk.ts';
import { englishIn } from '../console/troubled/english.ts';
import { openTroubledOffice, type TroubledOffice } from '../console/troubled/office.ts';
import { openBrowser } from './browser.ts';
import { buildPage } from './build-page.ts';
import { faultsOfLayout, violations } from './checks.ts';
import { serveConsole } from './console-server.ts';
import { faultsOfDialog, faultsOfKeyboard } from './keyboard.ts';

let office: TroubledOffice;
let browser: Browser;
let server: { url: string; close(): void };
beforeAll(async () => {
  await buildPage('console');
  [office, browser] = await Promise.all([
    openTroubledOffice(join(import.meta.dirname, '../../web/dist/console')),
    openBrowser(),
  ]);
  server = await serveConsole(office.desk);
});
afterAll(async () => {
  await browser?.close();
  server?.close();
  await office?.close();
});

/** Every page and part of one, with what is there once it has come. */
const views: [where: string, there: string][] = [
  ['#/now', '[aria-label="ventas"]'],
  ['#/messages', 'a[href="#/people/1"]'],
  ['#/messages?filter=problem', 'a[href="#/people/1"]'],
  ['#/messages?q=env', 'a[href="#/messages/m-given-up"]'],
  ['#/people/1', 'ol li'],
  ['#/messages/m-refused', 'ol li'],
  ['#/problems', 'article'],
  ['#/problems/CAUSE', 'table button'],
  ['#/setup', '[data-verdict]'],
  ['#/reports', 'table'],
  ['#/reports?list=received', 'tbody tr'],
  ['#/reports?list=handoffs', 'tbody tr'],
  ['#/bot', 'textarea'],
  ['#/bot?tab=questions', '[role=tabpanel] h3'],
  ['#/bot?tab=try', 'form'],
  ['#/bot?tab=cost', '[role=tabpanel] p'],
  ['#/bot?tab=eval', 'textarea'],
];

const narrow = { width: 360, height: 740 };
const wide = { width: 1400, height: 900 };

/** What is to be typed. */
const command = /\S*optiatiende\S*( [a-z]+)+/;
/** Texts that people of the office, customers or files said, and names. */
const theirs = /^(¿|\[|.*\b(OptiAtiende|faq\.md)\b)/;

async function look(
  page: Page,
  where: string,
  how: { size: typeof narrow; colorScheme: 'light' | 'dark'; axe?: boolean },
) {
  await page.setViewportSize(how.size);
  await page.emulateMedia({ colorScheme: how.colorScheme });
  const found = [...(how.axe === false ? [] : await violations(page)), ...(await faultsOfLayout(page))];
  const cut = `[...document.querySelectorAll('[role=tablist]')].some((one) => one.scrollWidth > one.clientWidth + 1)`;
  if (await page.evaluate<boolean>(cut)) found.push('tabs are cut');
  return found.map((one) => `${where} at ${how.size.width} ${how.colorScheme}: ${one}`);
}

async function go(page: Page, [where, there]: [string, string], cause: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(where.replace('CAUSE', cause))}`);
  await page.locator(`main ${there}`).first().waitFor();
}

test('what is known of a person is saved as an archive, and taken out once it is asked for by typing', async () => {
  const context = await browser.newContext({ locale: 'es-AR', viewport: narrow, acceptDownloads: true });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  await page.goto(server.url);
  await page.locator('input[name=username]').fill('ana');
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('[data-link=live]').waitFor();
  await go(page, ['#/people/2', '[data-forget]'], '');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Exportar' }).click();
  expect((await saved).suggestedFilename()).toBe('person-2.zip');
  await page.getByText('Bajado.').waitFor();
  expect(await faultsOfDialog(page, '[data-forget]')).toEqual([]);
  await page.getByRole('button', { name: 'Olvidar…' }).press('Enter');
  const field = page.getByLabel('Para confirmar, escribí 0102');
  const really = page.getByRole('dialog').getByRole('button', { name: 'Olvidar', exact: true });
  await field.fill('0101');
  expect(await really.isDisabled()).toBe(true);
  await field.fill('0102');
  expect([...(await violations(page)), ...(await faultsOfLayout(page))]).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByText(/^Olvidada: se vaciaron/).waitFor();
  await page.getByText(/^olvidada el/).waitFor();
  expect(await page.getByText('Bruno Paz').count()).toBe(0);
  await context.close();
}, 240_000);

test('every page, small and large, light and dark, in both languages: nothing is cut, overlaps or keeps anybody out, and all is done with the keyboard', async () => {
  const context = await browser.newContext({ locale: 'es-AR', viewport: narrow, colorScheme: 'dark' });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const thrown: string[] = [];
  page.on('pageerror', (error) => thrown.push(String(error)));
  await page.goto(server.url);
  await page.locator('input[name=username]').waitFor();
  const found = [
    ...(await look(page, 'login', { size: wide, colorScheme: 'light' })),
    ...(await look(page, 'login', { size: narrow, colorScheme: 'dark' })),
  ];
  // By the keyboard alone, and first with a wrong password: one goes on where one was.
  await page.locator('input[name=username]').focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('ana');
  await page.keyboard.press('Tab');
  await page.keyboard.type('no es esta');
  await page.keyboard.press('Enter');
  await page.getByText('El nombre o la contraseña no son correctos.').waitFor();
  found.push(...(await look(page, 'refused', { size: narrow, colorScheme: 'dark' })));
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('[data-link=live]').waitFor();
  const ana = await office.desk.login('ana');
  const { causes } = (await (await ana.get('problems')).json()) as { causes: { id: string }[] };
  const cause = causes[0]?.id ?? '';

  for (const view of views) {
    await go(page, view, cause);
    found.push(...(await look(page, view[0], { size: narrow, colorScheme: 'dark' })));
    found.push(...(await look(page, view[0], { size: wide, colorScheme: 'light' })));
    found.push(...(await faultsOfKeyboard(page)).map((one) => `${view[0]}: ${one}`));
    const lines = await page.evaluate<string[]>(`document.querySelector('main').innerText.split('\\n')`);
    found.push(
      ...lines
        .filter((line) => !theirs.test(line) && englishIn(line.replace(command, '')))
        .map((line) => `${view[0]}, English: ${line}`),
    );
  }
  await go(page, ['#/problems', 'article'], cause);
  found.push(...(await faultsOfDialog(page, 'article [data-drop]')));

  await page.getByRole('button', { name: /^EN/ }).focus();
  await page.keyboard.press('Enter');
  for (const view of views) {
    await go(page, view, cause);
    found.push(...(await look(page, `${view[0]} in English`, { size: narrow, colorScheme: 'light', axe: false })));
    found.push(...(await look(page, `${view[0]} in English`, { size: wide, colorScheme: 'dark' })));
  }
  expect([...found, ...thrown]).toEqual([]);
  await context.close();
}, 300_000);
