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
    deskAgent: desk.locator('.entry.agent'),
    answering: desk.locator('.answering'),
    /** Writes in the right pane, as the agent. */
    reply: async (text: string) => {
      await page.locator('#desk-draft').fill(text);
      await page.keyboard.press('Enter');
    },
    write: async (text: string) => {
      await page.locator('#draft').fill(text);
      await page.keyboard.press('Enter');
    },
  };
}
