import type { Browser, BrowserContextOptions, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { buildPage } from './build-page.ts';
import { openPage } from './open-page.ts';
import { hasFocus } from './page-parts.ts';
import { startStack, type Stack } from './stack.ts';

let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  await buildPage();
  [stack, browser] = await Promise.all([startStack(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

const open = (options: BrowserContextOptions & { path?: string } = {}) => openPage(browser, stack.url, options);

test('what is written on the phone is answered there and stands in one conversation at the desk', async () => {
  const { page, draft, write, mine, answers, desk, deskCustomer, deskBot, close } = await open();
  await expect(page.getByText('Escribí “hola”').isVisible()).resolves.toBe(true);

  await write('hola');
  await answers.first().waitFor();
  await deskBot.first().waitFor();

  expect(await mine.locator('[data-text]').allTextContents()).toEqual(['hola']);
  expect(await deskCustomer.allTextContents()).toEqual(['hola']);
  expect(await deskBot.first().textContent()).toMatch(/^🤖 \S/);
  expect(await desk.getByRole('alert').count()).toBe(0);
  expect(await desk.locator('[data-status]').textContent()).toBe('Abierta');
  await mine.getByRole('img', { name: 'leído' }).waitFor();
  expect(await draft.inputValue()).toBe('');
  await page.getByText('Nada: está todo en los dos lados.').waitFor();
  await close();
});

test('a chip says the first word', async () => {
  const { page, mine, answers, draft, close } = await open();
  await page.getByRole('button', { name: 'hola', exact: true }).click();
  await answers.first().waitFor();
  expect(await mine.locator('[data-text]').first().textContent()).toBe('hola');
  expect(await hasFocus(draft)).toBe(true);
  await close();
});

test('a list is opened, walked and answered with the keyboard alone', async () => {
  const { page, mine, answers, write, close } = await open();
  await write('zxqv wkjp');
  const opener = answers.first().locator('button', { hasText: '☰' });
  await opener.waitFor();

  for (let presses = 0; presses < 20; presses++) {
    if (await hasFocus(opener)) break;
    await page.keyboard.press('Shift+Tab');
  }
  await page.keyboard.press('Enter');
  const row = page.getByRole('dialog').locator('li button').first();
  const title = await row.locator('strong').textContent();
  await page.keyboard.press('Tab');
  expect(await hasFocus(row)).toBe(true);
  await page.keyboard.press('Enter');

  await answers.nth(1).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await mine.locator('[data-text]').last().textContent()).toBe(title);
  expect(await hasFocus(opener)).toBe(true);
  await close();
});

test('text stays text, and Shift with Enter starts a new line', async () => {
  const { page, draft, mine, deskCustomer, close } = await open();
  await draft.fill('<b>uno</b>');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('*dos*');
  await page.keyboard.press('Enter');
  await deskCustomer.first().waitFor();

  expect(await mine.locator('[data-text]').first().textContent()).toBe('<b>uno</b>\ndos');
  expect(await mine.locator('strong').textContent()).toBe('dos');
  expect(await page.locator('[data-text] b').count()).toBe(0);
  expect(await deskCustomer.first().textContent()).toContain('<b>uno</b>');
  await close();
});

test('the log follows while its end is in view, and stays where the reader went', async () => {
  const { page, write, answers, close } = await open({ viewport: { width: 1400, height: 420 } });
  const log = page.getByRole('log', { name: 'Mensajes en el teléfono' });
  const newer = page.getByRole('button', { name: 'Mensajes nuevos' });
  const endOf = async (one: Locator) => {
    const box = await one.boundingBox();
    return box ? box.y + box.height : Number.NaN;
  };
  const lastInView = async () => (await endOf(answers.last())) <= (await endOf(log));
  const questions = ['¿A qué hora abren?', '¿Hacen envíos?', '¿Cómo puedo pagar?', '¿Tienen pan sin gluten?'];
  for (const [n, question] of questions.entries()) {
    await write(question);
    await answers.nth(n).waitFor();
  }
  expect(await lastInView()).toBe(true);
  expect(await newer.count()).toBe(0);

  await log.focus();
  await page.keyboard.press('Home');
  await expect.poll(lastInView).toBe(false);
  await write('¿Cuánto cuesta el pan?');
  await answers.nth(4).waitFor();
  await newer.waitFor();
  expect(await lastInView()).toBe(false);
  await newer.click();
  await expect.poll(lastInView).toBe(true);
  expect(await newer.count()).toBe(0);
  await close();
});

test('another person has a phone and a conversation of their own', async () => {
  const { page, mine, write, deskCustomer, deskBot, close } = await open();
  await write('hola, soy Ana');
  await deskBot.first().waitFor();

  await page.getByRole('button', { name: 'Cambiar persona' }).click();
  await page.getByLabel('Número').fill('12');
  await page.getByRole('button', { name: 'Usar' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByRole('button', { name: 'Persona nueva' }).click();
  await page.getByText('Todavía no hay conversación.').waitFor();
  expect(await mine.count()).toBe(0);

  await write('hola, soy otra');
  await deskCustomer.first().waitFor();
  expect(await deskCustomer.allTextContents()).toEqual(['hola, soy otra']);

  await page.getByRole('button', { name: 'Cambiar persona' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Ana Ríos +' }).first().click();
  await deskCustomer.getByText('hola, soy Ana').waitFor();
  await close();
});

test('a fault at Chatwoot delays the desk only, and nothing is lost by it', async () => {
  const { page, answers, write, deskCustomer, deskBot, close } = await open();
  const chatwoot = page.getByRole('region', { name: 'Chatwoot', exact: true });
  const failing = chatwoot.getByRole('switch', { name: 'Falla antes de guardar' });
  await failing.click();
  await page.getByText('1 falla encendida').waitFor();
  expect(await failing.getAttribute('aria-checked')).toBe('true');

  await write('hola');
  await answers.first().waitFor();
  await page.getByText(/en camino a Chatwoot/).waitFor();
  expect(await deskCustomer.count()).toBe(0);

  await page.getByRole('button', { name: 'Apagar todo' }).click();
  await page.getByText('Nada: está todo en los dos lados.').waitFor();
  expect(await deskCustomer.allTextContents()).toEqual(['hola']);
  expect(await deskBot.count()).toBe(await answers.count());
  await close();
});

test('what could not be said can be said again, and neither it nor the draft is lost by a reload', async () => {
  const { page, draft, mine, answers, write, close } = await open();
  await page.route('**/sandbox/say', (route) => route.abort());
  await write('hola');
  await page.getByText('No salió.').waitFor();
  await draft.fill('y una cosa más');
  await page.reload();
  await page.getByText('No salió.').waitFor();
  expect(await draft.inputValue()).toBe('y una cosa más');

  await page.unroute('**/sandbox/say');
  await page.getByRole('button', { name: 'Reintentar' }).click();
  await answers.first().waitFor();
  expect(await mine.locator('[data-text]').allTextContents()).toEqual(['hola']);
  expect(await page.getByText('No salió.').count()).toBe(0);
  await close();
});

test('a lost connection is told, and comes back by itself', async () => {
  const { page, answers, write, close } = await open();
  await page.route('**/sandbox/events**', (route) => route.fulfill({ status: 502, body: 'no' }));
  await page.reload();
  await page.getByText('Se perdió la conexión.').waitFor();
  await page.unroute('**/sandbox/events**');
  await page.locator('[data-link=live]').waitFor();
  expect(await page.getByText('Se perdió la conexión.').count()).toBe(0);
  await write('hola');
  await answers.first().waitFor();
  await close();
});

test('at 360 pixels one pane shows at a time, nothing sticks out, and the language is kept', async () => {
  const { page, write, answers, deskBot, close } = await open({
    viewport: { width: 360, height: 740 },
    locale: 'en-GB',
  });
  await page.getByText('Here you are the customer').waitFor();
  await page.getByRole('button', { name: 'Español' }).click();
  await page.reload();
  await page.getByText('Acá sos el cliente').waitFor();

  await write('hola');
  await answers.first().waitFor();
  expect(await page.locator('#pane-desk').isVisible()).toBe(false);
  await page.getByRole('tab', { name: 'Teléfono' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await deskBot.first().waitFor();
  expect(await page.locator('#pane-phone').isVisible()).toBe(false);
  for (const tab of ['Teléfono', 'Qué viaja', 'Chatwoot', 'Fallas']) {
    await page.getByRole('tab', { name: tab }).click();
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(360);
  }
  await close();
});

test('at 360 pixels a conversation is taken over with the keyboard alone', async () => {
  const { page, write, answers, deskBot, deskAgent, desk, close } = await openPage(browser, stack.url, {
    viewport: { width: 360, height: 740 },
  });
  await write('hola');
  await answers.first().waitFor();
  await page.getByRole('tab', { name: 'Teléfono' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await deskBot.first().waitFor();
  const tabTo = async (one: Locator) => {
    for (let presses = 0; presses < 20 && !(await hasFocus(one)); presses++) await page.keyboard.press('Tab');
    expect(await hasFocus(one)).toBe(true);
  };
  await tabTo(desk.getByRole('radio', { name: 'Respuesta al cliente' }));
  await page.keyboard.press('ArrowRight');
  await tabTo(page.locator('#desk-draft'));
  await page.keyboard.type('una nota');
  await page.keyboard.press('Enter');
  await desk.locator('[data-author=note]').getByText('una nota').waitFor();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('ArrowLeft');
  await tabTo(page.locator('#desk-draft'));
  await page.keyboard.type('una respuesta');
  await page.keyboard.press('Enter');
  await deskAgent.getByText('una respuesta').waitFor();
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(360);
  await close();
});
