import type { ChatwootEvent, EventMessage } from '../chatwoot/event.ts';
import { placeById, placesBySource } from '../store/places.ts';
import type { Place, Tx } from '../store/tables.ts';
import { addLook } from './add-look.ts';
import { agentReplied } from './agent-replied.ts';
import { applyCommand } from './apply-command.ts';
import { applyConversationState } from './apply-conversation-state.ts';
import { discardDeleted, isShownFailed } from './apply-update.ts';
import type { ListenOptions } from './listen-options.ts';

/** What came of one event: `look` and `jobs` tell whom to wake. */
export interface Heard {
  jobs: boolean;
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
  const place = await placeOfEvent(tx, event, options.channelId);
  // Of another inbox, or of somebody who has never written to this number.
  if (!place) return NOTHING;
  // Another conversation of theirs: nothing said there goes to the customer.
  const { conversation_id: ours } = place;
  if (ours !== null && event.conversationId !== ours) return NOTHING;
  if (event.kind === 'conversation') {
    if (ours === null) return NOTHING;
    return await applyConversationState(tx, place, event.state, now, options);
  }
  const heard =
    event.what === 'created'
      ? await created(tx, place, event.message, now, options)
      : await updated(tx, event.message, now);
  if (event.conversation === null || ours === null) return heard;
  // The row may have changed above: a reply assigns and opens in one act.
  const state = await applyConversationState(tx, await placeById(tx, place.id), event.conversation, now, options);
  return { jobs: heard.jobs || state.jobs, lines: [...heard.lines, ...state.lines] };
}

async function created(
  tx: Tx,
  place: Place,
  message: EventMessage,
  now: number,
  options: ListenOptions,
): Promise<Heard> {
  if (message.type === 'incoming' || message.type === 'activity') return NOTHING;
  if (await isKnown(tx, place, message.id)) return NOTHING;
  if (message.private) return await applyCommand(tx, place, message, now, options);
  // Our own bot's words, posted with its token.
  if (message.sender?.kind === 'agent_bot') return NOTHING;
  if (message.id <= place.since_id) return NOTHING;
  await addLook(tx, place.contact_id, now);
  return { jobs: true, lines: await agentReplied(tx, place, message, now, options) };
}

async function updated(tx: Tx, message: EventMessage, now: number): Promise<Heard> {
  const known = await tx
    .selectFrom('messages')
    .selectAll()
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

/** By the person's key in our inbox; display ids repeat between accounts, so that they alone tell nothing. */
async function placeOfEvent(
  tx: Tx,
  event: { sourceId: string | null; inboxId: number | null },
  channelId: string,
): Promise<Place | undefined> {
  if (event.sourceId === null) return undefined;
  const places = await placesBySource(tx, channelId, event.sourceId);
  const place = places.find((it) => it.current === 1);
  const inbox = place?.inbox_id ?? null;
  const otherInbox = inbox !== null && event.inboxId !== null && inbox !== event.inboxId;
  return otherInbox ? undefined : place;
}
