import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPerson, PASSWORD } from '../console/desk.ts';
import { eventually, startStack, type Stack } from '../stack.ts';
import { openBrowser } from './browser.ts';
import { buildPage } from './build-page.ts';

const dist = join(import.meta.dirname, '../../web/dist/console');

let stack: Stack;
let browser: Browser;
beforeAll(async () => {
  await buildPage('console');
  stack = await startStack({
    environment: { BOT_FAQ: 'examples/faq.md', CHATWOOT_ACCOUNT_ID: '1' },
    given: { consoleDist: dist },
  });
  await addPerson(stack.service.store, 'ana', 'operate');
  await addPerson(stack.service.store, 'beto', 'see');
  browser = await openBrowser();
  await says('5491155550123', 'Ana Ríos', 'hola');
});
afterAll(async () => {
  await browser.close();
  await stack.close();
});

const says = (waId: string, name: string, text: string) => stack.sandbox.whatsapp.say({ waId, name, text });

/** Somebody's browser, at the console's first page. */
async function open(name: string, { width, locale = 'es-AR' }: { width: number; locale?: string }) {
  const context = await browser.newContext({ locale, viewport: { width, height: 800 } });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(stack.service.url)) wrong.push(`asked ${request.url()}`);
  });
  await page.goto(`${stack.service.url}/console/`);
  await page.getByLabel(/^(Nombre|Name)$/).fill(name);
  await page.getByLabel(/^(Contraseña|Password)$/).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('[data-link=live]').waitFor();
  return { context, page, wrong };
}

/** Nothing sticks out of the window, and no words are cut off that are to be read whole. */
async function fits(page: Page, what: string): Promise<void> {
  const out = await page.evaluate<string[]>(`[...document.querySelectorAll('main *, nav *, header *')]
    .filter((one) => {
      const box = one.getBoundingClientRect();
      return box.width > 0 && box.right > innerWidth + 1 && getComputedStyle(one).position !== 'absolute' && !one.closest('table');
    })
    .map((one) => one.tagName + ' ' + one.getAttribute('class') + ' ' + (one.textContent ?? '').slice(0, 30))`);
  expect(out, what).toEqual([]);
}

test.each([1400, 360])('at %i px: does it work, where is a message, who answers; as it happens', async (width) => {
  const { context, page, wrong } = await open('ana', { width });
  const waId = `549115555${width}`;
  await page.getByText('Nada falta.').waitFor();
  await fits(page, 'now');

  await page.getByRole('link', { name: 'Mensajes' }).click();
  await page.getByRole('link', { name: /Ana Ríos/ }).waitFor();
  // Nobody asks for it again: what somebody writes shows by itself.
  await says(waId, `Caro ${width}`, '¿A qué hora abren?');
  await page.getByRole('link', { name: new RegExp(`Caro ${width}`) }).click();
  await page.getByText('¿A qué hora abren?').waitFor();
  await fits(page, 'person');

  await page.getByRole('button', { name: 'Pasar a una persona' }).click();
  await page.getByText('lo pidió un programa o la consola').waitFor();
  await page.getByRole('button', { name: 'Ver número' }).click();
  await page.getByText(`+${waId}`).waitFor();
  await fits(page, 'person handed over');

  await page.getByRole('link', { name: 'Ver qué pasó' }).last().click();
  await page.getByText('Registrado en Chatwoot').first().waitFor();
  await page.getByText('El cliente escribió').waitFor();
  await fits(page, 'what happened');

  await page.getByRole('link', { name: 'Mensajes' }).click();
  await page.getByRole('searchbox').fill(`caro ${width}`);
  await page.keyboard.press('Enter');
  await page.getByText('por nombre').waitFor();
  await fits(page, 'search');
  await page.getByRole('searchbox').fill('nada de esto');
  await page.keyboard.press('Enter');
  await page.getByText('No se encontró nada.').waitFor();
  expect(wrong).toEqual([]);
  await context.close();
});

test('who may look only finds the acts there, and why they cannot be used; in English where the browser is', async () => {
  const { context, page, wrong } = await open('beto', { width: 1400, locale: 'en-GB' });
  await page.getByRole('link', { name: 'Messages' }).click();
  await page.getByRole('link', { name: /Ana Ríos/ }).click();
  const button = page.getByRole('button', { name: /Hand over|Give back/ });
  expect(await button.isDisabled()).toBe(true);
  expect(await button.getAttribute('title')).toBe('This needs the role to operate');
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByLabel('Password').waitFor();
  expect(wrong).toEqual([]);
  await context.close();
});

test('by keyboard alone: log in, go to a conversation, hand it over', async () => {
  const { context, page } = await open('ana', { width: 1400 });
  const press = async (key: string, until: () => Promise<boolean>) => {
    for (let times = 0; times < 40 && !(await until()); times += 1) await page.keyboard.press(key);
    expect(await until()).toBe(true);
  };
  const focused = () => page.evaluate<string>(`document.activeElement?.closest('a, button')?.textContent ?? ''`);
  await press('Tab', async () => (await focused()) === 'Mensajes');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: /Ana Ríos/ }).waitFor();
  await press('Tab', async () => (await focused()).includes('Ana Ríos'));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /Pasar a una persona|Devolver al bot/ }).waitFor();
  await press('Tab', async () => /Pasar a una persona|Devolver al bot/.test(await focused()));
  await page.keyboard.press('Enter');
  await page.getByText(/^(Atiende una persona|Atiende el bot)\.$/).waitFor();
  await context.close();
});

test('without the service what is there stays and says so, and all comes back by itself', async () => {
  const { context, page } = await open('ana', { width: 360 });
  await page.getByText('Nada falta.').waitFor();
  await context.setOffline(true);
  await page.getByRole('link', { name: 'Mensajes' }).click();
  await page.getByText('El servicio no responde.').first().waitFor();
  await context.setOffline(false);
  await eventually(async () => {
    const again = page.getByRole('button', { name: 'Probar otra vez' });
    if (await again.isVisible()) await again.click();
    return await page.getByRole('link', { name: /Ana Ríos/ }).isVisible();
  });
  await context.close();
});

test('what a page brings is small, and holds no script or style that the policy would have to allow', () => {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  expect(html).not.toMatch(/<script(?![^>]*src=)|<style|\son\w+=|javascript:/i);
  const files = readdirSync(join(dist, 'assets')).filter((name) => /\.(js|css)$/.test(name));
  const size = (name: string) => gzipSync(readFileSync(join(dist, 'assets', name))).length;
  const shared = files.filter((name) => name.startsWith('index')).reduce((sum, name) => sum + size(name), 0);
  for (const name of files) if (!name.startsWith('index')) expect(shared + size(name), name).toBeLessThan(60_000);
});
