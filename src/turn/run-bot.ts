import { z } from 'zod';
import type { Action, Bot, Turn } from '../bots/bot.ts';
import { furtherActions, unansweredShape } from '../bots/action-shapes.ts';
import { BotFault } from '../bots/fault.ts';

const option = { id: z.string().min(1), title: z.string().min(1) };
const action = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('reply'),
    text: z.string().refine((text) => text.trim() !== '', 'must not be empty'),
    buttons: z.array(z.object(option)).optional(),
    list: z
      .object({ button: z.string(), rows: z.array(z.object({ ...option, description: z.string().optional() })) })
      .optional(),
    quote: z.string().optional(),
    unanswered: unansweredShape.optional(),
  }),
  z.object({
    do: z.literal('handoff'),
    reason: z.string(),
    words: z.string().nullable(),
    asked: z.boolean().optional(),
    unanswered: unansweredShape.optional(),
  }),
  ...furtherActions,
]);
const actions = z.array(action);

/**
 * Lets the bot answer one turn within its time limit.
 *
 * @throws what the bot threw; `BotFault` for a time-out, or with what is wrong with the actions it gave. A bot that goes on after its
 * time is not waited for.
 */
export async function runBot(bot: Bot, turn: Turn, timeoutMs: number, stopping: AbortSignal): Promise<Action[]> {
  stopping.throwIfAborted();
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new BotFault(`the bot took longer than ${timeoutMs / 1000} s (BOT_TIMEOUT)`)),
    timeoutMs,
  );
  const signal = AbortSignal.any([late.signal, stopping]);
  const over = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  try {
    const given = await Promise.race([Promise.resolve().then(() => bot.answer(turn, signal)), over]);
    const checked = actions.safeParse(given);
    if (!checked.success) throw new BotFault(`the bot gave no valid actions: ${z.prettifyError(checked.error)}`);
    return given;
  } finally {
    clearTimeout(timer);
  }
}
