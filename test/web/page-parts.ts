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
    mine: page.locator('[data-from=customer]'),
    answers: page.locator('[data-from=business]'),
    desk,
    deskCustomer: desk.locator('[data-author=customer] [data-text]'),
    deskBot: desk.locator('[data-author=bot] [data-text]'),
    deskAgent: desk.locator('[data-author=agent]'),
    answering: desk.locator('[data-answering]'),
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
