import { Misconfigured, reasonOf } from '../../errors.ts';
import { actionsOf, type Answer } from '../actions.ts';
import type { Bot, Turn } from '../bot.ts';
import { placeOfFault } from '../place-of-fault.ts';
import type { Start } from './protocol.ts';
import { syntaxPlace } from './syntax-place.ts';

/** The short form of a bot: one function. A string is a reply; `[]` says nothing. */
export type AnswerFunction = (turn: Turn, signal: AbortSignal) => Answer | Promise<Answer>;

/**
 * Imports the operator's module, in the thread it is to run in. What it gives back is checked at each turn.
 *
 * @throws Misconfigured where it fails while loading, or its default export is no bot.
 */
export async function loadBot({ address, name, cwd }: Start): Promise<Bot> {
  let loaded: { default?: unknown };
  try {
    loaded = (await import(/* @vite-ignore */ address)) as { default?: unknown };
  } catch (cause) {
    const missing = address === name && (cause as { code?: string }).code === 'ERR_MODULE_NOT_FOUND';
    const stack = cause instanceof Error ? cause.stack : undefined;
    const at = placeOfFault(stack) ?? (cause instanceof SyntaxError ? syntaxPlace(address) : null);
    const failed = `failed while loading: ${reasonOf(cause)}${at === null ? '' : ` (${at})`}`;
    const why = missing ? 'is neither a file nor an installed package' : failed;
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

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
