import { reasonOf } from '../../errors.ts';
import { failedAlone, pageInFront, refusedAlone, type Patience, type Verdict } from '../../verdict.ts';
import { identityFault, fixes } from './fixes.ts';
import { ChatwootRefused } from './refusal.ts';
import type { Inbox } from '../api/shapes.ts';
import { ChatwootUnreachable } from './unreachable.ts';

/** What is known besides the error itself; all of it optional. */
export interface Known {
  /** A fresh answer of `inbox()`. Ask for it where a contact's POST is answered 500: only so a wrong HMAC token can be told from a passing fault. */
  inbox?: Inbox;
  /** Whether `CHATWOOT_HMAC_TOKEN` is set. */
  hmacToken?: boolean;
}

/** From this try on (about two minutes with the queue's backoff) a fault that looks passing is taken to be lasting, where that is known to happen. */
const STEADY = 8;

/** What each rule sees. */
interface Case {
  error: unknown;
  refused: ChatwootRefused | null;
  unreachable: ChatwootUnreachable | null;
  status: number;
  call: string;
  said: string;
  attempt: number;
  known: Known;
}

type Rule = [name: string, matches: (it: Case) => boolean, verdict: (it: Case) => Verdict];

const giveUp = (it: Case, fix: string, reason = reasonOf(it.error)): Verdict => ({ do: 'give_up', reason, fix });

/** 15 s, 30 s, … 5 min: a pause holds up every person, so it is looked at again soon. */
const pauseMs = (attempt: number): number => Math.min(15_000 * 2 ** Math.min(attempt - 1, 10), 300_000);
/** What the server asked for wins over our own waiting. */
const toldMs = (it: Case): number | null => {
  const seconds = it.refused?.retryAfter ?? null;
  return seconds === null ? null : seconds * 1000;
};
const pauseAll = (it: Case, fix: string): Verdict => ({
  do: 'pause',
  afterMs: toldMs(it) ?? pauseMs(it.attempt),
  reason: reasonOf(it.error),
  fix,
});
/** This message's alone, or everybody's: the inbox tells (`Verdict`). */
const doubt = (it: Case, own: Patience, fix: string, afterMs = toldMs(it)): Verdict => ({
  do: 'doubt',
  reason: reasonOf(it.error),
  fix,
  own,
  ...(afterMs === null ? {} : { afterMs }),
});

/** A 503 is said by servers that are being started, and by firewalls of one text: there is some time between its two tries. */
const BUSY_MS = 20_000;
const busy: Patience = { ...refusedAlone, overMs: BUSY_MS };

const asksForList = (it: Case): boolean => it.call === 'GET /contacts/:contact/conversations';
const asksForInbox = (it: Case): boolean => it.call === 'POST /contacts' || it.call === 'GET /';

/** First match wins. */
const rules: Rule[] = [
  ['certificate', (it) => it.unreachable?.kind === 'tls', (it) => doubt(it, failedAlone, fixes.tls)],
  [
    'list too long',
    // The recorded server needs longer than its own limit of 15 s for 5,000 messages, each time. 502 and 503 are a proxy's.
    (it) =>
      asksForList(it) &&
      it.attempt >= STEADY &&
      (['timeout', 'too_large', 'cut'].includes(it.unreachable?.kind ?? '') || [500, 504].includes(it.status)),
    (it) =>
      giveUp(it, fixes.list, `The list of this person's earlier conversations cannot be had: ${reasonOf(it.error)}`),
  ],
  ['no answer', (it) => it.unreachable !== null, (it) => doubt(it, failedAlone, fixes.noConnection)],
  [
    'redirect',
    (it) => it.refused?.kind === 'redirect',
    (it) => doubt(it, pageInFront, fixes.redirect, toldMs(it) ?? BUSY_MS),
  ],
  [
    'not a Chatwoot',
    (it) => it.refused?.kind === 'not_chatwoot',
    (it) => doubt(it, pageInFront, fixes.notChatwoot, toldMs(it) ?? BUSY_MS),
  ],
  // No problem yet: a proxy says 404 for the moment in which Chatwoot is being started again.
  ['unknown call', (it) => it.refused?.kind === 'unknown_call', (it) => doubt(it, refusedAlone, fixes.unknownCall)],
  [
    'unknown inbox',
    (it) => it.refused?.kind === 'missing_record' && asksForInbox(it),
    (it) => giveUp(it, fixes.inbox, 'The inbox identifier is unknown to Chatwoot (404)'),
  ],
  // Deleted there: whoever registers forgets the kept ids and looks up again.
  ['record gone', (it) => it.refused?.kind === 'missing_record' && it.attempt < STEADY, () => ({ do: 'retry' })],
  ['record gone for good', (it) => it.refused?.kind === 'missing_record', (it) => giveUp(it, fixes.gone)],
  ['login in front', (it) => [401, 403, 407].includes(it.status), (it) => doubt(it, refusedAlone, fixes.login)],
  ['too many requests', (it) => it.status === 429, (it) => pauseAll(it, fixes.tooMany)],
  [
    'conversation full for a minute',
    (it) => it.status === 422 && /too many messages/i.test(it.said),
    () => ({ do: 'retry', afterMs: 20_000 }),
  ],
  [
    'two at once',
    (it) => it.status === 422 && /has already been taken/i.test(it.said) && it.attempt <= 1,
    () => ({ do: 'retry', afterMs: 0 }),
  ],
  ['taken', (it) => it.status === 422 && /has already been taken/i.test(it.said), (it) => giveUp(it, fixes.taken)],
  ['phone', (it) => it.status === 422 && /phone number/i.test(it.said), (it) => giveUp(it, fixes.phone)],
  ['invalid', (it) => it.status === 422, (it) => giveUp(it, fixes.invalid)],
  ['malformed', (it) => it.status === 400, (it) => giveUp(it, fixes.malformed)],
  ['too large', (it) => it.status === 413, (it) => giveUp(it, fixes.tooLarge)],
  ['slow', (it) => [408, 425].includes(it.status), (it) => doubt(it, failedAlone, fixes.noConnection)],
  [
    'identity',
    (it) =>
      it.status === 500 &&
      it.call === 'POST /contacts' &&
      it.known.inbox?.identity_validation_enabled === true &&
      (it.known.hmacToken !== true || it.attempt >= STEADY),
    (it) =>
      giveUp(
        it,
        identityFault(it.known.hmacToken === true),
        'Chatwoot answers 500 to the contact, and its inbox enforces identity validation',
      ),
  ],
  ['not now', (it) => it.status === 503, (it) => doubt(it, busy, fixes.serverFault, toldMs(it) ?? BUSY_MS)],
  ['server fault', (it) => it.status >= 500, (it) => doubt(it, failedAlone, fixes.serverFault)],
  ['refused', (it) => it.refused !== null, (it) => doubt(it, refusedAlone, fixes.refused)],
  ['a fault of ours, or of the database', (it) => it.attempt < STEADY, () => ({ do: 'retry' })],
  ['a fault of ours', () => true, (it) => giveUp(it, fixes.ours)],
];

/**
 * What to do after a failed call to Chatwoot's public client API.
 *
 * @param attempt how often the job has been tried, this time included: 1 is the first
 */
export function registerVerdict(error: unknown, attempt: number, known: Known = {}): Verdict {
  const refused = error instanceof ChatwootRefused ? error : null;
  const unreachable = error instanceof ChatwootUnreachable ? error : null;
  const it: Case = {
    error,
    refused,
    unreachable,
    status: refused?.status ?? 0,
    call: refused?.call ?? unreachable?.call ?? '',
    said: refused?.said ?? '',
    attempt,
    known,
  };
  const rule = rules.find(([, matches]) => matches(it));
  return rule ? rule[2](it) : { do: 'retry' };
}
