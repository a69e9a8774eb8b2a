import type { Locator, Page } from 'playwright-core';

export async function hasFocus(one: Locator): Promise<boolean> {
  return (await one.and(one.page().locator(':focus')).count()) === 1;
}

/** What the tests look at and touch. */
export function partsOf(page: Page) {
  const desk = page.locator('#pane-desk');
  return {
    page,
    draft: page.locator('#draft'),
    mine: page.locator('.bubble.customer'),
    answers: page.locator('.bubble.business:not(.typing)'),
    desk,
    deskCustomer: desk.locator('.entry.customer .text'),
    deskBot: desk.locator('.entry.bot .text'),
    write: async (text: string) => {
      await page.locator('#draft').fill(text);
      await page.keyboard.press('Enter');
    },
  };
}
