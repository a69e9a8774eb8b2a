import { createHash, createHmac } from 'node:crypto';
import { internal, invalid } from '../answers.ts';
import { hasNul, record, text } from '../params.ts';
import { deleteConversation } from '../conversations/conversations.ts';
import { index, unindex } from './contact-index.ts';
import { mergeContacts } from './merge.ts';
import type { AgentBot, Contact, ContactInbox, Inbox, User } from '../records.ts';
import type { ChatwootState } from '../state.ts';

type Fields = Record<string, unknown>;

const E164 = /^\+[1-9]\d{1,14}$/;
const EMAIL = /^[^@\s]+@[^@\s]+$/;
const NAME_LENGTH = 255;

/** `POST /contacts`: the contact-inbox of that source_id as it is, else an adopted contact, else a new one. */
export function upsertContact(state: ChatwootState, inbox: Inbox, fields: Fields): ContactInbox {
  const sourceId = fields['source_id'] === false ? null : text(fields, 'source_id');
  if (hasNul(sourceId)) throw internal();
  const known = sourceId === null ? undefined : inbox.sources.get(sourceId);
  if (known) return known;
  const contact = findContact(state, fields) ?? createContact(state, fields);
  // The contact stays behind: recorded, its number was used up.
  if (sourceId === '') throw internal();
  return addSource(state, inbox, contact, sourceId);
}

/** A contact in one more inbox, or once more in the same; its source_id is made up where none is given. */
export function addSource(state: ChatwootState, inbox: Inbox, contact: Contact, sourceId: string | null): ContactInbox {
  const source: ContactInbox = {
    id: state.nextId('contactInbox'),
    inbox,
    contact,
    sourceId: sourceId ?? state.newUuid(),
    pubsubToken: state.newToken(24),
    hmacVerified: false,
    createdAt: state.clock.now(),
    conversations: [],
  };
  inbox.sources.set(source.sourceId, source);
  state.byPubsubToken.set(source.pubsubToken, source);
  contact.sources.push(source);
  state.changed();
  return source;
}

function findContact(state: ChatwootState, fields: Fields): Contact | undefined {
  const by = (index: Map<string, Contact>, value: string | null) => (value ? index.get(value) : undefined);
  return (
    by(state.byIdentifier, text(fields, 'identifier')) ??
    by(state.byEmail, text(fields, 'email')?.toLowerCase() ?? null) ??
    by(state.byPhone, text(fields, 'phone_number'))
  );
}

/** A new contact. `by` is who made it by the application API. */
export function createContact(state: ChatwootState, fields: Fields, by: User | AgentBot | null = null): Contact {
  const now = state.clock.now();
  const values = {
    name: cut(state, text(fields, 'name') ?? madeUpName(state)),
    email: text(fields, 'email')?.toLowerCase() || null,
    phone: text(fields, 'phone_number'),
    identifier: text(fields, 'identifier'),
  };
  validate(values);
  const contact: Contact = {
    kind: 'contact',
    ...values,
    id: state.nextId('contact'),
    blocked: false,
    additional: avatar(fields, now),
    custom: record(fields, 'custom_attributes'),
    createdAt: now,
    updatedAt: now,
    lastActivityAt: null,
    type: values.email || values.phone ? 'lead' : 'visitor',
    sources: [],
  };
  state.contacts.set(contact.id, contact);
  index(state, contact);
  state.emit({ name: 'contact_created', contact, changed: null, performer: by });
  return contact;
}

/** `PATCH /contacts/{source_id}`. A phone number or e-mail that another contact has **merges** this one into it. */
export function updateContact(state: ChatwootState, source: ContactInbox, fields: Fields): Contact {
  let { contact } = source;
  const email = text(fields, 'email')?.toLowerCase() || null;
  let phone = text(fields, 'phone_number') || null;
  const sameEmail = email === null ? undefined : state.byEmail.get(email);
  if (sameEmail && sameEmail !== contact) contact = mergeContacts(state, sameEmail, contact, null);
  const samePhone = phone === null ? undefined : state.byPhone.get(phone);
  if (samePhone && samePhone !== contact) {
    if (contact.phone) phone = null;
    else contact = mergeContacts(state, samePhone, contact, null);
  }
  change(state, contact, {
    name: text(fields, 'name') || contact.name,
    email: email ?? contact.email,
    phone: phone ?? contact.phone,
    custom: { ...contact.custom, ...record(fields, 'custom_attributes') },
  });
  Object.assign(contact.additional, avatar(fields, state.clock.now()));
  return contact;
}

/** Changes what may be changed of a contact, by whichever door, and tells it. 422 where a value is not valid. */
export function change(
  state: ChatwootState,
  contact: Contact,
  values: {
    name?: string;
    email?: string | null;
    phone?: string | null;
    blocked?: boolean;
    custom?: Record<string, unknown>;
  },
): void {
  const wanted = { ...contact, ...values, name: cut(state, values.name ?? contact.name) };
  validate(wanted);
  const before = columns(contact);
  unindex(state, contact);
  const { name, email, phone, blocked, custom } = wanted;
  Object.assign(contact, { name, email, phone, blocked, custom });
  if (contact.email || contact.phone) contact.type = 'lead';
  index(state, contact);
  tell(state, contact, before);
  state.changed();
}

/** Gone with its sources and all their conversations. Nothing tells it. */
export function deleteContact(state: ChatwootState, contact: Contact): void {
  unindex(state, contact);
  for (const source of contact.sources) {
    for (const conversation of [...source.conversations]) deleteConversation(state, conversation);
    source.inbox.sources.delete(source.sourceId);
    state.byPubsubToken.delete(source.pubsubToken);
  }
  state.contacts.delete(contact.id);
  state.changed();
}

/** The contact wrote: its last activity is now. */
export function contactActive(state: ChatwootState, contact: Contact): void {
  const before = columns(contact);
  contact.lastActivityAt = state.clock.now();
  tell(state, contact, before);
}

/** In the order of the table's columns; nothing where nothing differs. */
function tell(state: ChatwootState, contact: Contact, before: Record<string, unknown>): void {
  const differs = (name: string, after: Record<string, unknown>) =>
    JSON.stringify(before[name]) !== JSON.stringify(after[name]);
  const now = columns(contact);
  if (!Object.keys(now).some((name) => differs(name, now))) return;
  contact.updatedAt = state.clock.now();
  const after = columns(contact);
  const changed = Object.keys(after)
    .filter((name) => name === 'updated_at' || differs(name, after))
    .map((name) => ({ [name]: { previous_value: before[name] ?? null, current_value: after[name] ?? null } }));
  state.emit({ name: 'contact_updated', contact, changed });
}

function columns(contact: Contact): Record<string, unknown> {
  const iso = (ms: number) => new Date(ms).toISOString();
  return {
    name: contact.name,
    email: contact.email,
    phone_number: contact.phone,
    updated_at: iso(contact.updatedAt),
    custom_attributes: contact.custom,
    last_activity_at: contact.lastActivityAt === null ? null : iso(contact.lastActivityAt),
    blocked: contact.blocked,
  };
}

function validate(values: {
  name: string;
  email: string | null;
  phone: string | null;
  identifier: string | null;
}): void {
  if (hasNul(values.name, values.email, values.phone, values.identifier)) throw internal();
  const faults: [string, string][] = [];
  if (values.email && !EMAIL.test(values.email)) faults.push(['Email Invalid email', 'email']);
  if (values.phone && !E164.test(values.phone)) faults.push(['Phone number should be in e164 format', 'phone_number']);
  if (faults.length > 0)
    throw invalid(
      faults.map(([line]) => line).join(', '),
      faults.map(([, field]) => field),
    );
}

/** Whether the call's hash fits; a wrong one is a 500, and so is none where the inbox wants one. */
export function proveIdentity(inbox: Inbox, fields: Fields): boolean {
  const hash = text(fields, 'identifier_hash');
  if (!hash && !inbox.hmacMandatory) return false;
  const wanted = createHmac('sha256', inbox.hmacToken)
    .update(text(fields, 'identifier') ?? '')
    .digest('hex');
  if (hash !== wanted) throw internal();
  return true;
}

function avatar(fields: Fields, now: number): Record<string, unknown> {
  const url = text(fields, 'avatar_url');
  if (!url) return {};
  const seconds = new Date(now).toISOString().slice(0, 19);
  return { avatar_url_hash: createHash('sha256').update(url).digest('hex'), last_avatar_sync_at: `${seconds}Z` };
}

/** 255 characters, not bytes. Older releases refuse longer ones. */
function cut(state: ChatwootState, name: string): string {
  if (!state.features.cutsNames && Array.from(name).length > NAME_LENGTH) {
    throw invalid(`Name is too long (maximum is ${NAME_LENGTH} characters)`, ['name']);
  }
  return name.length <= NAME_LENGTH ? name : Array.from(name).slice(0, NAME_LENGTH).join('');
}

const MOODS = ['falling', 'muddy', 'blue', 'quiet', 'morning', 'late'];
const THINGS = ['fog', 'resonance', 'firefly', 'meadow', 'river', 'lamp'];

function madeUpName(state: ChatwootState): string {
  const pick = (words: string[]) => words[Math.floor(state.random() * words.length)] ?? '';
  return `${pick(MOODS)}-${pick(THINGS)}-${Math.floor(state.random() * 1_000)}`;
}
