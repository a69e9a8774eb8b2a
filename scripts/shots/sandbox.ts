import type { Page } from 'playwright-core';
import { openWholeSandbox } from '../../test/web/whole-sandbox.ts';
import { looks, type Camera, type Look } from './look.ts';

const words = {
  es: {
    ...{ ask: '¿Hacen envíos?', seen: 'Visto', take: 'Asignarme', answer: 'Hola, soy *Ana*. ¿Para qué día lo querés?' },
    ...{ break: 'Romper Chatwoot', again: '¿Siguen ahí?', mend: 'Arreglar Chatwoot' },
  },
  en: {
    ...{
      ask: 'Do you deliver?',
      seen: 'Seen',
      take: 'Assign to me',
      answer: 'Hello, this is *Ana*. For which day is it?',
    },
    ...{ break: 'Break Chatwoot', again: 'Are you still there?', mend: 'Mend Chatwoot' },
  },
};

/** The sandbox: its tour from the beginning to the end, in every look. */
export async function sandboxShots(camera: Camera): Promise<void> {
  for (const look of looks) {
    const sandbox = await openWholeSandbox(look.language);
    const { context, page } = await camera.open(look);
    await page.goto(sandbox.url);
    await page.locator('[data-link=live]').waitFor();
    await tour(camera, page, look);
    await context.close();
    await sandbox.close();
  }
}

async function tour(camera: Camera, page: Page, look: Look): Promise<void> {
  const text = words[look.language];
  /** Where there is no room for all, one side shows at a time. */
  const side = async (name: 'phone' | 'desk' | 'travel' | 'faults') => {
    const tab = page.locator(`#tab-${name}`);
    if (await tab.isVisible()) await tab.click();
  };
  await camera.take(page, 'sandbox-1-begin', look);
  await page.getByRole('button', { name: text.ask }).first().click();
  await page.locator('[data-step=registered]').waitFor();
  await page.locator('#pane-desk [data-author=bot]').first().waitFor({ state: 'attached' });
  await camera.take(page, 'sandbox-2-registered', look);
  await page.getByRole('button', { name: text.seen }).first().click();
  await side('desk');
  await page.getByRole('button', { name: text.take }).first().click();
  await page.locator('[data-step=answer]').waitFor();
  await page.locator('#desk-draft').fill(text.answer);
  await page.keyboard.press('Enter');
  await page.locator('[data-step=break]').waitFor();
  await camera.take(page, 'sandbox-3-answered', look);
  await page.getByRole('button', { name: text.break }).first().click();
  await side('phone');
  await page.locator('#draft').fill(text.again);
  await page.keyboard.press('Enter');
  await page.locator('[data-step=mend]').waitFor();
  await side('travel');
  await camera.take(page, 'sandbox-4-broken', look);
  await page.getByRole('button', { name: text.mend }).first().click();
  await page.locator('[data-step=done]').waitFor();
  await side('faults');
  await camera.take(page, 'sandbox-5-mended', look);
}
