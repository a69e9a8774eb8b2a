import { addAgain } from '../store/audit/again.ts';
import { lockedMessage } from '../store/messages.ts';
import type { Store } from '../store/open.ts';
import type { Message, StoredFile, Tx } from '../store/tables.ts';
import type { Gap } from './gap.ts';

/** WhatsApp gives a file out by its id for so long. Milliseconds. */
const FILE_LIVES_MS = 7 * 24 * 3_600_000;

/**
 * Has everything registered that is not in Chatwoot and that nobody is registering: adds work, which the service does in its lanes, marked
 * with the time at which it was said. Nothing is sent on WhatsApp. Each is looked at again in the write that adds its work, so that it is
 * added once, whoever else asks for it.
 *
 * @returns our ids of the messages
 */
export async function fixGaps(store: Store, gaps: readonly Gap[], now: number): Promise<Message['id'][]> {
  const fixed: Message['id'][] = [];
  for (const gap of gaps) {
    const { message: id, next } = gap;
    if (id === null || next !== 'fix') continue;
    if (await store.write((tx) => registerAgain(tx, id, gap, now))) fixed.push(id);
  }
  return fixed;
}

/** False where it is registered by now, or somebody is about to. */
async function registerAgain(tx: Tx, id: Message['id'], gap: Gap, now: number): Promise<boolean> {
  const message = await lockedMessage(tx, id);
  if (!message || !isStill(message, gap) || (await hasWork(tx, message))) return false;
  const change = { chatwoot_state: 'queued' as const, chatwoot_message_id: null, error: null, ticked: null };
  await tx.updateTable('messages').set(change).where('id', '=', id).execute();
  await fetchAgain(tx, message, now);
  const { contact_id: contactId, channel_id: channelId } = message;
  const payload = { message: id, late: true };
  await addAgain(tx, channelId, { kind: 'register', contactId, key: `register:${id}`, payload, dueAt: now });
  return true;
}

/** As the audit found it. */
function isStill({ chatwoot_state: state, chatwoot_message_id: there }: Message, gap: Gap): boolean {
  if (gap.kind === 'missing') return state === 'registered' && there === gap.there[0];
  return state === 'queued' || state === 'problem';
}

/** What is open, or waits for the operator's word. */
async function hasWork(tx: Tx, { id, channel_id: channelId }: Message): Promise<boolean> {
  const keys = [`register:${id}`, `fetch:${id.replace(/\.file$/, '')}`];
  const job = await tx
    .selectFrom('jobs')
    .select('id')
    .where('channel_id', '=', channelId)
    .where('key', 'in', keys)
    .where('state', '!=', 'done')
    .executeTakeFirst();
  return job !== undefined;
}

/** The bytes of what was registered are not kept: WhatsApp is asked for them again, as long as it has them. */
async function fetchAgain(tx: Tx, message: Message, now: number): Promise<void> {
  const { id, contact_id: contactId, channel_id: channelId } = message;
  const files = await tx.selectFrom('files').selectAll().where('message_id', '=', id).execute();
  const gone = files.filter((file) => file.state === 'ready' && (file.kept === 0 || file.leaving === 1));
  const lives = now - message.said_at < FILE_LIVES_MS;
  for (const file of gone) {
    const change: Partial<StoredFile> = lives
      ? { state: 'wanted', error: null }
      : { state: 'failed', error: 'it was in Chatwoot, and WhatsApp does not keep it any more' };
    await tx.updateTable('files').set(change).where('id', '=', file.id).execute();
    const key = `fetch:${id.replace(/\.file$/, '')}`;
    const work = {
      kind: 'fetch' as const,
      contactId,
      key,
      payload: { file: file.id },
      dueAt: now,
      alone: true as const,
    };
    if (lives) await addAgain(tx, channelId, work);
  }
}
