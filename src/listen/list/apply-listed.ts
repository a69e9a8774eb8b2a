import type {
  ConversationEvent,
  ConversationState,
  EventMessage,
  MessageEvent,
  Place,
} from '../../chatwoot/events/event.ts';
import type { ListedConversation } from '../../chatwoot/events/read-listed.ts';
import { placesBySource } from '../../store/people/places.ts';
import type { Db, Tx } from '../../store/tables.ts';
import { addLook } from '../add-look.ts';
import { applyEvent, type Heard } from '../apply-event.ts';
import type { ListenOptions } from '../listen-options.ts';
import type { Unheard } from './list-mark.ts';

interface Told {
  /** Whose place it is; null: of a conversation that we do not know. */
  contactId: number | null;
  events: (MessageEvent | ConversationEvent)[];
}

/**
 * What the list tells of one conversation is written down as the events would have been that nobody heard: of agents' words newer than
 * those known, or of its being made.
 */
export async function applyListed(
  tx: Tx,
  listed: ListedConversation,
  since: Unheard,
  now: number,
  options: ListenOptions,
): Promise<Heard> {
  // It may have been heard of since it was seen to be news.
  const told = await newsOf(tx, listed, since, options);
  const lines: Heard['lines'] = [];
  for (const event of told?.events ?? []) lines.push(...(await applyEvent(tx, event, now, options)).lines);
  // There may be words before a note, which is obeyed at once, and before deleted ones.
  if (told && told.contactId !== null) await addLook(tx, told.contactId, now);
  return { jobs: told !== null, lines };
}

/** Null where it tells nothing new. */
export async function newsOf(
  db: Db | Tx,
  listed: ListedConversation,
  since: Unheard,
  { channelId }: Pick<ListenOptions, 'channelId'>,
): Promise<Told | null> {
  const { sourceId, newest, state, conversationId } = listed;
  if (sourceId === null || newest === null) return null;
  const places = await placesBySource(db, channelId, sourceId);
  const place = places.find((it) => it.conversation_id === conversationId);
  if (newest.id <= (place?.last_outgoing_id ?? since.id)) return null;
  const words: MessageEvent[] =
    isOfAgents(newest) && !newest.deleted
      ? [{ kind: 'message', what: 'created', ...placeIn(listed), message: newest, conversation: state }]
      : [];
  if (place) return isOfAgents(newest) ? { contactId: place.contact_id, events: words } : null;
  const [first] = words;
  if (first && newest.createdAt >= since.at) return { contactId: null, events: inTheirOrder(listed, first) };
  // Somebody else spoke last: agents' words may stand before.
  if (listed.createdAt < since.at) return null;
  return { contactId: null, events: [{ kind: 'conversation', what: 'created', ...placeIn(listed), state }] };
}

/** Resolved after the words, as Chatwoot's own line behind them tells: then the bot answers again. */
function inTheirOrder(listed: ListedConversation, words: MessageEvent): Told['events'] {
  const { last, state } = listed;
  const isResolved = state.status === 'resolved' && last !== null && last.id > words.message.id;
  if (!isResolved) return [words];
  const before: ConversationState = { ...state, status: 'open', updatedAt: state.updatedAt - 1 };
  return [
    { ...words, conversation: before },
    { kind: 'conversation', what: 'status_changed', ...placeIn(listed), state },
  ];
}

function placeIn({ accountId, inboxId, sourceId, token, conversationId, person }: ListedConversation): Place {
  return { accountId, inboxId, sourceId, token, conversationId, person };
}

/** Of people, or of Chatwoot itself; not our own bot's. */
const isOfAgents = ({ type, sender }: EventMessage): boolean =>
  (type === 'outgoing' || type === 'template') && sender?.kind !== 'agent_bot';
