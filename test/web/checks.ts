import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds on the page as it stands, of any weight. */
export async function violations(page: Page): Promise<string[]> {
  // Not by a script in the page: its own policy forbids that, as it should.
  await page.evaluate(axe);
  return page.evaluate<string[]>(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).join(', ')))`);
}

/** Texts that are cut, controls that lie over one another, and what sticks out of the window sideways. */
export function faultsOfLayout(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const shown = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest('[aria-hidden=true]');
    const name = (one) => one.tagName + ' "' + (one.getAttribute('aria-label') ?? one.textContent).trim().slice(0, 40) + '"';
    const found = [];
    if (document.documentElement.scrollWidth > innerWidth + 1) found.push('the page is wider than the window');
    const dialog = document.querySelector('dialog[open]');
    const root = dialog ?? document.body;
    for (const one of root.querySelectorAll('*')) {
      if (!shown(one) || one.children.length > 0 || one.textContent.trim() === '' || one.closest('svg')) continue;
      const style = getComputedStyle(one);
      if (style.clipPath !== 'none' || one.parentElement.closest('[class*=unseen],[class*=words]') && getComputedStyle(one.parentElement).clipPath !== 'none') continue;
      const clips = style.overflowX === 'hidden' || style.overflowX === 'clip';
      const meant = style.webkitLineClamp !== 'none' || style.textOverflow === 'ellipsis';
      if (clips && !meant && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)) found.push('cut: ' + name(one));
      const { left, right, width } = one.getBoundingClientRect();
      // A table of figures scrolls by itself, in a place that says so.
      if (width > 1 && !one.closest('[role=tablist],[role=region][tabindex="0"]') && (right > innerWidth + 1 || left < -1)) found.push('out of the window: ' + name(one));
    }
    const controls = [...root.querySelectorAll('button,input,textarea,summary,a')].filter((one) => shown(one) && getComputedStyle(one).clipPath === 'none');
    const inView = (one) => {
      let box = one.getBoundingClientRect();
      let { left, top, right, bottom } = box;
      for (let up = one.parentElement; up; up = up.parentElement) {
        if (getComputedStyle(up).overflowY === 'visible') continue;
        const edge = up.getBoundingClientRect();
        left = Math.max(left, edge.left); top = Math.max(top, edge.top); right = Math.min(right, edge.right); bottom = Math.min(bottom, edge.bottom);
      }
      return { left, top, right, bottom };
    };
    const boxes = controls.map((one) => ({ one, box: inView(one) })).filter(({ box }) => box.right - box.left > 1 && box.bottom - box.top > 1);
    boxes.forEach(({ one: a, box: x }, at) => {
      for (const { one: b, box: y } of boxes.slice(at + 1)) {
        if (a.contains(b) || b.contains(a) || a.closest('[class*=newer]') || b.closest('[class*=newer]')) continue;
        if (x.left < y.right - 1 && y.left < x.right - 1 && x.top < y.bottom - 1 && y.top < x.bottom - 1) found.push(name(a) + ' lies over ' + name(b));
      }
    });
    return [...new Set(found)];
  })()`);
}

/** Scrolls to a control and tells whether it can then be seen whole and is on top. */
export function canBeReached(page: Page, selector: string): Promise<boolean> {
  return page.evaluate<boolean>(`(() => {
    const one = document.querySelector(${JSON.stringify(selector)});
    one.scrollIntoView({ block: 'center' });
    const { left, top, right, bottom } = one.getBoundingClientRect();
    if (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1) return false;
    const top1 = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return one.contains(top1) || top1 === one;
  })()`);
}
