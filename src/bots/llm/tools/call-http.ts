import type { Turn } from '../../bot.ts';
import { Unreachable } from '../../../errors.ts';
import { answerText } from '../../../wire/answer-text.ts';
import { mayHaveLeft, whyNoAnswer } from '../../../wire/no-answer.ts';
import type { OperatorTool, ToolResult } from './operator-tool.ts';
import type { ToolEntry } from './tools-file.ts';

/** More than this of an answer no model needs. Bytes, and characters that it is shown. */
const MOST_BYTES = 1_000_000;
const MOST_SHOWN = 4_000;

interface Around {
  person: Turn['person'];
  key: string;
  signal: AbortSignal;
  fetch?: typeof globalThis.fetch | undefined;
}

/**
 * One call of the operator's. Whose it is stands beside the arguments, put there by us. What the other side says of a failure never reaches
 * the model.
 *
 * @throws Unreachable where it may have been done all the same.
 */
export async function callHttp(
  entry: ToolEntry,
  input: Record<string, unknown>,
  { person, key, signal, fetch = globalThis.fetch }: Around,
): Promise<ToolResult> {
  const url = addressOf(entry.url, input);
  if (url === null) return { ok: false, text: 'Not done: an argument is no value for this.' };
  const used = new Set([...entry.url.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  const rest = Object.fromEntries(Object.entries(input).filter(([name]) => !used.has(name)));
  const sends = entry.method !== 'GET';
  if (!sends) {
    for (const [name, value] of Object.entries(rest)) url.searchParams.set(name, textOf(value));
    url.searchParams.set('person_id', person.id);
    if (person.phone !== null) url.searchParams.set('person_phone', person.phone);
  }
  const late = AbortSignal.timeout(entry.timeout * 1000);
  try {
    const response = await fetch(url, {
      method: entry.method,
      headers: {
        accept: 'application/json, text/plain',
        ...entry.headers,
        'idempotency-key': key,
        ...(sends ? { 'content-type': 'application/json' } : {}),
      },
      ...(sends ? { body: JSON.stringify({ ...rest, person: personOf(person) }) } : {}),
      redirect: 'error',
      signal: AbortSignal.any([signal, late]),
    });
    const text = await answerText(response, MOST_BYTES);
    if (response.ok) return { ok: true, text: text.slice(0, MOST_SHOWN).trim() || 'Done.' };
    if (response.status >= 500 && sends)
      throw new Unreachable(`${entry.name} failed (${response.status})`, { unclear: true });
    return { ok: false, text: refusal(response.status) };
  } catch (error) {
    if (error instanceof Unreachable) throw error;
    signal.throwIfAborted();
    const { kind } = whyNoAnswer(late.aborted ? late.reason : error);
    if (sends && mayHaveLeft(kind)) throw new Unreachable(`${entry.name} gave no answer`, { unclear: true });
    return { ok: false, text: 'Not done: it cannot be reached at the moment.' };
  }
}

const refusal = (status: number): string =>
  status === 404 ? 'Not found.' : status < 500 ? `Refused (${status}).` : 'It cannot be looked up at the moment.';

const personOf = ({ id, name, phone }: Turn['person']) => ({ id, name, phone });

/** A value as it stands in an address or is shown to a customer. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Null where an argument would lead to another place than the file says. */
function addressOf(template: string, input: Record<string, unknown>): URL | null {
  let isOther = false;
  const written = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = textOf(input[name] ?? '');
    isOther ||= value === '' || /^\.{1,2}$/.test(value) || /[\u0000-\u001f]/.test(value);
    return encodeURIComponent(value);
  });
  return isOther ? null : URL.parse(written);
}

export type { OperatorTool };
