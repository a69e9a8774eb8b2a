import type { Browser, BrowserContextOptions } from 'playwright-core';
import { expect } from 'vitest';
import { partsOf } from './page-parts.ts';

let people = 0;

/** The page as a new person sees it, and its parts. Whatever the page itself throws fails the test at its end. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions & { path?: string; tour?: boolean } = {},
) {
  const { path, tour = false, ...rest } = options;
  const context = await browser.newContext({ locale: 'es-AR', viewport: { width: 1400, height: 900 }, ...rest });
  context.setDefaultTimeout(Number(process.env['PAGE_MS'] ?? 60_000));
  if (!tour) await context.addInitScript("localStorage.setItem('optiatiende.tour', 'over')");
  const page = await context.newPage();
  const thrown: string[] = [];
  page.on('pageerror', (error) => thrown.push(String(error)));
  people += 1;
  const isWide = (page.viewportSize()?.width ?? 0) >= 1_180;
  const waId = `5491155500${String(people).padStart(3, '0')}`;
  await page.goto(`${url}${path ?? '/'}?person=${waId}&name=Ana+R%C3%ADos`);
  await page.locator('[data-link=live]').waitFor();
  // What was lost, if anything, is what most tests look at last.
  if (isWide && !tour) await page.locator('#tab-faults').click();
  return {
    ...partsOf(page),
    waId,
    close: async () => {
      await context.close();
      expect(thrown).toEqual([]);
    },
  };
}
