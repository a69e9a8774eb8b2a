import { Refused } from '../../errors.ts';
import { foreignWords } from '../../wire/foreign-words.ts';
import { mediaType } from '../../wire/media-type.ts';
import { filled, list, record } from '../../wire/read.ts';
import { retryAfterSeconds } from '../../wire/retry-after.ts';
import type { Answer } from '../api/exchange.ts';

/**
 * What kind of no:
 * `missing_record` a 404 of Chatwoot itself (JSON): inbox, contact or conversation are not there ·
 * `unknown_call` a 404 that is no JSON: the address is not a Chatwoot's, or its release does not know the call ·
 * `redirect` it points elsewhere · `not_chatwoot` a 2xx whose body is not Chatwoot's (a login page, a proxy's own page) ·
 * `answer` every other status.
 */
export type RefusalKind = 'missing_record' | 'unknown_call' | 'redirect' | 'not_chatwoot' | 'answer';

/** An answer that was not what we asked for. */
export class ChatwootRefused extends Refused {
  readonly kind: RefusalKind;
  /** The call by its shape, without ids: `POST /contacts/:contact/conversations/:conversation/messages`. */
  readonly call: string;
  /** Chatwoot's own words (`message` or `error` of the body), where it gave any. */
  readonly said: string | null;

  constructor(
    message: string,
    facts: {
      kind: RefusalKind;
      call: string;
      status: number;
      said?: string | null;
      retryAfter?: number | null;
      unclear: boolean;
    },
  ) {
    super(message, facts);
    this.kind = facts.kind;
    this.call = facts.call;
    this.said = facts.said ?? null;
  }
}

/** True for Chatwoot's own "there is no such record": what we kept is gone there, look it up or make it again. */
export function isMissingRecord(error: unknown): error is ChatwootRefused {
  return error instanceof ChatwootRefused && error.kind === 'missing_record';
}

/** True where something in front of Chatwoot answered in its place: it is in maintenance, or is being started. */
export const isPageInFront = (error: unknown): boolean =>
  error instanceof ChatwootRefused &&
  (error.kind === 'redirect' || error.kind === 'not_chatwoot' || error.status === 503);

/**
 * The error for an answer that is no success, or for a success that is not Chatwoot's.
 * The call is unclear where it may have taken effect all the same: Chatwoot answers 500 after saving
 * (seen with its Redis down), and a proxy's page in place of the answer tells nothing.
 *
 * @param asked.sent what went along, none of which may show up in the error
 */
export function refusalOf(
  answer: Answer,
  asked: { call: string; changes: boolean; url: string; now: number; sent?: unknown },
): ChatwootRefused {
  const { status } = answer;
  const { call } = asked;
  const start = `Chatwoot, ${call}: answered ${status}`;
  if (status >= 300 && status < 400) {
    const message = `${start}, ${whereTo(answer.headers.get('location'), asked.url)}`;
    return new ChatwootRefused(message, { kind: 'redirect', call, status, unclear: asked.changes });
  }
  if (answer.ok) {
    const message = `${start}, but with something that is not Chatwoot's answer (${answer.type === '' ? 'no content type' : mediaType(answer.type)}): a login page or another program answers there`;
    return new ChatwootRefused(message, { kind: 'not_chatwoot', call, status, unclear: asked.changes });
  }
  if (status === 404) {
    const kind = answer.isJson ? 'missing_record' : 'unknown_call';
    const what = answer.isJson
      ? 'there is no such record'
      : 'the address does not know this call: no Chatwoot there, or too old a release';
    return new ChatwootRefused(`${start}, ${what}`, {
      kind,
      call,
      status,
      said: saidBy(answer.json, asked.sent),
      unclear: false,
    });
  }
  const said = saidBy(answer.json, asked.sent);
  return new ChatwootRefused(said === null ? start : `${start}: ${said}`, {
    kind: 'answer',
    call,
    status,
    said,
    retryAfter: retryAfterSeconds(answer.headers, asked.now),
    unclear: status >= 500 && asked.changes,
  });
}

/** The server's words, short, without what was sent and without numbers that may be a person's. */
function saidBy(answered: unknown, sent: unknown): string | null {
  const body = record(answered);
  // Without a token the application API says `{errors: [...]}`.
  const words = filled(body?.message) ?? filled(body?.error) ?? filled(list(body?.errors)[0]);
  return words === null
    ? null
    : foreignWords(words, sent)
        .replace(/\d{6,}/g, '…')
        .slice(0, 200);
}

/** A redirect that only moves the root tells what CHATWOOT_URL should be; any other is named by its host alone, as the path may hold ids. */
function whereTo(location: string | null, url: string): string {
  const from = new URL(url);
  const to = location !== null && URL.canParse(location, url) ? new URL(location, url) : null;
  if (!to) return 'a redirect that points nowhere';
  const call = from.pathname.slice(Math.max(from.pathname.search(/\/(public\/)?api(\/|$)/), 0));
  const root = to.pathname.endsWith(call) ? to.origin + to.pathname.slice(0, -call.length) : null;
  const same = root !== null && url.startsWith(`${root}${call}`);
  if (root !== null && !same) return `a redirect: CHATWOOT_URL should be ${root}`;
  return `a redirect to ${to.origin}, which is not this call: a login, a maintenance page or another program stands in front of Chatwoot`;
}
