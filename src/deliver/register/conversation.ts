import { chooseConversation, lastIds } from '../../chatwoot/choose.ts';
import { isMissingRecord } from '../../chatwoot/failures/refusal.ts';
import type { Conversation } from '../../chatwoot/api/shapes.ts';
import { postableName } from '../../chatwoot/api/postable.ts';
import { identifierOf, phoneOf, sourceIdOf } from '../../chatwoot/source-id.ts';
import { changePlace, placeById, type PlaceChange } from '../../store/people/places.ts';
import type { Contact, Place } from '../../store/tables.ts';
import type { RegisterOptions, TryOptions } from './register-options.ts';

/** A place of which all is known that reading it takes. */
export interface ReadablePlace extends Place {
  source_id: string;
  conversation_id: number;
}

/** A place of which all is known that posting to it takes. */
export interface KnownPlace extends ReadablePlace {
  pubsub_token: string;
}

/** As the public API's calls name it. */
export const addressOf = (place: KnownPlace): { sourceId: string; conversationId: number } => ({
  sourceId: place.source_id,
  conversationId: place.conversation_id,
});

/** The account's list of conversations tells no token: one found there can be read before it can be posted to. */
export function isReadable(place: Place): place is ReadablePlace {
  return place.source_id !== null && place.conversation_id !== null;
}

/** Whether all is known that posting takes. */
export function isKnown(place: Place): place is KnownPlace {
  return isReadable(place) && place.pubsub_token !== null;
}

/**
 * A person's contact and conversation in Chatwoot: as kept; else found there (also one that the original script made); else made.
 * What was learnt is kept at once, so that a crash in between asks for nothing twice.
 * A lookup that failed is never read as "none": it throws.
 */
export async function fillPlace(
  contact: Contact,
  place: Place,
  trace: object,
  options: TryOptions,
): Promise<KnownPlace> {
  const known = await withPerson(contact, place, trace, options);
  const { conversation_id: conversation } = known;
  if (conversation !== null) return { ...known, conversation_id: conversation };
  return await withConversation(known, trace, options);
}

type WithPerson = Place & Pick<KnownPlace, 'source_id' | 'pubsub_token'>;

async function withPerson(
  contact: Contact,
  place: Place,
  trace: object,
  { client, log, ...rest }: TryOptions,
): Promise<WithPerson> {
  const { source_id: key, pubsub_token: token } = place;
  if (key !== null && token !== null) return { ...place, source_id: key, pubsub_token: token };
  const ids = { waId: contact.wa_id, bsuid: contact.bsuid };
  // Kept once given, also when the number changes later: the conversation hangs on it.
  const sourceId = key ?? (await freeSourceId(contact, rest));
  const phone = phoneOf(contact.wa_id);
  const given = postableName(contact.name) || phone || sourceId;
  const found = await client.upsertContact({ sourceId, name: given, phone, identifier: identifierOf(ids) });
  const change = {
    source_id: sourceId,
    chatwoot_contact_id: found.id,
    pubsub_token: found.pubsub_token,
    // Another one there is an agent's, or older than ours: not ours to change.
    given_name: found.name === given ? given : null,
  };
  const known = { ...(await writePlace(place, change, rest)), source_id: sourceId, pubsub_token: found.pubsub_token };
  rest.onPerson();
  log.info({ ...trace, chatwootContact: found.id }, 'contact ready in Chatwoot');
  return known;
}

/** The digits; where they are the key of somebody who had this number before, the business-scoped id: nobody reads another's conversation. */
async function freeSourceId(
  { id, wa_id: waId, bsuid, channel_id: channel }: Contact,
  { store }: Pick<RegisterOptions, 'store'>,
): Promise<string> {
  const sourceId = sourceIdOf({ waId, bsuid });
  if (waId === null || bsuid === null) return sourceId;
  const before = await store.db
    .selectFrom('places')
    .select('id')
    .where('source_id', '=', sourceId)
    .where('channel_id', '=', channel)
    .where('contact_id', '!=', id)
    .executeTakeFirst();
  return before ? sourceIdOf({ waId: null, bsuid }) : sourceId;
}

async function withConversation(
  given: WithPerson,
  trace: object,
  { client, log, ...rest }: TryOptions,
): Promise<KnownPlace> {
  let place: Place = given;
  /** What stands in one that is made now was written since, by Chatwoot's own word: there was none. */
  let isSurelyNew = false;
  const { source_id: sourceId } = given;
  const known = async (conversation: Conversation, more: PlaceChange = {}): Promise<KnownPlace> => {
    const { heard, filled } = await rest.effect.write(async (tx) => {
      const now = await placeById(tx, place.id);
      const isHeard = now.expected_id === conversation.id;
      // An agent wrote in it before we knew that it is this person's (`placeOfEvent`): from there on all is still to be found.
      const marks = isHeard ? { last_outgoing_id: now.last_outgoing_id, since_id: now.since_id } : {};
      return { heard: isHeard, filled: await changePlace(tx, place, { ...learnt(conversation), ...more, ...marks }) };
    });
    // The look that was added then found no conversation to read.
    if (heard || (more.since_id === 0 && lastIds(conversation.messages).outgoing > 0)) rest.onBack(given.contact_id);
    const { pubsub_token } = given;
    return { ...given, ...filled, source_id: sourceId, pubsub_token, conversation_id: conversation.id };
  };
  if (place.skip_list === 1) {
    // Asked for once by the operator. Taken back before the call: if its outcome is unclear, the operator must be asked again.
    place = await writePlace(place, { skip_list: 0, made_at: 0 }, rest);
  } else {
    const list = await client.conversations(sourceId);
    const back = list.find((it) => it.id === place.expected_id);
    if (back) return await backAgain(given, back, trace, { log, ...rest });
    const adopted = await choose(list, sourceId, client);
    if (adopted) {
      const facts = { conversation: adopted.id, earlier: adopted.messages.length };
      // Made by a try of ours of which nothing was heard: an agent may have written in it since.
      const filled = await known(adopted, given.made_at > 0 ? { last_outgoing_id: 0, since_id: 0 } : {});
      log.info({ ...trace, ...facts }, 'conversation found in Chatwoot');
      return filled;
    }
    isSurelyNew = true;
    // Kept before the call, whose outcome may be unclear.
    if (list.length === 0) place = await writePlace(place, { made_at: rest.clock.now() }, rest);
  }
  const made = await rest.effect.call(() => client.createConversation(sourceId));
  // A new one has neither label nor assignee: whatever is heard of them happened since. One given back by an inbox locked to one may have.
  const filled = await known(made, {
    ...(made.messages.length === 0 ? { labels: '[]', made_at: rest.clock.now() } : {}),
    ...(isSurelyNew ? { last_outgoing_id: 0, since_id: 0 } : {}),
  });
  log.info({ ...trace, conversation: made.id }, 'conversation made in Chatwoot');
  return filled;
}

/**
 * What a conversation's answer tells. An inbox locked to one conversation gives the old one back, with what is in it: what agents wrote
 * there before now is never sent, unless it is known that it was written since (`isSurelyNew`).
 */
function learnt(conversation: Conversation): PlaceChange {
  const last = lastIds(conversation.messages);
  const newest = Math.max(last.incoming, last.outgoing);
  return {
    conversation_id: conversation.id,
    expected_id: null,
    last_incoming_id: last.incoming,
    last_outgoing_id: newest,
    since_id: newest,
    inbox_id: conversation.inbox_id ?? null,
    uuid: conversation.uuid ?? null,
    status: conversation.status,
    assignee_id: null,
    labels: null,
    heard_at: 0,
    made_at: 0,
    back_at: 0,
  };
}

/**
 * A verified contact's list holds the conversations of every inbox. Those of another inbox answer 404 by our door, so that where several
 * inboxes show up the choice is tried before it is taken.
 */
async function choose(
  list: Conversation[],
  sourceId: string,
  client: RegisterOptions['client'],
): Promise<Conversation | null> {
  let left = list;
  for (;;) {
    const best = chooseConversation(left);
    if (!best || new Set(list.map((it) => it.inbox_id)).size < 2) return best;
    try {
      await client.messages(sourceId, best.id);
      return best;
    } catch (error) {
      if (!isMissingRecord(error)) throw error;
      left = left.filter((it) => it !== best);
    }
  }
}

/** Writes it down at once, and gives the place as it is then. @throws LeaseLost where another process registers this person's by now. */
export async function writePlace(
  place: Place,
  change: PlaceChange,
  { effect }: Pick<TryOptions, 'effect'>,
): Promise<Place> {
  return await effect.write((tx) => changePlace(tx, place, change));
}

/**
 * Chatwoot said 404 to what was kept: contact or conversation were deleted there, and both are looked up anew. Or it was a passing
 * trouble: the conversation turns up again, and all that is known of it still holds, so that nothing agents wrote meanwhile is skipped.
 */
export async function forgetPlace(place: Place, options: Pick<TryOptions, 'effect'>): Promise<Place> {
  const { conversation_id, expected_id } = place;
  return await writePlace(
    place,
    { pubsub_token: null, conversation_id: null, expected_id: conversation_id ?? expected_id, made_at: 0 },
    options,
  );
}

/** The conversation that was thought gone, or in which an agent wrote while it was looked up. */
async function backAgain(
  given: WithPerson,
  conversation: Conversation,
  trace: object,
  { log, effect, onBack }: Pick<TryOptions, 'log' | 'effect' | 'onBack'>,
): Promise<KnownPlace> {
  const { id, inbox_id = null, uuid = null } = conversation;
  const change = { conversation_id: id, expected_id: null, inbox_id, uuid: uuid ?? given.uuid };
  // What incoming messages stand in it is known only where it was ours before.
  const mark = given.last_incoming_id === 0 ? { last_incoming_id: lastIds(conversation.messages).incoming } : {};
  const place = await writePlace(given, { ...change, ...mark }, { effect });
  // What agents wrote in the meantime is still to be found.
  onBack(given.contact_id);
  log.info({ ...trace, conversation: id }, 'the conversation is there again in Chatwoot');
  return { ...given, ...place, source_id: given.source_id, pubsub_token: given.pubsub_token, conversation_id: id };
}
