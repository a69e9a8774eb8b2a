import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** How somebody looks at a page. */
export interface Look {
  width: 360 | 1400;
  scheme: 'light' | 'dark';
  language: 'es' | 'en';
}

/** Every way there is. */
export const looks: readonly Look[] = ([1400, 360] as const).flatMap((width) =>
  (['light', 'dark'] as const).flatMap((scheme) =>
    (['es', 'en'] as const).map((language) => ({ width, scheme, language })),
  ),
);

const locales = { es: 'es-AR', en: 'en-GB' };

/** Takes pictures into a folder; the name of each says what it shows. */
export class Camera {
  readonly #browser: Browser;
  readonly #folder: string;
  taken = 0;
  /** What pages themselves threw or complained of. */
  readonly wrong: string[] = [];

  constructor(browser: Browser, folder: string) {
    this.#browser = browser;
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** A browser of its own, as somebody has it who looks so. */
  async open({ width, scheme, language }: Look): Promise<{ context: BrowserContext; page: Page }> {
    const context = await this.#browser.newContext({
      locale: locales[language],
      colorScheme: scheme,
      viewport: { width, height: width === 360 ? 740 : 900 },
      timezoneId: 'America/Argentina/Buenos_Aires',
    });
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.wrong.push(`${page.url()}: ${String(error)}`));
    return { context, page };
  }

  /** What is in the window, or the page to its end. */
  async take(page: Page, name: string, { width, scheme, language }: Look, fullPage = false): Promise<void> {
    // Whatever moves is to have arrived.
    await page.waitForTimeout(250);
    const path = join(this.#folder, `${name}-${width}-${scheme}-${language}.png`);
    await page.screenshot({ path, fullPage, animations: 'disabled' });
    this.taken += 1;
  }
}
