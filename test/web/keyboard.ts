import type { Page } from 'playwright-core';

/**
 * Goes through all that can be used within `main` by the Tab key alone, from its beginning, and says what is wrong on the way: what is
 * never reached, what is reached out of order, and what does not show that it has the focus.
 */
export async function faultsOfKeyboard(page: Page): Promise<string[]> {
  const count = await page.evaluate<number>(`(() => {
    const main = document.querySelector('main');
    window.tabbed = [...main.querySelectorAll('a[href],button,input,select,textarea,summary,[tabindex="0"]')].filter(
      (one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && one.tabIndex >= 0);
    main.focus();
    return window.tabbed.length;
  })()`);
  const found: string[] = [];
  const seen: number[] = [];
  for (let at = 0; at < count; at++) {
    await page.keyboard.press('Tab');
    const [place, name, isSeen] = await page.evaluate<[number, string, boolean]>(`(() => {
      const one = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      return [window.tabbed.indexOf(one), one.tagName + ' ' + (one.getAttribute('aria-label') ?? one.textContent).slice(0, 40),
        outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2];
    })()`);
    // A date has fields of its own inside.
    if (place >= 0 && place === seen.at(-1)) at--;
    else if (place !== (seen.at(-1) ?? -1) + 1) return [...found, `out of order: ${name}`];
    else seen.push(place);
    if (!isSeen) found.push(`no visible focus: ${name}`);
  }
  return found;
}

/** Opens a dialog with the keyboard, and says whether it keeps the focus inside, closes on Escape and gives the focus back. */
export async function faultsOfDialog(page: Page, opener: string): Promise<string[]> {
  const has = (what: string) =>
    page.evaluate<boolean>(`(() => { const one = document.activeElement; return ${what}; })()`);
  const found: string[] = [];
  await page.locator(opener).first().focus();
  await page.keyboard.press('Enter');
  await page.locator('dialog[open]').waitFor();
  for (let times = 0; times < 8; times++) {
    // Past its last control the focus is the browser's own, and never the page's behind it.
    if (!(await has(`one === document.body || one.closest('dialog[open]') !== null`)))
      found.push('the focus left the dialog');
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Escape');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  if (!(await has(`one.matches(${JSON.stringify(opener)})`))) found.push('the focus was not given back');
  return found;
}
