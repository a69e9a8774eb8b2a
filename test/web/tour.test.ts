import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { buildPage } from './build-page.ts';
import { canBeReached, faultsOfLayout, violations } from './checks.ts';
import { openPage } from './open-page.ts';
import { toldAnew } from './told-anew.ts';
import { openWholeSandbox, type WholeSandbox } from './whole-sandbox.ts';

let sandbox: WholeSandbox;
let browser: Browser;

beforeAll(async () => {
  await buildPage();
  [sandbox, browser] = await Promise.all([openWholeSandbox(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await sandbox?.close();
});

const step = (page: Page, name: string) => page.locator(`[data-step=${name}]`).waitFor();
const nothingWaits = (page: Page) => page.locator('[data-waiting="0"]:visible').first().waitFor();

test.each([
  ['Spanish on a phone, dark', 360, 740, 'es-AR', 'dark'],
  ['English on a desk, light', 1400, 900, 'en-GB', 'light'],
] as const)(
  'the tour is finished with the keyboard alone, in %s; nothing overlaps, is cut, or keeps anybody out',
  async (...how) => {
    const [, width, height, locale, colorScheme] = how;
    const english = locale === 'en-GB';
    const narrow = width < 760;
    const options = { viewport: { width, height }, locale, colorScheme };
    const { page, draft, close } = await openPage(browser, sandbox.url, { ...options, tour: true });
    const found: string[] = [];
    const look = async (where: string) => {
      const all = [...(await violations(page)), ...(await faultsOfLayout(page))];
      found.push(...all.map((one) => `${where}: ${one}`));
    };
    const press = (name: string | RegExp) =>
      page.getByRole('button', { name, exact: true, disabled: false }).press('Enter');
    const go = (pane: string) => page.getByRole('tab', { name: pane }).click();

    await look('write');
    await draft.press('h');
    await draft.pressSequentially('ola');
    await draft.press('Enter');
    await step(page, 'registered');
    if (narrow) await press('Ir a Chatwoot');
    await press(english ? 'Seen' : 'Visto');
    await step(page, 'take');
    await look('take');
    await press(english ? 'Assign to me' : 'Asignarme');
    await step(page, 'answer');
    await page.locator('#desk-draft').pressSequentially('Buenas');
    await page.locator('#desk-draft').press('Enter');
    await step(page, 'break');
    await press(english ? 'Break Chatwoot' : 'Romper Chatwoot');
    if (narrow) await press('Ir a Teléfono');
    await draft.pressSequentially('¿Hay alguien?');
    await draft.press('Enter');
    await step(page, 'mend');
    await look('mend');
    if (narrow) await go('Fallas');
    else await go('Faults');
    await page.locator('[data-waiting]:not([data-waiting="0"]):visible').first().waitFor();
    await look('faults');
    await press(english ? 'Mend Chatwoot' : 'Arreglar Chatwoot');
    await step(page, 'done');
    await nothingWaits(page);
    await go(english ? 'What travels' : 'Qué viaja');
    await page.locator('[data-call=register] summary').last().press('Enter');
    await page.locator('[data-ledger] dl').waitFor();
    await look('travel');
    expect(found).toEqual([]);
    await close();
  },
  240_000,
);

test('killed in the middle the service comes back, with a dead bot a person is called; nothing is lost or doubled', async () => {
  const { page, write, answers, desk, close } = await openPage(browser, sandbox.url);
  const faults = page.getByRole('tab', { name: 'Fallas' });
  await write('hola');
  await answers.first().waitFor();
  await faults.click();
  await page.getByRole('button', { name: 'Matarlo (kill -9)' }).click();
  await page.locator('[data-service=starting]').waitFor();
  await write('¿hacen envíos?');
  await page.locator('[data-service=running]').waitFor();
  await answers.nth(1).waitFor();
  await desk.locator('[data-author=bot]').nth(1).waitFor();
  await nothingWaits(page);
  await page.getByText('Nada: está todo en los dos lados.').waitFor();
  expect(await answers.count()).toBe(2);

  await page.getByRole('switch', { name: 'Bot muerto' }).click();
  await page.getByRole('tab', { name: /Fallas.*1/ }).waitFor();
  await write('¿y los sábados?');
  await desk.locator('[data-author=notice]').first().waitFor();
  await page.getByRole('button', { name: 'Apagar todo' }).click();
  await page.getByText('Ninguna encendida').waitFor();
  await close();
}, 240_000);

test('above a flood it is said why it goes at an even pace, and no more once it is through', async () => {
  const { page, write, close } = await openPage(browser, sandbox.url);
  const paced = page.getByText('Salen a ritmo parejo a propósito').filter({ visible: true }).first();
  const { faults } = sandbox.world.servers.chatwoot;
  await write('hola');
  await nothingWaits(page);
  expect(await paced.count()).toBe(0);
  faults.set([{ kind: 'fail_before', status: 503 }]);
  for (let at = 0; at < 16; at++) await write(`mensaje ${at}`);
  await paced.waitFor();
  faults.set([]);
  await nothingWaits(page);
  await paced.waitFor({ state: 'detached' });
  await close();
}, 240_000);

test('after the sandbox was started anew the page says what is gone, until that was read', async () => {
  const { page, answers, close } = await openPage(browser, sandbox.url);
  const anew = await toldAnew(page);
  const run = {
    ...{ person: { waId: '5491155500001', name: 'Ana Ríos' }, phone: [], typing: false, conversations: [] },
    ...{ faults: { whatsapp: [], chatwoot: [] }, channels: [], channel: 'main', inbox: [], service: null },
  };
  const said = { id: 'a', from: 'business' as const, text: '¡Hola!', at: 0, state: 'read' as const };
  anew.tell({ ...run, run: 'one', phone: [said] });
  await page.reload();
  await answers.first().waitFor();
  const notice = page.getByText('lo que se dijo antes ya no está, de ningún lado');
  expect(await notice.count()).toBe(0);
  anew.tell({ ...run, run: 'another' });
  await notice.waitFor();
  expect(await answers.count()).toBe(0);
  await page.getByRole('button', { name: 'Entendido' }).press('Enter');
  await notice.waitFor({ state: 'detached' });
  // The same run once more is no news.
  anew.tell({ ...run, run: 'another', phone: [said] });
  await answers.first().waitFor();
  expect(await notice.count()).toBe(0);
  await close();
  anew.close();
}, 240_000);

test('customers of three countries and one without a number, to two numbers, each with a conversation of their own', async () => {
  const { page, write, answers, desk, close } = await openPage(browser, sandbox.url);
  for (const name of ['Ana Ríos', 'Lupe Mar', 'Bruno Costa', 'Sol Vega']) {
    await page.getByRole('button', { name: 'Cambiar persona' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .last()
      .click();
    if (name === 'Sol Vega') await page.getByRole('button', { name: 'Soporte' }).click();
    await write('¿a qué hora abren?');
    await answers.first().waitFor();
    await desk.locator('[data-author=bot]').first().waitFor();
  }
  await page.locator('#pane-phone').getByText('sin número').first().waitFor();
  const list = desk.getByRole('navigation', { name: 'Conversaciones' });
  await list.getByRole('button', { name: /Lupe Mar/ }).click();
  await page.locator('#pane-phone').getByText('+5215555500102').waitFor();
  await list.getByRole('button', { name: /Sol Vega.*Soporte/ }).waitFor();
  await page.getByRole('button', { name: 'Posponer' }).click();
  await list.getByRole('button', { name: /Lupe Mar.*Pospuesta/ }).waitFor();
  await close();
}, 240_000);

test('a message is quoted, reacted to and changed', async () => {
  const { page, write, answers, mine, desk, close } = await openPage(browser, sandbox.url);
  await write('hola');
  await answers.first().waitFor();
  const menu = (bubble: typeof mine) => bubble.getByRole('button', { name: 'Opciones del mensaje' }).press('Enter');
  await menu(answers.first());
  await page.getByRole('button', { name: 'Reaccionar con 👍' }).click();
  await answers.first().getByLabel('Reacción: 👍').waitFor();
  await menu(answers.first());
  await page.getByRole('button', { name: 'Responder citando' }).click();
  await write('gracias');
  await mine.filter({ hasText: 'gracias' }).getByLabel('En respuesta a').waitFor();
  await menu(mine.filter({ hasText: 'gracias' }));
  await page.getByRole('button', { name: 'Cambiar lo escrito' }).click();
  await write('muchas gracias');
  await mine.filter({ hasText: 'muchas gracias' }).getByText('editado').waitFor();
  await desk
    .getByText(/muchas gracias/)
    .first()
    .waitFor();
  await close();
}, 240_000);

test.each([
  [360, 420],
  [320, 256],
  [512, 300],
  [1024, 600],
])(
  'at %i × %i everything can be reached',
  async (width, height) => {
    const { page, write, close } = await openPage(browser, sandbox.url, { viewport: { width, height }, tour: true });
    await write('hola');
    await page.locator('[data-from=customer]').first().waitFor();
    expect(await canBeReached(page, '#draft')).toBe(true);
    if (width < 760) await page.getByRole('tab', { name: 'Chatwoot' }).click();
    await page.locator('#desk-draft').waitFor();
    expect(await canBeReached(page, '#desk-draft')).toBe(true);
    expect(
      await page.locator('#pane-desk [role=log]').evaluate((one) => (one as { clientHeight: number }).clientHeight),
    ).toBeGreaterThan(90);
    expect([...(await faultsOfLayout(page)), ...(await violations(page))]).toEqual([]);
    await close();
  },
  240_000,
);
