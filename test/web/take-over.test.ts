import { deflateSync, crc32 } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { buildPage } from './build-page.ts';
import { openPage } from './open-page.ts';
import { startStack, type Stack } from './stack.ts';

let plain: Stack;
let full: Stack;
let browser: Browser;

/** With three variables alone, and with both tokens beside them. */
beforeAll(async () => {
  await buildPage();
  const tokens = { CHATWOOT_ACCOUNT_ID: '1', CHATWOOT_BOT_TOKEN: 'bot-token', CHATWOOT_USER_TOKEN: 'agent-token' };
  [plain, full, browser] = await Promise.all([startStack(), startStack({ environment: tokens }), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await Promise.all([plain?.close(), full?.close()]);
});

/** A picture of one colour, 60 by 40. */
function picture(red: number): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.from([0, 0, 0, 60, 0, 0, 0, 40, 8, 2, 0, 0, 0]);
  const row = Buffer.from([0, ...Array.from({ length: 60 }, () => [red, 120, 90]).flat()]);
  const rows = Buffer.concat(Array.from({ length: 40 }, () => row));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test('a person takes over by answering, the bot is quiet until they resolve, and a note never reaches the phone', async () => {
  const { page, write, reply, answers, mine, deskBot, deskAgent, deskCustomer, answering, close } = await openPage(
    browser,
    plain.url,
  );
  await write('hola');
  await deskBot.first().waitFor();
  await answering.getByText('Contesta el bot.').waitFor();
  const before = await answers.count();

  await page.getByLabel('Nota privada').check();
  await reply('cliente de siempre, ojo');
  await page.locator('[data-author=note]').getByText('cliente de siempre, ojo').waitFor();
  await answering.getByText('Contesta el bot.').waitFor();
  await page.getByLabel('Respuesta al cliente').check();
  await reply('Soy **Ana**, te ayudo yo');
  await answers.getByText('Soy Ana, te ayudo yo').waitFor();
  await answering.getByText('Contesta una persona.').waitFor();
  expect(await deskAgent.getByText('Ana Ruiz').isVisible()).toBe(true);
  expect(await answers.last().locator('strong').textContent()).toBe('Ana');

  await write('gracias, ¿a qué hora abren?');
  await deskCustomer.nth(1).waitFor();
  // The agent's next words come after whatever the bot would have said.
  await reply('A las nueve');
  await answers.getByText('A las nueve').waitFor();
  expect(await answers.count()).toBe(before + 2);
  await page.getByText('Nada: está todo en los dos lados.').waitFor();

  await page.getByRole('button', { name: 'Resolver' }).click();
  await page.locator('[data-status]', { hasText: 'Resuelta' }).waitFor();
  await answering.getByText('Resuelta.').waitFor();
  await page.getByText('marcada como resuelta').waitFor();
  await write('hola de nuevo');
  await answers.nth(before + 2).waitFor();
  await answering.getByText('Contesta el bot.').waitFor();

  // Had the bot answered while it was to be quiet, there would be one more by now.
  await deskBot.nth(1).waitFor();
  expect([await answers.count(), await deskBot.count()]).toEqual([before + 3, 2]);
  expect(await mine.count()).toBe(3);
  expect(await page.locator('#pane-phone').getByText('cliente de siempre').count()).toBe(0);
  expect(await page.locator('#pane-desk').getByRole('alert').count()).toBe(0);
  await page.getByText('Nada: está todo en los dos lados.').waitFor();
  await close();
});

test('a picture goes both ways, byte by byte, with its caption; a place and a document arrive', async () => {
  const { page, write, mine, answers, desk, deskCustomer, deskAgent, close } = await openPage(browser, plain.url);
  await write('hola');
  await deskCustomer.first().waitFor();
  const bytesOf = async (selector: string) => {
    const path = await page.locator(selector).getAttribute('src');
    return Buffer.from(await (await fetch(plain.url + String(path))).arrayBuffer());
  };
  const shown = (selector: string) =>
    expect
      .poll(() => page.evaluate<number>(`document.querySelector(${JSON.stringify(selector)})?.naturalWidth ?? 0`))
      .toBe(60);

  const [fromPhone, fromDesk] = [picture(200), picture(20)];
  await page.setInputFiles('input[name=picture]', { name: 'plano.png', mimeType: 'image/png', buffer: fromPhone });
  await page.locator('#pane-phone [data-chosen]').getByText('plano.png').waitFor();
  await write('el plano');
  await deskCustomer.getByText('el plano').waitFor();
  await shown('[data-author=customer] img');
  expect(await bytesOf('[data-author=customer] img')).toEqual(fromPhone);
  expect(await mine.getByRole('img', { name: 'plano.png' }).count()).toBe(1);

  await page.setInputFiles('input[name=desk-file]', { name: 'corte.png', mimeType: 'image/png', buffer: fromDesk });
  await desk.locator('[data-chosen]').getByText('corte.png').waitFor();
  await page.locator('#desk-draft').fill('y el corte');
  await page.keyboard.press('Enter');
  await answers.getByText('y el corte').waitFor();
  await shown('[data-from=business] img');
  expect(await bytesOf('[data-from=business] img')).toEqual(fromDesk);
  expect(await deskAgent.locator('img').count()).toBe(1);

  await page.getByRole('button', { name: 'Adjuntar un archivo o una ubicación' }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Ubicación' }).press('Enter');
  await page.getByLabel('Latitud y longitud').fill('aquí');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('alert').waitFor();
  await page.getByLabel('Latitud y longitud').fill('-31.42, -64.19');
  await page.keyboard.press('Enter');
  await mine.getByText('Plaza de prueba').waitFor();
  await deskCustomer.getByText('Plaza de prueba').waitFor();

  const list = { name: 'precios.csv', mimeType: 'text/plain', buffer: Buffer.from('uno;1\n') };
  await page.setInputFiles('input[name=document]', list);
  await page.locator('#pane-phone [data-chosen]').getByText('precios.csv').waitFor();
  await page.locator('#draft').press('Enter');
  await desk.locator('[data-author=customer]').getByRole('link', { name: 'precios.csv' }).waitFor();
  await mine.getByRole('link', { name: 'precios.csv' }).waitFor();
  await page.getByText('Nada: está todo en los dos lados.').waitFor();
  await close();
});

test('with tokens the bot stands as the bot, ticks show, and a failed message is sent again by the retry', async () => {
  const { page, write, reply, answers, desk, deskBot, deskAgent, answering, close } = await openPage(browser, full.url);
  await write('hola');
  await deskBot.first().waitFor();
  expect(await deskBot.first().textContent()).not.toContain('🤖');
  await desk
    .locator('[data-author=bot]')
    .getByRole('img', { name: /entregado|leído/ })
    .first()
    .waitFor();

  full.sandbox.whatsapp.faults.set([{ kind: 'status_failed', code: 131026, times: 1 }]);
  await reply('¿me leés?');
  const failed = deskAgent.filter({ hasText: '¿me leés?' });
  await failed.getByText(/No se entregó\. \S/).waitFor();
  await page.getByText('1 no se entregó, y Chatwoot lo avisa.').waitFor();
  const before = await answers.filter({ hasText: '¿me leés?' }).count();

  await failed.getByRole('button', { name: 'Mandar otra vez' }).click();
  await failed.getByRole('img', { name: /entregado|leído/ }).waitFor();
  expect(await answers.filter({ hasText: '¿me leés?' }).count()).toBe(before + 1);
  await page.getByText('Nada: está todo en los dos lados.').waitFor();

  await answering.getByText('Contesta una persona.').waitFor();
  await desk.locator('[data-label]', { hasText: 'humano' }).waitFor();
  await page.getByRole('button', { name: 'Asignarme' }).click();
  await desk.getByText('Asignada a Ana Ruiz').waitFor();
  await reply('esto sobra');
  const spare = deskAgent.filter({ hasText: 'esto sobra' });
  await spare.getByRole('button', { name: 'Eliminar' }).click();
  await desk.getByText('Mensaje eliminado').waitFor();
  await page.getByRole('button', { name: 'Pendiente' }).click();
  await answering.getByText('Contesta el bot.').waitFor();
  await write('hola otra vez');
  await deskBot.nth(1).waitFor();
  await close();
});

test('what the agent wrote stays when it could not be posted, and an offline act is told', async () => {
  const { page, write, reply, deskBot, answers, desk, close } = await openPage(browser, plain.url);
  await write('hola');
  await deskBot.first().waitFor();
  await page.route('**/sandbox/desk', (route) => route.abort());
  await reply('no se pierde');
  await desk.getByRole('alert').waitFor();
  await expect.poll(() => page.locator('#desk-draft').inputValue()).toBe('no se pierde');
  await page.unroute('**/sandbox/desk');
  await page.locator('#desk-draft').press('Enter');
  await answers.getByText('no se pierde').waitFor();
  expect(await desk.getByRole('alert').count()).toBe(0);
  await close();
});
