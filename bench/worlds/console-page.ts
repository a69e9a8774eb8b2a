import type { BrowserContext, Page } from 'playwright-core';

/** What the measured pages are known by once what was asked for stands there. */
export const pages = [
  ['now', '#/now', 'main figure svg'],
  ['conversations', '#/messages', 'main ul a[href^="#/people/"]'],
  ['one person', '#/people/1', 'main ol li'],
  ['problems', '#/problems', '[data-cause]'],
  ['set-up', '#/setup', 'main section'],
  ['reports', '#/reports', 'main dl dd'],
  ['bot', '#/bot', 'main [role=tablist]'],
] as const;

/** Milliseconds from the start of loading a page until it shows that. */
export async function shownAfter(context: BrowserContext, url: string, selector: string): Promise<number> {
  const page = await context.newPage();
  await page.addInitScript(`globalThis.shown = new Promise((resolve, reject) => {
    ${whenPainted(selector, 'performance.now()')}
  })`);
  await page.goto(url);
  // Not by a function that playwright puts together in the page: its policy forbids that, as it should.
  const took = await page.evaluate<number>('globalThis.shown');
  await page.close();
  return took;
}

/** Looks at every frame whether that is there; the frame with it in it is painted before the next one begins. */
const whenPainted = (selector: string, value: string): string => `
    const late = setTimeout(() => reject(new Error('not shown within a minute')), 60_000);
    const look = () => {
      if (!document.querySelector(${JSON.stringify(selector)})) return requestAnimationFrame(look);
      clearTimeout(late);
      requestAnimationFrame(() => resolve(${value}));
    };
    look();`;

/** Milliseconds from a key until the list that it asks for is painted in place of the one that stands there. */
export async function listAfter(page: Page, list: string, press: () => Promise<void>): Promise<number> {
  await page.evaluate(`(() => {
    for (const one of document.querySelectorAll(${JSON.stringify(list)})) one.dataset.old = '';
    globalThis.listed = new Promise((resolve, reject) => {
      const pressed = ({ timeStamp: from }) => {${whenPainted(`${list}:not([data-old])`, 'performance.now() - from')}
      };
      addEventListener('keydown', pressed, { once: true, capture: true });
    });
  })()`);
  await press();
  return await page.evaluate<number>('globalThis.listed');
}

/** How evenly a page goes on. */
export interface Evenness {
  frames: number;
  /** The longest time between two frames, and that within which 99 of 100 came. Milliseconds. */
  longest: number;
  p99: number;
  /** Work that nothing could interrupt for more than 50 ms: how often, and the longest. */
  longTasks: number;
  longestTask: number;
}

/** Watches a page until what is given back is called. */
export async function watched(page: Page): Promise<() => Promise<Evenness>> {
  await page.evaluate(`(() => {
    const gaps = [], tasks = [];
    let last = performance.now();
    const frame = (at) => { gaps.push(at - last); last = at; requestAnimationFrame(frame); };
    requestAnimationFrame(frame);
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((one) => one.duration))).observe({ type: 'longtask' });
    globalThis.evenness = () => {
      const sorted = gaps.toSorted((a, b) => a - b);
      return { frames: gaps.length, longest: sorted.at(-1) ?? 0, p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
        longTasks: tasks.length, longestTask: Math.max(0, ...tasks) };
    };
  })()`);
  return () => page.evaluate<Evenness>('globalThis.evenness()');
}
