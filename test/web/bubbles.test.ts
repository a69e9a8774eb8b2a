import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { buildPage } from './build-page.ts';
import { openPage } from './open-page.ts';
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

interface Box {
  name: string;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** What can be seen of bubbles, entries and lines, in both panes. */
const boxes = (page: Page) =>
  page.evaluate<Box[]>(`[...document.querySelectorAll('[data-from],[data-author]')].map((one) => {
    const { left, top, right, bottom } = one.getBoundingClientRect();
    return { name: one.textContent.slice(0, 40), left, top, right, bottom };
  }).filter(({ left, right }) => right > left)`);

/** Two that lie over each other by more than the rounding of a pixel. */
function overlapping(all: Box[]): string[] {
  return all.flatMap((a, i) =>
    all
      .slice(i + 1)
      .filter((b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
      .map((b) => `${a.name} | ${b.name}`),
  );
}

test('the desk shows what an agent sees, and loads nothing from anywhere else', async () => {
  const { page, write, answers, reply, deskAgent, close } = await openPage(browser, stack.url);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await write('hola');
  await answers.first().waitFor();
  await reply('**fuerte** y ![gato](http://elsewhere.example/gato.png)\n- <i>uno</i>');
  const said = deskAgent.locator('[data-text]');
  await said.locator('strong', { hasText: 'fuerte' }).waitFor();
  expect(await said.locator('li').textContent()).toBe('<i>uno</i>');
  expect(await said.locator('[title="http://elsewhere.example/gato.png"]').textContent()).toContain('gato');
  expect(await said.locator('img, i').count()).toBe(0);
  expect(asked.filter((url) => !url.startsWith(stack.url))).toEqual([]);
  // Nor could it: the page's own policy forbids it.
  const refused = page.evaluate<string>(`new Promise((done) => {
    addEventListener('securitypolicyviolation', ({ blockedURI }) => done(blockedURI));
    new Image().src = 'http://elsewhere.example/other.png';
  })`);
  expect(await refused).toBe('http://elsewhere.example/other.png');
  await close();
});

test.each([
  ['desktop', { width: 1400, height: 900 }],
  ['a phone', { width: 360, height: 740 }],
])('on %s no two bubbles overlap, whoever wrote them', async (_, viewport) => {
  const { page, write, answers, desk, close } = await openPage(browser, stack.url, { viewport });
  const toDesk = async () => {
    if (viewport.width < 760) await page.getByRole('tab', { name: 'Chatwoot' }).click();
  };
  await write('hola');
  await answers.first().waitFor();
  await write('quiero hablar con una persona');
  await toDesk();
  const writes = async (mode: string, text: string) => {
    await page.getByLabel(mode).check();
    await page.locator('#desk-draft').fill(text);
    await page.keyboard.press('Enter');
  };
  await desk.locator('[data-author=notice]').first().waitFor();
  await writes('Nota privada', 'una nota **de agentes**');
  await writes('Respuesta al cliente', '- uno\n- dos\n\n> dicho\n\n`código`');
  await desk.locator('[data-author=agent]').waitFor();
  await page.getByRole('button', { name: 'Resolver' }).click();
  await desk.locator('[data-author=activity]').first().waitFor();

  for (const author of ['customer', 'bot', 'notice', 'note', 'agent', 'activity']) {
    expect(await desk.locator(`[data-author=${author}]`).count(), author).toBeGreaterThan(0);
  }
  expect(overlapping(await boxes(page))).toEqual([]);
  if (viewport.width < 760) {
    await page.getByRole('tab', { name: 'Teléfono' }).click();
    expect(overlapping(await boxes(page))).toEqual([]);
  }
  await close();
});
