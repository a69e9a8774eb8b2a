import type { ConversationEvent, MessageEvent } from '../chatwoot/events/event.ts';
import { lockContacts, lockNames } from '../store/lock.ts';
import { contactByName, contactOf } from '../store/people/contacts.ts';
import { applyIdentityChange } from '../store/people/identity.ts';
import { join } from '../store/people/join.ts';
import { lockOwners } from '../store/people/owners.ts';
import {
  addPlace,
  changePlace,
  currentPlace,
  knownInbox,
  placeById,
  placesBySource,
  type PlaceChange,
} from '../store/people/places.ts';
import type { Contact, Place, Tx } from '../store/tables.ts';
import { cleanNumber, e164, matchKey } from '../whatsapp/numbers.ts';
import { unheardSince, type ListKey } from './list/list-mark.ts';

type Placed = MessageEvent | ConversationEvent;

/** Where something happened that is ours to hear. */
export interface Found {
  place: Place;
  /** An agent opened this conversation: it was not known before this event, and what stands in it is not written down yet. */
  isNew: boolean;
}

interface Given {
  channelId: string;
  /** Ours, where a user's token has told it. */
  inboxId: number | null;
  /** Whose list of conversations tells what was not heard; null without a user's token. */
  list: ListKey | null;
}

/**
 * The place that an event is about: by the person's key in our inbox and the conversation's number (alone that tells nothing: it repeats
 * between accounts). An agent may open another conversation with somebody we know, or with a contact of their own making: such a place
 * is made here. Null for what happens elsewhere.
 */
export async function placeOfEvent(tx: Tx, event: Placed, now: number, given: Given): Promise<Found | null> {
  if (event.sourceId === null) return null;
  // A user's token hears all inboxes of the account, and the same person may have written to another number of ours.
  const isElsewhere = given.inboxId !== null && event.inboxId !== null && event.inboxId !== given.inboxId;
  if (isElsewhere) return null;
  // Several events of one act come at once: the first makes the place, the others find it.
  await lockNames(tx, [`source:${given.channelId}:${event.sourceId}`]);
  let places = await placesBySource(tx, given.channelId, event.sourceId);
  const owners = places.map((it) => it.contact_id);
  if (await lockContacts(tx, owners)) places = await placesBySource(tx, given.channelId, event.sourceId);
  const here = places.filter((it) => it.inbox_id === null || event.inboxId === null || it.inbox_id === event.inboxId);
  const own = here.find((it) => it.conversation_id === event.conversationId);
  if (own) return { place: await withNumber(tx, own, event, given.channelId), isNew: false };
  const unfilled = here.find((it) => it.conversation_id === null);
  if (unfilled) return { place: await expectHere(tx, unfilled, event), isNew: false };
  if (!tellsOfAgents(event)) return null;
  const [sibling] = here;
  if (sibling) {
    const { contact_id: id, channel_id } = sibling;
    const contact = await tx.selectFrom('contacts').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const { source_id, chatwoot_contact_id, pubsub_token, inbox_id, given_name } = sibling;
    const same = { source_id, chatwoot_contact_id, pubsub_token, inbox_id, given_name };
    const place = await addPlace(
      tx,
      { id, channel_id },
      { ...same, ...(await opened(tx, event, contact, now, given)), current: 0 },
    );
    return { place, isNew: true };
  }
  if (places.length > 0) return null;
  return await agentsOwnContact(tx, event, now, given);
}

/** A contact that an agent made, in our inbox: it has a key of Chatwoot's, and is found by its number. */
async function agentsOwnContact(tx: Tx, event: Placed, now: number, given: Given): Promise<Found | null> {
  const { channelId, inboxId } = given;
  if (event.person === null) return null;
  const ours = inboxId ?? (await knownInbox(tx, channelId));
  if (ours === null || event.inboxId !== ours) return null;
  const contact = await personBehind(tx, event.person, channelId, now);
  const facts: PlaceChange = {
    source_id: event.sourceId,
    chatwoot_contact_id: event.person.contactId,
    pubsub_token: event.token,
    inbox_id: ours,
    ...(await opened(tx, event, contact, now, given)),
  };
  const current = await currentPlace(tx, contact.id);
  const isEmpty = current.source_id === null && current.conversation_id === null;
  const place = isEmpty
    ? await changePlace(tx, current, facts)
    : await addPlace(tx, contact, { ...facts, current: 0, created_at: now });
  return { place, isNew: true };
}

/** Whoever has this number, in any spelling; somebody new where nobody has. Without a number nothing can be sent to them. */
async function personBehind(
  tx: Tx,
  { phone, name }: NonNullable<Placed['person']>,
  channelId: string,
  now: number,
): Promise<Contact> {
  const waId = phone === null ? null : cleanNumber(phone);
  if (waId !== null) {
    const lineKey = matchKey(waId);
    await lockOwners(tx, channelId, [`wa:${waId}`, `key:${lineKey}`]);
    const known = await contactByName(tx, channelId, [`wa:${waId}`, `key:${lineKey}`]);
    // The address as last received stays: an agent may spell it differently.
    return known ?? (await contactOf(tx, { channelId, waId, bsuid: null, name, phone: e164(waId), lineKey, now }));
  }
  const contact = await tx
    .insertInto('contacts')
    .values({ channel_id: channelId, name, created_at: now })
    .returningAll()
    .executeTakeFirstOrThrow();
  await addPlace(tx, contact, { created_at: now });
  return contact;
}

/** The number that an agent has added since to a contact without one. */
async function withNumber(tx: Tx, place: Place, { person }: Placed, channelId: string): Promise<Place> {
  const waId = person?.phone ? cleanNumber(person.phone) : null;
  // A key of ours is a number itself, or belongs to somebody who writes.
  if (waId === null || place.source_id === null || /^\d+$/.test(place.source_id)) return place;
  const id = place.contact_id;
  const contact = await tx.selectFrom('contacts').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  if (contact.wa_id !== null || contact.bsuid !== null) return place;
  const newLineKey = matchKey(waId);
  await lockOwners(tx, channelId, [`wa:${waId}`, `key:${newLineKey}`]);
  const known = await contactByName(tx, channelId, [`wa:${waId}`, `key:${newLineKey}`]);
  if (known) await join(tx, known.id, id);
  else
    await applyIdentityChange(tx, {
      channelId,
      contactId: id,
      newWaId: waId,
      newLineKey,
      newPhone: e164(waId),
      newBsuid: null,
    });
  return await placeById(tx, place.id);
}

/** A conversation is news only where an agent may have opened it: their words and notes tell, and the news of its being made. */
function tellsOfAgents(event: Placed): boolean {
  if (event.kind === 'conversation') return event.what === 'created';
  return event.what === 'created' && (event.message.type === 'outgoing' || event.message.type === 'template');
}

/** Words that nobody heard of for longer than this are not said any more to somebody who does not expect them. Milliseconds. */
const STALE_MS = 24 * 3_600_000;

/**
 * What agents write in it is new where it was written since the list of conversations was last read. Without a user's token: since we know
 * the person, and not long before this event; of somebody new, from this event on. A conversation that an older release has passed over may
 * hold the words of months.
 */
async function opened(
  tx: Tx,
  event: Placed,
  contact: Contact,
  now: number,
  { list }: Given,
): Promise<PlaceChange & { created_at: number }> {
  // One that was made just now holds nothing old.
  const saidAt = event.kind === 'message' ? event.message.createdAt : 0;
  const knownSince = contact.created_at < now ? Math.max(contact.created_at, saidAt - STALE_MS) : Infinity;
  const unheard = list && (await unheardSince(tx, list, now));
  const state = event.kind === 'message' ? event.conversation : event.state;
  return {
    conversation_id: event.conversationId,
    uuid: state?.uuid ?? null,
    // Nothing of ours stands in it.
    last_incoming_id: event.kind === 'message' ? event.message.id : 0,
    since_id: Math.min(unheard?.id ?? 0, event.kind === 'message' ? event.message.id - 1 : Infinity),
    // Of when something was said, whole seconds are told.
    since_at: Math.min(unheard?.at ?? Math.floor(knownSince / 1000) * 1000, saidAt),
    status: state?.status ?? null,
    assignee_id: state && !state.assigneeIsBot ? state.assigneeId : null,
    labels: state?.labels ? JSON.stringify(state.labels) : null,
    heard_at: state?.updatedAt ?? 0,
    created_at: now,
  };
}

/** An agent writes while the conversation is being looked up: what they write now is not among what was there before. */
async function expectHere(tx: Tx, place: Place, event: Placed): Promise<Place> {
  if (event.kind !== 'message' || !tellsOfAgents(event) || place.expected_id !== null) return place;
  const before = event.message.id - 1;
  return await changePlace(tx, place, {
    expected_id: event.conversationId,
    last_outgoing_id: before,
    since_id: before,
  });
}
