import type { Bot } from './bot.ts';
import { openBot, type BotKind, type BotOptions } from './open.ts';

/** One of `BOT`. By its name its steps and its state are kept. */
export interface NamedBot {
  name: string;
  bot: Bot;
}

/**
 * The bots the settings ask for, in the order in which they are asked; none for `none`: messages are registered and people answer.
 *
 * @throws Misconfigured where a file of one is missing or wrong; the others are closed then.
 */
export async function openBots(chain: readonly BotKind[], options: Omit<BotOptions, 'kind'>): Promise<NamedBot[]> {
  const open: NamedBot[] = [];
  try {
    for (const kind of chain) open.push({ name: kind, bot: await openBot({ ...options, kind }) });
    return open;
  } catch (error) {
    await closeBots(open).catch(() => undefined);
    throw error;
  }
}

export async function closeBots(bots: readonly NamedBot[]): Promise<void> {
  for (const { bot } of bots) await bot.close?.();
}
