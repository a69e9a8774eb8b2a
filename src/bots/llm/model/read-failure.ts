import { APICallError } from 'ai';
import { list, record } from '../../../wire/read.ts';
import { retryAfterSeconds } from '../../../wire/retry-after.ts';
import { whyNoAnswer } from '../../../wire/no-answer.ts';
import { ModelFailure } from './failure.ts';

/** What a server said of a failure, from whatever shape it gave it. */
export interface Said {
  status: number | null;
  message: string;
  param: string | null;
  /** `code` and `type`, in one. */
  code: string;
  /** It was JSON of an API, and not some page. */
  isJson: boolean;
}

/** Null where it is no answer of a server. The words are the server's and may quote what was sent: never for a log. */
export function saidOf(error: unknown): Said | null {
  if (!APICallError.isInstance(error) || error.statusCode === undefined) return null;
  let value: unknown = error.data;
  if (value === undefined) {
    try {
      value = JSON.parse(error.responseBody ?? '');
    } catch {
      return { status: error.statusCode, message: '', param: null, code: '', isJson: false };
    }
  }
  // Gemini gives a list; Mistral and FastAPI no `error` around it; Ollama only a text.
  const whole = record(Array.isArray(value) ? list(value)[0] : value);
  const inner = whole?.['error'] ?? whole?.['detail'] ?? whole;
  const own = record(inner);
  const message = typeof inner === 'string' ? inner : (own?.['message'] ?? '');
  const code = [own?.['code'], own?.['type'], own?.['status']]
    .filter((one) => typeof one === 'string' || typeof one === 'number')
    .join(' ');
  const param = typeof own?.['param'] === 'string' ? own['param'] : null;
  // OpenRouter says with 200 what went wrong after it had begun.
  const inBody = error.statusCode === 200 && typeof own?.['code'] === 'number' ? own['code'] : 0;
  return {
    status: inBody >= 400 && inBody < 600 ? inBody : error.statusCode,
    message: typeof message === 'string' ? message : JSON.stringify(message),
    param,
    code,
    isJson: true,
  };
}

const TOO_LONG =
  /context_length_exceeded|exceed_context_size|maximum context length|context (window|size)|too many tokens|prompt is too long/i;
const NO_BALANCE = /insufficient_quota|insufficient.{0,10}(credit|balance|fund)|billing|exceeded your current quota/i;

/** The failure behind what a call threw, by the table in docs/LLM.md. */
export function failureOf(error: unknown, limits: { timeoutMs: number; now: number }): ModelFailure {
  if (error instanceof ModelFailure) return error;
  const { name } = error instanceof Error ? error : { name: '' };
  if (name === 'TimeoutError')
    return new ModelFailure('timeout', `the model did not answer within ${limits.timeoutMs / 1000} s (LLM_TIMEOUT)`);
  const said = saidOf(error);
  if (said !== null && said.status !== 200) return refusedBy(said, error as APICallError, limits.now);
  const cause = causeOf(error);
  if (cause === 'AnswerTooLarge') return new ModelFailure('malformed', 'the model server answered with too much');
  if (said !== null && /process successful/i.test((error as Error).message))
    return new ModelFailure('cut', 'the model server broke off its answer');
  if (name === 'AI_ToolChoiceViolationError')
    return new ModelFailure('steps', 'the model went on calling tools when it was to answer');
  if (said !== null || name === 'AI_InvalidResponseDataError')
    return new ModelFailure('malformed', 'the model server answered with something that is no answer');
  if (APICallError.isInstance(error) || name === 'TypeError') {
    const { kind, code } = whyNoAnswer(error);
    const why = { unknown_host: 'its host is not known', refused: 'nobody listens at its address' }[kind as string];
    return new ModelFailure(
      'unreachable',
      `the model server cannot be reached: ${why ?? (code || 'connection broke')}`,
    );
  }
  return new ModelFailure('malformed', `the call of the model failed: ${/^[\w.]{1,60}$/.test(name) ? name : 'Error'}`);
}

function refusedBy(said: Said, error: APICallError, now: number): ModelFailure {
  const { status, message, code, isJson } = said;
  const words = `${code} ${message}`;
  const headers = new Headers(error.responseHeaders);
  const seconds = retryAfterSeconds(headers, now);
  const wait = seconds === null ? null : seconds * 1000;
  if (TOO_LONG.test(words) || status === 413)
    return new ModelFailure('context', 'the model takes no text this long: its context is too small');
  if (/content_filter|content management policy|moderation/i.test(words))
    return new ModelFailure('filtered', 'the model server filtered it');
  if (status === 402 || NO_BALANCE.test(words))
    return new ModelFailure('balance', 'the account at the model server has no balance left');
  if (status === 401 || /invalid_api_key/.test(code))
    return new ModelFailure('key', 'the model server does not take the key (LLM_API_KEY)');
  if (status === 403) return new ModelFailure('key', 'the model server forbids it: key, region or terms (403)');
  if (status === 404 || /model_not_found/.test(code)) {
    return isJson && /model/i.test(words)
      ? new ModelFailure('model', 'the model server has no such model (LLM_MODEL)')
      : new ModelFailure('address', 'there is no model server at this address (LLM_BASE_URL)');
  }
  if (status === 429) return new ModelFailure('busy', 'the model server asks us to slow down (429)', wait);
  if (/tool_use_failed/.test(code)) return new ModelFailure('malformed', 'the model called a tool in a broken way');
  if (status !== null && (status >= 500 || status === 408 || status === 409))
    return new ModelFailure('server', `the model server failed (${status})`, wait);
  return new ModelFailure('refused', `the model server refuses the request (${status})`);
}

/** The name of the error at the bottom, where the body was being read. */
function causeOf(error: unknown): string {
  let name = '';
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 6; depth++, at = at.cause) {
    if (at.name === 'AnswerTooLarge') return at.name;
    ({ name } = at);
  }
  return name;
}
