import { chooseConversation, lastIds } from '../chatwoot/choose.ts';
import { isMissingRecord } from '../chatwoot/refusal.ts';
import type { Conversation } from '../chatwoot/shapes.ts';
import { postableName } from '../chatwoot/postable.ts';
import { identifierOf, phoneOf, sourceIdOf } from '../chatwoot/source-id.ts';
import type { Contact } from '../store/tables.ts';
import type { RegisterOptions } from './register-options.ts';

/** Where a person's messages go in Chatwoot. */
export interface Place {
  sourceId: string;
  pubsubToken: string;
  conversationId: number;
}

/**
 * The person's contact and conversation in Chatwoot: as kept; else found there (also one that the original script made); else made.
 * What was learnt is kept at once, so that a crash in between asks for nothing twice.
 * A lookup that failed is never read as "none": it throws.
 */
export async function placeOf(contact: Contact, trace: object, options: RegisterOptions): Promise<Place> {
  const person = await knownPerson(contact, trace, options);
  const conversationId =
    contact.chatwoot_conversation_id ?? (await findConversation(contact, person.sourceId, trace, options));
  return { ...person, conversationId };
}

type Person = Omit<Place, 'conversationId'>;

async function knownPerson(
  contact: Contact,
  trace: object,
  { client, log, ...rest }: RegisterOptions,
): Promise<Person> {
  if (contact.chatwoot_source_id !== null && contact.chatwoot_pubsub_token !== null) {
    return { sourceId: contact.chatwoot_source_id, pubsubToken: contact.chatwoot_pubsub_token };
  }
  const ids = { waId: contact.wa_id, bsuid: contact.bsuid };
  // Kept once given, also when the number changes later: the conversation hangs on it.
  const sourceId = contact.chatwoot_source_id ?? (await freeSourceId(contact, rest));
  const phone = phoneOf(contact.wa_id);
  const given = postableName(contact.name) || phone || sourceId;
  const found = await client.upsertContact({ sourceId, name: given, phone, identifier: identifierOf(ids) });
  const change = {
    chatwoot_source_id: sourceId,
    chatwoot_contact_id: found.id,
    chatwoot_pubsub_token: found.pubsub_token,
    // Another one there is an agent's, or older than ours: not ours to change.
    chatwoot_name: found.name === given ? given : null,
  };
  await keep(contact, change, rest);
  rest.onPerson();
  log.info({ ...trace, chatwootContact: found.id }, 'contact ready in Chatwoot');
  return { sourceId, pubsubToken: found.pubsub_token };
}

/** The digits; where they are the key of somebody who had this number before, the business-scoped id: nobody reads another's conversation. */
async function freeSourceId(
  { id, wa_id: waId, bsuid, channel_id: channel }: Contact,
  { store }: Pick<RegisterOptions, 'store'>,
): Promise<string> {
  const sourceId = sourceIdOf({ waId, bsuid });
  if (waId === null || bsuid === null) return sourceId;
  const before = await store.db
    .selectFrom('contacts')
    .select('id')
    .where('chatwoot_source_id', '=', sourceId)
    .where('channel_id', '=', channel)
    .where('id', '!=', id)
    .executeTakeFirst();
  return before ? sourceIdOf({ waId: null, bsuid }) : sourceId;
}

async function findConversation(
  contact: Contact,
  sourceId: string,
  trace: object,
  { client, log, ...rest }: RegisterOptions,
): Promise<number> {
  if (contact.chatwoot_skip_list === 1) {
    // Asked for once by the operator. Taken back before the call: if its outcome is unclear, the operator must be asked again.
    await keep(contact, { chatwoot_skip_list: 0 }, rest);
  } else {
    const list = await client.conversations(sourceId);
    const adopted = await choose(list, sourceId, client);
    if (adopted) {
      await keep(contact, learnt(adopted), rest);
      log.info(
        { ...trace, conversation: adopted.id, earlier: adopted.messages.length },
        'conversation found in Chatwoot',
      );
      return adopted.id;
    }
  }
  const made = await client.createConversation(sourceId);
  // A new one has neither label nor assignee: whatever is heard of them happened since. One given back by an inbox locked to one may have.
  const unlabelled = made.messages.length === 0 ? { chatwoot_labels: '[]', chatwoot_made_at: rest.clock.now() } : {};
  await keep(contact, { ...learnt(made), ...unlabelled }, rest);
  log.info({ ...trace, conversation: made.id }, 'conversation made in Chatwoot');
  return made.id;
}

/**
 * What a conversation's answer tells. An inbox locked to one conversation gives the old one back, with what is in it: what agents wrote
 * there before now is never sent.
 */
function learnt(conversation: Conversation): Partial<Contact> {
  const last = lastIds(conversation.messages);
  const newest = Math.max(last.incoming, last.outgoing);
  return {
    chatwoot_conversation_id: conversation.id,
    chatwoot_last_incoming_id: last.incoming,
    chatwoot_last_outgoing_id: newest,
    chatwoot_since_id: newest,
    chatwoot_inbox_id: conversation.inbox_id ?? null,
    chatwoot_uuid: conversation.uuid ?? null,
    chatwoot_status: conversation.status,
    chatwoot_assignee_id: null,
    chatwoot_labels: null,
    chatwoot_heard_at: 0,
    chatwoot_made_at: 0,
    chatwoot_back_at: 0,
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

/** Writes to the ledger and to the row at hand. */
export async function keep(
  contact: Contact,
  change: Partial<Contact>,
  { store }: Pick<RegisterOptions, 'store'>,
): Promise<void> {
  Object.assign(contact, change);
  await store.write((tx) => tx.updateTable('contacts').set(change).where('id', '=', contact.id).execute());
}

/** Chatwoot said 404 to what was kept: contact or conversation were deleted there. Both are looked up anew. */
export async function forgetPlace(contact: Contact, options: Pick<RegisterOptions, 'store'>): Promise<void> {
  await keep(
    contact,
    {
      chatwoot_pubsub_token: null,
      chatwoot_conversation_id: null,
      chatwoot_last_incoming_id: 0,
      chatwoot_last_outgoing_id: 0,
    },
    options,
  );
}
