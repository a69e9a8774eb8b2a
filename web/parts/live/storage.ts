/** Small things a page keeps in the browser. A browser that refuses storage costs the memory, not the page. */
type Shelf = 'localStorage' | 'sessionStorage';

const prefix = 'optiatiende.';

export function recall(key: string, shelf: Shelf = 'localStorage'): string | null {
  try {
    return window[shelf].getItem(prefix + key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string, shelf: Shelf = 'localStorage'): void {
  try {
    window[shelf].setItem(prefix + key, value);
  } catch {
    // Full or forbidden: nothing here is worth an error on the page.
  }
}
