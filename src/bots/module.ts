import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Misconfigured } from '../errors.ts';
import { silentLog, type Log } from '../observe/log.ts';
import type { Bot } from './bot.ts';
import { ModuleBot } from './module/module-bot.ts';

export type { AnswerFunction } from './module/load.ts';

/**
 * Loads the user's own bot into a thread of its own: a file (`.ts`, `.js`, `.mjs`; from `cwd`, or absolute) or the name of an installed
 * package. Its default export is a `Bot` or an `AnswerFunction`. What it gives back is checked at each turn.
 *
 * @throws Misconfigured where there is no such module, it fails while loading, or its default export is neither.
 */
export async function openModuleBot(name: string, cwd: string = process.cwd(), log: Log = silentLog()): Promise<Bot> {
  return await ModuleBot.open({ address: addressOf(name, cwd), name, cwd }, log);
}

/** A file's URL, or for a package the file that `cwd` would load, else its bare name. */
function addressOf(name: string, cwd: string): string {
  const path = name.startsWith('file:') ? fileURLToPath(name) : resolve(cwd, name);
  if (existsSync(path)) return pathToFileURL(path).href;
  if (/^\.{0,2}[/\\]|^file:|\.[cm]?[jt]s$/u.test(name) || isAbsolute(name)) {
    throw new Misconfigured(`BOT_MODULE: ${path} does not exist. Paths start from the working directory, ${cwd}.`);
  }
  try {
    return pathToFileURL(createRequire(join(cwd, 'package.json')).resolve(name)).href;
  } catch {
    // Packages for `import` alone are not found this way; then our own neighbours are asked.
    return name;
  }
}
