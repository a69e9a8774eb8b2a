import { AnswerTooLarge, answerText } from '../../wire/answer-text.ts';
import { fieldFaults } from '../../wire/field-faults.ts';
import { whyNoAnswer } from '../../wire/no-answer.ts';
import { ACTION_FIELDS, actionsShape } from '../actions.ts';
import type { Action } from '../bot.ts';
import { filePath } from '../http/file-path.ts';
import { LARGEST_ANSWER } from '../http/http-bot.ts';
import { signed } from '../http/sign.ts';
import { Broken } from './fault.ts';
import type { OurSide } from './our-side.ts';
import type { Given, Subject, Twist } from './subject.ts';
import type { CheckTurn } from './turns.ts';

export interface HttpSubjectOptions {
  /** `BOT_URL`. */
  url: string;
  /** `BOT_SECRET`. */
  secret: string;
  /** `BOT_TIMEOUT`. */
  timeoutMs: number;
  now: () => number;
  ours: OurSide;
}

/** A program behind an address, called as `BOT=http` calls it, or otherwise where that is what is examined. */
export function openHttpSubject(options: HttpSubjectOptions): Subject {
  const { timeoutMs, ours } = options;
  return {
    kind: 'http',
    async ask(turn, twist = {}) {
      const began = performance.now();
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await called(turn, twist, signal, options);
      const later = response.status === 202;
      const actions = later
        ? await afterwards(response, turn, signal, ours)
        : await actionsIn(response, signal, timeoutMs);
      return { actions, took: performance.now() - began, later } satisfies Given;
    },
    async status(turn, twist) {
      try {
        const response = await post(turn, twist, AbortSignal.timeout(timeoutMs), options);
        await response.body?.cancel();
        return response.status;
      } catch {
        return null;
      }
    },
    seen: () => ours.seen(),
    close: () => ours.close(),
  };
}

async function called(
  turn: CheckTurn,
  twist: Twist,
  signal: AbortSignal,
  options: HttpSubjectOptions,
): Promise<Response> {
  let response: Response;
  try {
    response = await post(turn, twist, signal, options);
  } catch (error) {
    throw brokenBy(error, signal, options.timeoutMs);
  }
  const { status } = response;
  if (status === 200 || status === 202) return response;
  await response.body?.cancel();
  throw new Broken(status >= 300 && status < 400 ? 'redirect' : 'status', String(status));
}

async function post(
  turn: CheckTurn,
  { signature, more = {}, body: given, leaveAfterMs }: Twist,
  signal: AbortSignal,
  { url, secret, now }: HttpSubjectOptions,
): Promise<Response> {
  const body = given ?? JSON.stringify({ turn: withPaths(turn, secret, now()), ...more });
  const at = Math.floor(now() / 1000) - (signature === 'old' ? 3_600 : 0);
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': turn.id,
    ...(signature === 'none' ? {} : signed(signature === 'wrong' ? `not ${secret}` : secret, String(at), body)),
  };
  const signals = [signal, ...(leaveAfterMs === undefined ? [] : [AbortSignal.timeout(leaveAfterMs)])];
  return await fetch(url, { method: 'POST', redirect: 'manual', headers, body, signal: AbortSignal.any(signals) });
}

/** The paths of its files are signed when it is posted. */
function withPaths(turn: CheckTurn, secret: string, now: number): CheckTurn {
  const messages = turn.messages.map((said) =>
    said.file ? { ...said, file: { ...said.file, path: filePath(turn.id, said.id, secret, now) } } : said,
  );
  return { ...turn, messages };
}

async function afterwards(response: Response, turn: CheckTurn, signal: AbortSignal, ours: OurSide): Promise<Action[]> {
  await response.body?.cancel();
  return await ours.actionsOf(turn.id, signal);
}

async function actionsIn(response: Response, signal: AbortSignal, timeoutMs: number): Promise<Action[]> {
  let text: string;
  try {
    text = await answerText(response, LARGEST_ANSWER);
  } catch (error) {
    if (error instanceof AnswerTooLarge) throw new Broken('too_large', `${LARGEST_ANSWER / 1024 / 1024} MB`);
    throw brokenBy(error, signal, timeoutMs);
  }
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw new Broken('no_json', response.headers.get('content-type') ?? '-');
  }
  const read = actionsShape.safeParse(given);
  if (read.success) return read.data.actions;
  const faults = fieldFaults(read.error, ACTION_FIELDS);
  throw new Broken('shape', faults.map(({ path, message }) => `${path}: ${message}`).join('; '));
}

function brokenBy(error: unknown, signal: AbortSignal, timeoutMs: number): Broken {
  if (signal.aborted) return new Broken('too_slow', `${timeoutMs / 1000} s`);
  const { kind, code } = whyNoAnswer(error);
  const detail = code || kind;
  return new Broken(kind === 'cut' || kind === 'timeout' ? 'broke_off' : 'unreachable', detail);
}
