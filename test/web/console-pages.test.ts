import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD } from '../console/desk.ts';
import { openOffice, type Office } from '../console/one-channel.ts';
import { message, people } from '../store/rows.ts';
import { openBrowser } from './browser.ts';
import { buildPage } from './build-page.ts';

const FAQ = '# La Espiga (es)\n\n## ¿A qué hora abren?\n\nDe 8 a 20.\n';
let folder: string;
let office: Office;
let browser: Browser;
let url: string;
let stop: () => void;
beforeAll(async () => {
  await buildPage('console');
  folder = mkdtempSync(join(tmpdir(), 'console-pages-'));
  writeFileSync(join(folder, 'faq.md'), FAQ);
  [office, browser] = await Promise.all([
    openOffice({ BOT_FAQ: join(folder, 'faq.md') }, join(import.meta.dirname, '../../web/dist/console')),
    openBrowser(),
  ]);
  const server = createServer(
    (request, response) => void getRequestListener(office.desk.console.app.fetch)(request, response),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/console/`;
  stop = () => {
    server.closeAllConnections();
    server.close();
  };
  const { store } = office.ledger;
  await people(store, 3);
  const at = office.desk.now.at - 1_000;
  await store.write(async (tx) => {
    const job = (n: number) => ({
      ...{ kind: 'register' as const, channel_id: 'main', contact_id: n, lane: `register:${n}`, key: `register:${n}` },
      ...{
        payload: '{"message":"m"}',
        state: 'problem' as const,
        due_at: 0,
        created_at: at,
        last_error: 'unknown inbox',
      },
      fix: 'Set CHATWOOT_INBOX_ID',
    });
    await tx
      .insertInto('jobs')
      .values([job(1), job(2)])
      .execute();
    const row = { contact_id: 1, created_at: at, answered_at: at, answer: 'bot' as const };
    await tx
      .insertInto('messages')
      .values([message({ id: 'm1', ...row }), message({ id: 'm2', ...row })])
      .execute();
    const asked = { channel_id: 'main', contact_id: 1, words: '¿Tienen wifi?', state: 'open' as const, asked_at: at };
    await tx.insertInto('questions').values(asked).execute();
  });
});
afterAll(async () => {
  await browser?.close();
  stop?.();
  await office?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function enter(name: string, options: { width: number; locale: string }): Promise<Page> {
  const context = await browser.newContext({ locale: options.locale, viewport: { width: options.width, height: 900 } });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('input:not([type=password])').fill(name);
  await page.locator('input[type=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').first().waitFor();
  return page;
}

const go = (page: Page, hash: string) => page.evaluate(`location.hash = ${JSON.stringify(hash)}`);

test('problems of a cause are dropped with a note; a figure opens its list; a question becomes an answer and is saved', async () => {
  const page = await enter('ana', { width: 1400, locale: 'es-AR' });
  await go(page, '#/problems');
  await page.getByText('2 problemas · 2 personas').waitFor();
  await page.getByRole('button', { name: 'Descartar los 2…' }).click();
  await page.getByLabel('Nota (por qué)').fill('inbox viejo');
  await page.getByRole('dialog').getByRole('button', { name: 'Descartar', exact: true }).click();
  await page.getByText('No hay problemas').waitFor();
  const { fix } = await office.ledger.store.db.selectFrom('jobs').select('fix').limit(1).executeTakeFirstOrThrow();
  expect(fix).toBe('inbox viejo');

  await go(page, '#/reports');
  await page.getByRole('link', { name: 'Recibidos: 2' }).first().click();
  await page.getByRole('row').nth(2).waitFor();
  expect(await page.getByRole('row').count()).toBe(3);

  await go(page, '#/bot?tab=questions');
  await page.getByRole('button', { name: 'Darle respuesta' }).click();
  const editor = page.getByLabel('Texto del archivo');
  await editor.waitFor();
  await expect.poll(() => editor.inputValue(), { timeout: 60_000 }).toContain('## ¿Tienen wifi?');
  await editor.fill(`${FAQ}\n## ¿Tienen wifi?\n\nSí, gratis.\n`);
  await page.getByRole('button', { name: 'Guardar', exact: true }).click();
  await page.getByText('Guardado. El bot ya lo usa.').waitFor();
  expect(readFileSync(join(folder, 'faq.md'), 'utf8')).toContain('Sí, gratis.');
  await page.context().close();
});

test('who may only look sees every page at 360 px, nothing is wider than the screen, and no act can be pressed', async () => {
  const page = await enter('beto', { width: 360, locale: 'en-US' });
  for (const [hash, title] of [
    ['#/problems', 'There are no problems'],
    ['#/setup', 'Addresses to copy'],
    ['#/reports', 'By day'],
    ['#/bot', 'Text of the file'],
    ['#/bot?tab=try', 'Write to it'],
    ['#/bot?tab=cost', 'No cost'],
    ['#/bot?tab=eval', 'Cases'],
  ] as const) {
    await go(page, hash);
    await page.getByText(title).first().waitFor();
    expect([hash, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([hash, 360]);
  }
  await go(page, '#/setup');
  expect(await page.getByRole('button', { name: 'Show the addresses' }).isDisabled()).toBe(true);
  await page.context().close();
});
