import type { Db, Message, Send, SendState, Tx, WhatsAppState } from './tables.ts';

/**
 * How far a message can be; a state only ever moves to a higher rank (statuses come twice and in any order).
 * WhatsApp may refuse after it said "sent", but not what was delivered.
 */
const RANK: Record<SendState, number> = {
  queued: 0,
  sending: 1,
  sent: 2,
  failed: 3,
  discarded: 3,
  delivered: 4,
  read: 5,
};

/** The callback id of a part: the message's own id for the first, `id.1`, `id.2` … for the rest. */
export const sendId = (messageId: string, part: number): string => (part === 0 ? messageId : `${messageId}.${part}`);

export async function sendById(db: Db | Tx, id: string): Promise<Send | undefined> {
  return await db.selectFrom('sends').selectAll().where('id', '=', id).executeTakeFirst();
}

/**
 * Finds the send a status speaks of: by wamid, else by our own id, which also tells that an unclear send arrived.
 */
export async function sendOfStatus(
  tx: Tx,
  channelId: string,
  status: { wamid: string; callbackId: string | null },
): Promise<Send | undefined> {
  const byWamid = await tx
    .selectFrom('sends')
    .selectAll()
    .where('channel_id', '=', channelId)
    .where('wamid', '=', status.wamid)
    .executeTakeFirst();
  if (byWamid) return byWamid;
  if (!status.callbackId) return undefined;
  const own = await sendById(tx, status.callbackId);
  return own && own.channel_id === channelId && isOf(status, own) ? own : undefined;
}

/** Whether a status speaks of it. A second copy of a send that was tried twice has a wamid of its own; the first one known stays. */
export const isOf = (
  status: { wamid: string; callbackId: string | null },
  send: Pick<Send, 'id' | 'wamid'>,
): boolean => (send.wamid === null ? send.id === status.callbackId : send.wamid === status.wamid);

/** How far a send is to be. */
export interface Further {
  state: SendState;
  wamid?: string;
  error?: string | null;
  errorCode?: number | null;
  /** When that was; where absent it is not noted. */
  at?: number;
}

/** Where it is noted since when a send is in this state. */
const TIMES = { sent: 'sent_at', delivered: 'delivered_at', read: 'read_at' } as const;

/**
 * Moves a send forward (never back) and its message with it. Returns false where the news was old. Judged by the row as it is now:
 * a status may have come since the caller read it.
 */
export async function advanceSend(tx: Tx, { id }: Pick<Send, 'id'>, to: Further): Promise<boolean> {
  const send = await sendById(tx, id);
  return send !== undefined && (await advance(tx, send, to)).moved;
}

/** The same for a row that was read in this write, under the person's lock. Gives the message as it is then, where it has moved. */
export async function advance(
  tx: Tx,
  send: Send,
  to: Further,
): Promise<{ moved: false } | { moved: true; message: Message | undefined }> {
  const forward = RANK[to.state] > RANK[send.state];
  // One that another send has already tells nothing of this one: WhatsApp answered two with the same.
  const isFree = send.wamid === null && to.wamid !== undefined && !(await hasSend(tx, send.channel_id, to.wamid));
  const wamid = isFree ? to.wamid : undefined;
  const since = timeOf(send, to);
  if (!forward && wamid === undefined && since === null) return { moved: false };
  await tx
    .updateTable('sends')
    .set({
      ...(forward ? { state: to.state, error: to.error ?? null, error_code: to.errorCode ?? null } : {}),
      ...since,
      ...(wamid === undefined ? {} : { wamid }),
    })
    .where('id', '=', send.id)
    .execute();
  return forward ? { moved: true, message: await refreshMessage(tx, send, wamid !== undefined) } : { moved: false };
}

/** Noted where it was not yet, also of news that came after later ones. */
function timeOf(send: Send, { state, at }: Further): Partial<Send> | null {
  const column = state in TIMES ? TIMES[state as keyof typeof TIMES] : null;
  return column === null || at === undefined || send[column] !== null ? null : { [column]: at };
}

/**
 * A message of several parts is as far as its slowest part; one failed part fails it.
 *
 * @param isNamed a wamid of a part has just become known: that of the first is the message's.
 */
async function refreshMessage(tx: Tx, send: Send, isNamed: boolean): Promise<Message | undefined> {
  const { message_id: messageId, channel_id: channelId } = send;
  const parts = await tx
    .selectFrom('sends')
    .select(['state', 'error', 'error_code', 'wamid'])
    .where('message_id', '=', messageId)
    .orderBy('part')
    .execute();
  const slowest = parts.reduce((a, b) => (RANK[b.state] < RANK[a.state] ? b : a));
  const failed = parts.find((part) => part.state === 'failed');
  const state: WhatsAppState = failed ? 'failed' : slowest.state === 'sending' ? 'queued' : slowest.state;
  const change: Partial<Message> = { whatsapp_state: state, error: failed ? reasonOf(failed) : null };
  const wamid = parts[0]?.wamid ?? null;
  const isFree = async () => wamid !== null && !(await isTaken(tx, { id: messageId, channelId }, wamid));
  const write = (values: Partial<Message>) =>
    tx.updateTable('messages').set(values).where('id', '=', messageId).returningAll().executeTakeFirst();
  if (isNamed && (await isFree())) change.wamid = wamid;
  const message = await write(change);
  return message?.wamid === wamid || isNamed || !(await isFree()) ? message : await write({ wamid });
}

/** Whether a send of this channel has this wamid: something that we sent, and nobody else. */
export async function hasSend(tx: Tx, channelId: string, wamid: string): Promise<boolean> {
  const row = await tx
    .selectFrom('sends')
    .select('id')
    .where('channel_id', '=', channelId)
    .where('wamid', '=', wamid)
    .executeTakeFirst();
  return row !== undefined;
}

/** WhatsApp's code first, where it came with a status: people look it up. */
const reasonOf = ({ error, error_code: code }: Pick<Send, 'error' | 'error_code'>): string | null =>
  code === null ? error : `${code}: ${error ?? 'WhatsApp gave no reason'}`;

/** An echo of our own send may have come before we knew its wamid: it keeps it, and the send its state. */
async function isTaken(tx: Tx, { id, channelId }: { id: string; channelId: string }, wamid: string): Promise<boolean> {
  const other = await tx
    .selectFrom('messages')
    .select('id')
    .where('channel_id', '=', channelId)
    .where('wamid', '=', wamid)
    .where('id', '!=', id)
    .executeTakeFirst();
  return other !== undefined;
}
