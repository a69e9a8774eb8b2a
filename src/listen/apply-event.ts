import type { ChatwootEvent, ConversationEvent, EventMessage, MessageEvent } from '../chatwoot/events/event.ts';
import { placeById } from '../store/people/places.ts';
import type { Place, Tx } from '../store/tables.ts';
import { addLook } from './add-look.ts';
import { agentReplied } from './agent-replied.ts';
import { applyCommand, looksLikeCommand } from './apply-command.ts';
import { applyConversationState } from './apply-conversation-state.ts';
import { discardDeleted, isShownFailed } from './apply-update.ts';
import type { ListenOptions } from './listen-options.ts';
import { placeOfEvent } from './place-of-event.ts';

/** What came of one event: `look` and `jobs` tell whom to wake. */
export interface Heard {
  jobs: boolean;
  /** An agent wrote in a conversation of our inbox that is not known, and nothing told with whom. */
  withWhom?: true;
  lines: { fields: Record<string, unknown>; text: string }[];
}

const NOTHING: Heard = { jobs: false, lines: [] };

/**
 * Writes down what one event tells, by webhook or cable alike. What is to be sent is never taken from the event itself: it only
 * makes us look at the newest page (`addLook`), so that lost, doubled, late and shuffled events change nothing. What cannot wait for that
 * look is done at once: a person's reply makes the bot quiet, a private command is obeyed.
 */
export async function applyEvent(tx: Tx, event: ChatwootEvent, now: number, options: ListenOptions): Promise<Heard> {
  if (event.kind !== 'message' && event.kind !== 'conversation') return NOTHING;
  // Of another inbox, or of a conversation that nobody of ours has opened.
  const found = await placeOfEvent(tx, event, now, {
    channelId: options.channelId,
    inboxId: options.account()?.inboxId ?? null,
    list: options.list,
  });
  if (!found) return namesNobody(event, options) ? { ...NOTHING, withWhom: true } : NOTHING;
  const { place, isNew } = found;
  if (isNew) {
    await addLook(tx, place.contact_id, now);
    options.onPerson();
  }
  if (event.kind === 'conversation') {
    if (place.conversation_id === null || isNew) return { jobs: isNew, lines: [] };
    return await applyConversationState(tx, place, event.state, now, options);
  }
  const heard =
    event.what === 'created'
      ? await created(tx, place, event.message, now, options)
      : await updated(tx, place.channel_id, event.message, now);
  if (event.conversation === null || place.conversation_id === null) return heard;
  // The row may have changed above: a reply assigns and opens in one act.
  const state = await applyConversationState(tx, await placeById(tx, place.id), event.conversation, now, options);
  return { jobs: heard.jobs || state.jobs, lines: [...heard.lines, ...state.lines] };
}

/**
 * What stands as the customer's words, our own posts before all, tells nothing of agents, of its conversation or of who is behind a key
 * that is a number itself: no write is made for it.
 */
export const tellsNothing = (event: ChatwootEvent): boolean =>
  event.kind === 'message' &&
  event.what === 'created' &&
  event.message.type === 'incoming' &&
  event.conversation === null &&
  (event.sourceId === null || /^\d+$/.test(event.sourceId));

/** So it is on the cable, where the news of the conversation's being made was missed or is long ago. */
function namesNobody(event: MessageEvent | ConversationEvent, { account }: ListenOptions): boolean {
  if (event.kind !== 'message' || event.what !== 'created' || event.person !== null) return false;
  const { type, sender } = event.message;
  const isOurs = event.inboxId !== null && event.inboxId === account()?.inboxId;
  return isOurs && (type === 'outgoing' || type === 'template') && sender?.kind !== 'agent_bot';
}

async function created(
  tx: Tx,
  place: Place,
  message: EventMessage,
  now: number,
  options: ListenOptions,
): Promise<Heard> {
  if (message.type !== 'outgoing' && message.type !== 'template') return NOTHING;
  if (await isKnown(tx, place, message.id)) return NOTHING;
  if (message.private) return await applyCommand(tx, place, message, now, options);
  // Our own bot's words, posted with its token.
  if (message.sender?.kind === 'agent_bot') return NOTHING;
  if (message.id <= place.since_id || message.createdAt < place.since_at) return NOTHING;
  await addLook(tx, place.contact_id, now);
  // A command at the wrong place is no answer to the customer.
  if (message.sender?.kind === 'user' && looksLikeCommand(message.content)) return { jobs: true, lines: [] };
  return { jobs: true, lines: await agentReplied(tx, place, message, now, options) };
}

async function updated(tx: Tx, channelId: string, message: EventMessage, now: number): Promise<Heard> {
  const known = await tx
    .selectFrom('messages')
    .selectAll()
    .where('channel_id', '=', channelId)
    .where('chatwoot_message_id', '=', message.id)
    .where('whatsapp_state', 'is not', null)
    .executeTakeFirst();
  if (!known) return NOTHING;
  if (message.deleted) return await discardDeleted(tx, known);
  // A Retry, perhaps, or a late copy of older news: the page tells.
  if (!isShownFailed(known)) return NOTHING;
  await addLook(tx, known.contact_id, now, { failed: true });
  return { jobs: true, lines: [] };
}

/** Already written down, or older than what is looked at any more. */
async function isKnown(tx: Tx, place: Place, chatwootId: number): Promise<boolean> {
  const row = await tx
    .selectFrom('messages')
    .select('id')
    .where('contact_id', '=', place.contact_id)
    .where('chatwoot_message_id', '=', chatwootId)
    .executeTakeFirst();
  return row !== undefined;
}
