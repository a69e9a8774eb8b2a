import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** `CHROMIUM_PATH`, else Debian's place, else the first of the usual names on the `PATH`. */
function findBrowser(): string {
  const asked = process.env['CHROMIUM_PATH'];
  if (asked) return asked;
  const folders = ['/usr/bin', ...(process.env['PATH'] ?? '').split(delimiter)];
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
  if (!found) throw new Error('No Chromium found: install one (apt install chromium) or set CHROMIUM_PATH');
  return found;
}

/** A real browser without a window. The caller closes it. */
export function openBrowser(): Promise<Browser> {
  // Chromium refuses its own sandbox to root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: findBrowser(), args });
}
