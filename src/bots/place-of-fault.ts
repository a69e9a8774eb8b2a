import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Our own code and that of packages: what went wrong there was called wrongly from the operator's. */
const OURS = fileURLToPath(new URL('../', import.meta.url));
const isTheirs = (file: string): boolean =>
  !file.startsWith('node:') && !file.startsWith(OURS) && !file.includes(`${sep}node_modules${sep}`);

/**
 * Where in the operator's code something went wrong, as editors open it: `my-bot.ts:12:5`, from the folder that the service runs in. Null
 * where nothing tells.
 */
export function placeOfFault(stack: string | undefined): string | null {
  for (const line of (stack ?? '').split('\n')) {
    // A frame, or the first line of what could not be read as a program: `/bots/my-bot.ts:12`.
    const [, file, place] =
      /^(?: +at (?:async )?(?:.* \()?)?((?:file:\/\/)?(?:\/|[A-Za-z]:\\).*?):(\d+(?::\d+)?)\)?$/.exec(line) ?? [];
    if (file === undefined || place === undefined) continue;
    const path = file.startsWith('file://') ? fileURLToPath(file.replace(/\?.*$/, '')) : file;
    if (isTheirs(path)) return `${near(path)}:${place}`;
  }
  return null;
}

function near(path: string): string {
  const from = relative(process.cwd(), path);
  return from.startsWith('..') ? path : from;
}
