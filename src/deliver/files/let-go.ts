import { letFilesGo } from '../../store/files/pieces.ts';
import { lockedMessage, messageById } from '../../store/messages.ts';
import type { Tx } from '../../store/tables.ts';

/** Where a message stands in Chatwoot, or will not. */
const settled = ['registered', 'off', 'dry_run'];

/**
 * A bot's file is needed by two: WhatsApp, until it is uploaded, and Chatwoot, until it stands there. Whoever is through with it looks
 * whether the other is as well.
 *
 * @param messageId also of the message that brings a file late
 * @param registered it has just been registered, in this write
 */
export async function letGoWhenDone(tx: Tx, messageId: string, registered = false): Promise<void> {
  const sentId = messageId.replace(/\.file$/, '');
  // Where both end in the same moment the later one sees what the other wrote.
  await lockedMessage(tx, sentId);
  const sends = await tx
    .selectFrom('sends')
    .select('payload')
    .where('message_id', '=', sentId)
    .where('state', 'in', ['queued', 'sending'])
    .execute();
  if (sends.some(({ payload }) => payload.startsWith('{"file":'))) return;
  const shown = async (id: string) => (await messageById(tx, id))?.chatwoot_state ?? null;
  for (const id of registered ? [messageId] : [sentId, `${sentId}.file`]) {
    const state = await shown(id);
    if (registered || settled.includes(state ?? '')) await letFilesGo(tx, id);
  }
}
