import type { AuditedMessage } from '../store/audit/messages.ts';
import { jobsByKey, sendsOfMessages, turnsOf, type AuditedJob, type AuditedSend } from '../store/audit/work.ts';
import { lacksWords } from './answered.ts';
import type { Db } from '../store/tables.ts';

const FILE = /\.file$/;

/** The work that brings a message into Chatwoot; a file that comes late gets its own once it is here. */
export const registerKeys = (id: string): string[] =>
  FILE.test(id) ? [`register:${id}`, `fetch:${id.replace(FILE, '')}`] : [`register:${id}`];

/** What is known of the work of messages that are not where they should be. */
export interface WorkOfPiece {
  /** By its key. */
  jobs: Map<string, AuditedJob>;
  /** By person: to come, and given up. */
  turns: Map<number, AuditedJob[]>;
  /** By message. */
  sends: Map<string, AuditedSend[]>;
}

const isUnregistered = ({ chatwoot_state: state }: AuditedMessage) => state === 'queued' || state === 'problem';
const isUnanswered = ({ author, answered_at: at }: AuditedMessage) => author === 'customer' && at === null;
/** Or said on the phone of the business: that has no sends. */
const isOnItsWay = ({ author, whatsapp_state: state }: AuditedMessage) =>
  author !== 'customer' && (state === 'queued' || state === 'sent' || state === 'failed');

/** Whether something of it is not done, or seems to be missing. */
export const isOpen = (message: AuditedMessage): boolean =>
  isUnregistered(message) || isUnanswered(message) || isOnItsWay(message) || lacksWords(message);

/** @param open of a piece in which all is well nothing is asked */
export async function workOfPiece(db: Db, channelId: string, open: AuditedMessage[]): Promise<WorkOfPiece> {
  const sends = await sendsOfMessages(
    db,
    open.filter(isOnItsWay).map(({ id }) => id),
  );
  const jobs = await jobsByKey(db, channelId, [
    ...open.filter(isUnregistered).flatMap(({ id }) => registerKeys(id)),
    ...sends.map(({ id }) => `send:${id}`),
  ]);
  const turns = await turnsOf(db, [...new Set(open.filter(isUnanswered).map((message) => message.contact_id))]);
  return {
    jobs: new Map(jobs.map((job) => [job.key, job])),
    turns: Map.groupBy(turns, (job) => job.contact_id),
    sends: Map.groupBy(sends, (send) => send.message_id),
  };
}
