import type { Clock } from '../../clock.ts';
import type { SttSettings } from '../../settings/settings.ts';
import { answerText } from '../../wire/answer-text.ts';
import { parseJson } from '../../wire/json.ts';
import { whyNoAnswer } from '../../wire/no-answer.ts';
import { list, record } from '../../wire/read.ts';
import { retryAfterSeconds } from '../../wire/retry-after.ts';
import { SttFailure } from './stt-failure.ts';
import { soundType } from './sound-type.ts';
import { wordsSaid } from './nothing-said.ts';

export interface Sound {
  bytes: Uint8Array;
  /** As WhatsApp tells it. */
  type: string | null;
}

/** Turns speech into text, by a server that speaks OpenAI's protocol. */
export interface Transcriber {
  /**
   * What is said in it; null where nothing is.
   *
   * @throws SttFailure; what `signal` was aborted with
   */
  hear(sound: Sound, signal: AbortSignal): Promise<string | null>;
}

export type TranscriberOptions = Pick<
  SttSettings,
  'baseUrl' | 'model' | 'apiKey' | 'language' | 'timeoutMs' | 'mostBytes'
> & { clock: Clock };

/** What only the operator can mend is tried again after this long; so is a server that has failed this often in a row. Milliseconds. */
const PAUSE_MS = 30_000;
const FAILURES = 3;
/** No server's wish to be left alone counts for longer. Milliseconds. */
const MOST_WAIT_MS = 60_000;
/** The words of an hour are some 60 kB. */
const MOST_ANSWER = 1024 * 1024;

/** Where no server is named any more. */
export const noTranscriber: Transcriber = { hear: () => Promise.reject(new SttFailure('address')) };

/** While its server is known to hear nobody, a note is told so at once: nobody waits a time-out for what failed for others. */
export function openTranscriber(options: TranscriberOptions): Transcriber {
  const { clock } = options;
  let failures = 0;
  let rest: { until: number; why: SttFailure } | null = null;
  return {
    async hear(sound, signal) {
      if (rest !== null && clock.now() < rest.until) throw rest.why;
      try {
        const text = await transcribe(sound, options, signal);
        failures = 0;
        rest = null;
        return text;
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof SttFailure)) throw error;
        if (error.verdict === 'never') throw error;
        failures += 1;
        const ms = error.verdict === 'pause' || failures >= FAILURES ? PAUSE_MS : (error.waitMs ?? 0);
        if (ms > 0) rest = { until: clock.now() + Math.min(ms, MOST_WAIT_MS), why: error };
        throw error;
      }
    },
  };
}

async function transcribe(
  { bytes, type }: Sound,
  { baseUrl, model, apiKey, language, timeoutMs, mostBytes, clock }: TranscriberOptions,
  signal: AbortSignal,
): Promise<string | null> {
  if (bytes.length > mostBytes) throw new SttFailure('too_large');
  const { ending, mime } = soundType(bytes, type);
  const form = new FormData();
  form.set('model', model);
  if (language !== null) form.set('language', language);
  form.set('response_format', 'json');
  form.set('file', new File([Uint8Array.from(bytes)], `voice.${ending}`, { type: mime }));
  const isAzure = /\.azure\.com$/i.test(URL.parse(baseUrl)?.hostname ?? '');
  const headers: Record<string, string> =
    apiKey === null ? {} : isAzure ? { 'api-key': apiKey } : { authorization: `Bearer ${apiKey}` };
  let response: Response;
  let text: string;
  let answered = false;
  try {
    const all = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    // A redirect would take the key along.
    response = await fetch(`${baseUrl}/audio/transcriptions`, {
      method: 'POST',
      headers,
      body: form,
      signal: all,
      redirect: 'manual',
    });
    answered = true;
    text = await answerText(response, MOST_ANSWER);
  } catch (error) {
    throw noAnswer(error, answered);
  }
  const parsed = parseJson(text);
  if (!response.ok) throw refusal(response, parsed.ok ? parsed.value : null, clock.now());
  const said = parsed.ok ? record(parsed.value)?.['text'] : undefined;
  if (typeof said !== 'string') throw new SttFailure('malformed');
  return wordsSaid(said);
}

function noAnswer(error: unknown, answered: boolean): SttFailure {
  const { kind, code } = whyNoAnswer(error);
  if (kind === 'timeout') return new SttFailure('timeout');
  if (kind === 'too_large') return new SttFailure('malformed');
  return new SttFailure(answered || (kind === 'cut' && code !== '') ? 'cut' : 'unreachable');
}

const NO_BALANCE = /insufficient_quota|insufficient.{0,10}(credit|balance|fund)|billing|exceeded your current quota/i;
const FORMAT = /format|decod|codec|corrupt|could not.{0,20}(process|read)|invalid file|unsupported/i;

/** What a refusal comes to, from whichever shape its server gave it. */
function refusal({ status, headers }: Response, value: unknown, now: number): SttFailure {
  const whole = record(Array.isArray(value) ? list(value)[0] : value);
  const words = JSON.stringify(whole?.['error'] ?? whole?.['detail'] ?? whole ?? '');
  const seconds = retryAfterSeconds(headers, now);
  const waitMs = seconds === null ? null : seconds * 1000;
  if (status === 402 || NO_BALANCE.test(words)) return new SttFailure('balance', { status });
  if (status === 401 || status === 403) return new SttFailure('key', { status });
  if (status === 413) return new SttFailure('too_large', { status });
  if (status === 404 || status === 405 || (status >= 300 && status < 400))
    return new SttFailure(whole !== null && /model/i.test(words) ? 'model' : 'address', { status });
  if (status === 429) return new SttFailure('busy', { status, waitMs });
  if (status >= 500 || status === 408 || status === 409) return new SttFailure('server', { status, waitMs });
  if (/model/i.test(words) && /not (exist|found|support)|unknown|invalid/i.test(words))
    return new SttFailure('model', { status });
  return new SttFailure(FORMAT.test(words) || status === 415 ? 'format' : 'refused', { status });
}
