import { changesOf } from '../store/messages.ts';
import type { Db, Message, Tx } from '../store/tables.ts';
import type { Content } from '../whatsapp/types.ts';

/** An edit or a deletion as it was kept, or an edit whose original never came to us: that stands for it. */
interface Change {
  /** WhatsApp's id of the original. */
  target: string;
  /** What it says since; null: it was deleted. */
  content: Content | null;
}

/** WhatsApp does not keep an order between a message and its edit. Milliseconds. */
const BEFORE_MS = 60_000;

/** The edits and deletions that may concern these messages. */
export async function loadChanges(db: Db | Tx, contactId: Message['contact_id'], of: Message[]): Promise<Message[]> {
  if (of.length === 0) return [];
  return await changesOf(db, contactId, Math.min(...of.map((message) => message.created_at)) - BEFORE_MS);
}

/**
 * Messages as the customer reads them now: edited ones with what they say since, deleted ones not at all, and no word about either.
 * Nothing of what is given is changed.
 */
export function asTheyAreNow(messages: Message[], changeRows: Message[]): Message[] {
  const changes = changeRows.map(changeOf).filter((change) => change !== null);
  const deleted = new Set(changes.filter(({ content }) => content === null).map(({ target }) => target));
  const edits = new Map(changes.flatMap(({ target, content }) => (content ? [[target, content]] : [])));
  const here = new Set(messages.map(({ wamid }) => wamid));
  return messages.flatMap((message) => {
    const change = changeOf(message);
    if (change && ['edit', 'revoke'].includes(message.kind)) return [];
    // An edit that stands for what never came, and then it came.
    if (change && (deleted.has(change.target) || here.has(change.target))) return [];
    if (message.author !== 'customer' || message.wamid === null) return [message];
    if (deleted.has(message.wamid)) return [];
    const now = edits.get(message.wamid) ?? (change ? edits.get(change.target) : undefined);
    return now ? [{ ...message, kind: now.kind, payload: JSON.stringify(now) }] : [message];
  });
}

function changeOf(row: Message): Change | null {
  if (row.author !== 'customer') return null;
  const payload = JSON.parse(row.payload) as Content & { edits?: string };
  if (payload.kind === 'revoke') return { target: payload.target, content: null };
  if (payload.kind === 'edit') return { target: payload.target, content: payload.content };
  return payload.edits === undefined ? null : { target: payload.edits, content: payload };
}
