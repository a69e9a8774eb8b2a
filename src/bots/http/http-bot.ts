import { pause, type Clock } from '../../clock.ts';
import { answerText } from '../../wire/answer-text.ts';
import { fieldFaults } from '../../wire/field-faults.ts';
import { mayHaveLeft, whyNoAnswer } from '../../wire/no-answer.ts';
import { ACTION_FIELDS, actionsShape } from '../actions.ts';
import type { Action, Bot, Turn } from '../bot.ts';
import { BotFault } from '../fault.ts';
import { filePath } from './file-path.ts';
import { signed } from './sign.ts';
import { turnBody } from './turn-shape.ts';

export interface HttpBotOptions {
  /** `BOT_URL`. */
  url: string;
  /** `BOT_SECRET`. */
  secret: string;
  clock: Clock;
  /** The actions that came by the API for a turn, as JSON; null where none did. */
  actionsOf: (turnId: string) => Promise<string | null>;
  /** For tests; the built-in one where absent. */
  fetch?: typeof globalThis.fetch;
}

/** A file of 8 MB in base64, and words. Bytes. */
export const LARGEST_ANSWER = 12 * 1024 * 1024;
/** How often it is looked whether the actions of a bot that answers later have come. Milliseconds. */
const LOOK_MS = 250;

/**
 * A program of the operator's behind an address: each turn is one signed POST, whose answer holds the actions; or 202, and they come by
 * `POST /api/turns/{id}/actions`. A retry is the same turn, and asks for what has come already first.
 */
export function openHttpBot(options: HttpBotOptions): Bot {
  return {
    async answer(turn, signal) {
      const come = await options.actionsOf(turn.id);
      if (come !== null) return JSON.parse(come) as Action[];
      const response = await post(turn, signal, options);
      if (response.status === 202) {
        await response.body?.cancel();
        return await later(turn.id, signal, options);
      }
      if (!response.ok) {
        await response.body?.cancel();
        throw new BotFault(
          `the bot at BOT_URL answered ${response.status}${hints[response.status] ?? hintOf(response)}`,
        );
      }
      return actionsIn(await answerText(response, LARGEST_ANSWER));
    },
  };
}

/** What a status mostly means there. */
const hints: Record<number, string> = {
  401: ': is BOT_SECRET the same on both sides, and are the bytes signed as they came?',
  403: ': is BOT_SECRET the same on both sides?',
  404: ': look at the path in BOT_URL',
  405: ': look at the path in BOT_URL, turns come by POST',
  413: ': it must take bodies of some hundred kB',
};

const hintOf = ({ status }: Response): string =>
  status >= 300 && status < 400
    ? ': redirects are not followed, set BOT_URL to the final address'
    : status >= 500
      ? ': it failed itself, its own log says where'
      : '';

async function post(turn: Turn, signal: AbortSignal, { url, secret, clock, ...options }: HttpBotOptions) {
  const body = JSON.stringify(turnBody(turn, (message) => filePath(turn.id, message, secret, clock.now())));
  const timestamp = String(Math.floor(clock.now() / 1000));
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': turn.id,
    ...signed(secret, timestamp, body),
  };
  try {
    return await (options.fetch ?? fetch)(url, { method: 'POST', redirect: 'manual', headers, body, signal });
  } catch (cause) {
    if (signal.aborted) throw cause;
    const { kind, code } = whyNoAnswer(cause);
    const what = mayHaveLeft(kind) ? 'broke off without an answer' : 'could not be reached';
    throw new BotFault(`the bot at BOT_URL ${what} (${code || kind})`);
  }
}

async function later(turnId: string, signal: AbortSignal, { actionsOf }: HttpBotOptions): Promise<Action[]> {
  for (;;) {
    signal.throwIfAborted();
    const come = await actionsOf(turnId);
    if (come !== null) return JSON.parse(come) as Action[];
    await pause(LOOK_MS, signal);
  }
}

function actionsIn(text: string): Action[] {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw new BotFault('the bot at BOT_URL answered 200 with what is no JSON: {"actions": […]} is wanted');
  }
  const read = actionsShape.safeParse(given);
  if (read.success) return read.data.actions;
  const faults = fieldFaults(read.error, ACTION_FIELDS).map(({ path, message }) => `${path}: ${message}`);
  throw new BotFault(`the bot at BOT_URL gave wrong actions: ${faults.join('; ')}`);
}
