import { Refused } from '../../errors.ts';
import { cutText } from '../../text.ts';
import { foreignWords } from '../../wire/foreign-words.ts';
import { number, record, trimmed } from '../../wire/read.ts';
import { retryAfterSeconds } from '../../wire/retry-after.ts';
import { maskNumbersIn } from '../numbers.ts';

/**
 * Makes the error of a refused call. Meta's form has `error.code`, by which to decide; providers' own are
 * `meta.developer_message`, `detail`, or a plain text. A 5xx does not tell whether the call took effect.
 *
 * @param sent to whom, and what was sent: none of it may show up in the error's text; `now` is our clock when the answer came.
 */
export function refusal(
  status: number,
  headers: Headers,
  value: unknown,
  raw: string,
  sent: { name: string; secrets: string[]; body?: object | undefined; now: number },
): Refused {
  const error = record(record(value)?.error);
  const code = number(error?.code);
  const said = cutText(maskNumbersIn(foreignWords(reason(value, raw), [sent.secrets, sent.body])), 200);
  const head = `${sent.name} answered ${status}${code === null ? '' : `, code ${code}`}`;
  return new Refused(said === '' ? head : `${head}: ${said}`, {
    status,
    code,
    retryAfter: retryAfterSeconds(headers, sent.now),
    unclear: status >= 500,
    passing: error?.is_transient === true,
  });
}

function reason(value: unknown, raw: string): string {
  const body = record(value);
  const error = record(body?.error);
  const parts = [
    trimmed(error?.message) ?? trimmed(error?.title) ?? trimmed(body?.error),
    trimmed(record(error?.error_data)?.details),
    trimmed(record(body?.meta)?.developer_message),
    trimmed(body?.detail) ?? trimmed(body?.message),
  ].filter((part) => part !== null);
  if (parts.length > 0) return [...new Set(parts)].join(' – ');
  // A proxy's page says nothing worth reading; a short plain text may.
  return /^\s*[<[{]/.test(raw) ? '' : raw.trim().slice(0, 500);
}
