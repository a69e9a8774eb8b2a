import { LATE } from '../deliver/late-message.ts';
import type { AuditedMessage } from '../store/audit/messages.ts';
import type { AuditedJob, AuditedSend } from '../store/audit/work.ts';
import { lacksWords, sideOf } from './answered.ts';
import type { DayCounts } from './days.ts';
import type { Gap } from './gap.ts';
import { registerKeys, type WorkOfPiece } from './work-of-piece.ts';

export interface JudgeOptions {
  now: number;
  /** What has been open for less is on its way, and no gap. Milliseconds. */
  graceMs: number;
  /** WhatsApp keeps a message until the phone is on: this much is given to it. Milliseconds. */
  deliveryMs: number;
}

/** What a gap is beside what every gap of a message is. */
type Found = Pick<Gap, 'kind' | 'next'> & Partial<Pick<Gap, 'number' | 'reason'>>;

/** Counts one message of the ledger, and finds what is missing of it. */
export function judgeMessage(
  message: AuditedMessage,
  work: WorkOfPiece,
  counts: DayCounts,
  options: JudgeOptions,
): Gap[] {
  const found = [
    ...answering(message, work, counts, options),
    ...saying(message, work, counts, options),
    ...registering(message, work, counts, options),
  ];
  const { id, author, created_at: at, wa_id: waId, bsuid } = message;
  return found.map((gap) => ({
    number: null,
    reason: null,
    ...gap,
    day: counts.day,
    at,
    person: waId ?? bsuid ?? '',
    author,
    message: id,
    conversation: null,
    there: [],
  }));
}

function answering(message: AuditedMessage, work: WorkOfPiece, counts: DayCounts, options: JudgeOptions): Found[] {
  // A file that comes late was received with its message.
  if (message.author !== 'customer' || message.kind === LATE) return [];
  const side = sideOf(message);
  counts.received += 1;
  counts[side] += 1;
  if (lacksWords(message)) return [{ kind: 'no_words', next: 'write' }];
  if (side !== 'unanswered') return [];
  const turns = work.turns.get(message.contact_id) ?? [];
  return open({ kind: 'unanswered', next: 'write' }, message, turns, options);
}

function saying(message: AuditedMessage, work: WorkOfPiece, counts: DayCounts, options: JudgeOptions): Found[] {
  const { author, whatsapp_state: state } = message;
  if (author === 'customer' || state === null) return [];
  const sends = work.sends.get(message.id) ?? [];
  // Said on the phone of the business: nothing of it went through us.
  if (state === 'sent' && sends.length === 0) return [];
  if (state === 'discarded') {
    counts.takenBack += 1;
    return [];
  }
  counts.said += 1;
  if (state === 'delivered' || state === 'read') {
    counts.sent += 1;
    counts.delivered += 1;
    return [];
  }
  if (state === 'sent') {
    counts.sent += 1;
    return isYoung(message, options.deliveryMs, options) ? [] : [{ kind: 'undelivered', next: 'phone' }];
  }
  const left = sends.find((send) => send.state === 'failed') ?? sends.find((send) => isUnsent(send));
  const jobs = sends.filter(isUnsent).flatMap(({ id }) => work.jobs.get(`send:${id}`) ?? []);
  const found = open({ kind: 'unsent', next: 'write' }, message, jobs, options);
  return found.map((gap) => ({ ...gap, reason: gap.reason ?? left?.error ?? message.error }));
}

const isUnsent = ({ state }: AuditedSend): boolean => state === 'queued' || state === 'sending' || state === 'failed';

function registering(message: AuditedMessage, work: WorkOfPiece, counts: DayCounts, options: JudgeOptions): Found[] {
  const { chatwoot_state: state, id } = message;
  if (state === 'off' || state === 'dry_run') return [];
  counts.toRegister += 1;
  if (state === 'registered') {
    counts.registered += 1;
    return [];
  }
  const jobs = registerKeys(id).flatMap((key) => work.jobs.get(key) ?? []);
  const found = open({ kind: 'unregistered', next: 'fix' }, message, jobs, options);
  return found.map((gap) => ({ ...gap, reason: gap.reason ?? (state === 'problem' ? message.error : null) }));
}

/** What is not done: its work goes on, was given up, or is not there any more. */
function open(lost: Found, message: AuditedMessage, jobs: AuditedJob[], options: JudgeOptions): Found[] {
  const problem = jobs.find(({ state }) => state === 'problem');
  if (problem) return [{ ...lost, next: 'retry', number: problem.id, reason: problem.last_error }];
  const going = jobs.find(({ state }) => state === 'ready' || state === 'waiting');
  if (going && isYoung(message, options.graceMs, options)) return [];
  if (going) return [{ ...lost, next: 'waits', reason: going.last_error }];
  const dropped = jobs.find(({ last_error: reason }) => reason !== null);
  return [{ ...lost, reason: dropped?.last_error ?? null }];
}

const isYoung = ({ created_at: at }: AuditedMessage, ms: number, { now }: JudgeOptions): boolean => now - at < ms;
