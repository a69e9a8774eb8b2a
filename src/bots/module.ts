import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Misconfigured, reasonOf } from '../errors.ts';
import { actionsOf, type Answer } from './actions.ts';
import type { Bot, Turn } from './bot.ts';

/** The short form of a bot: one function. A string is a reply; `[]` says nothing. */
export type AnswerFunction = (turn: Turn, signal: AbortSignal) => Answer | Promise<Answer>;

/**
 * Loads the user's own bot: a file (`.ts`, `.js`, `.mjs`; from `cwd`, or absolute) or the name of an installed package.
 * Its default export is a `Bot` or an `AnswerFunction`. What it gives back is checked at each turn.
 *
 * @throws Misconfigured where there is no such module, it fails while loading, or its default export is neither.
 */
export async function openModuleBot(name: string, cwd: string = process.cwd()): Promise<Bot> {
  const address = addressOf(name, cwd);
  let loaded: { default?: unknown };
  try {
    loaded = (await import(/* @vite-ignore */ address)) as { default?: unknown };
  } catch (cause) {
    const missing = address === name && (cause as { code?: string }).code === 'ERR_MODULE_NOT_FOUND';
    const why = missing ? 'is neither a file nor an installed package' : `failed while loading: ${reasonOf(cause)}`;
    throw new Misconfigured(`BOT_MODULE: ${name} ${why}. Looked from ${cwd}.`, { cause });
  }
  return botOf(loaded.default, name);
}

function botOf(given: unknown, name: string): Bot {
  // A CommonJS file that was TypeScript keeps its default one level deeper.
  const made = isRecord(given) && typeof given['answer'] !== 'function' ? (given['default'] ?? given) : given;
  if (typeof made === 'function') {
    return { answer: async (turn, signal) => actionsOf(await (made as AnswerFunction)(turn, signal), name) };
  }
  if (!isRecord(made) || typeof made['answer'] !== 'function') {
    const what = given === undefined ? 'has no default export' : 'has a default export that is no bot';
    throw new Misconfigured(
      `BOT_MODULE: ${name} ${what}. Write: export default { answer(turn) { return 'Hello'; } } (or just the function).`,
    );
  }
  const bot = made as { answer: AnswerFunction; close?: Bot['close'] };
  return {
    answer: async (turn, signal) => actionsOf(await bot.answer(turn, signal), name),
    close: () => bot.close?.(),
  };
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

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
