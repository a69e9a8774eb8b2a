import { empty, invalid, ok, Stop } from '../answers.ts';
import { addSource, change, createContact, deleteContact } from '../contacts/contacts.ts';
import { mergeContacts } from '../contacts/merge.ts';
import { isObject, text } from '../params.ts';
import type { Contact } from '../records.ts';
import type { ChatwootState } from '../state.ts';
import { ACCOUNT, contactOf, found, inboxById, type ApplicationOptions, type Calls } from './calls.ts';
import { contactSlim, contactView, conversationView, inboxRow } from './views.ts';

const CONTACT = `${ACCOUNT}/contacts/:contact`;
const PAGE = 15;

/** The account's contacts: search, show, change, their conversations. */
export function contactCalls(calls: Calls, state: ChatwootState, { base }: ApplicationOptions): void {
  calls.get(`${ACCOUNT}/contacts/search`, {}, ({ c }) => {
    const wanted = (c.req.query('q') ?? '').trim().toLowerCase();
    const page = Number(c.req.query('page') ?? 1);
    const all = [...state.contacts.values()].filter((contact) => matches(contact, wanted));
    const shown = all.slice((page - 1) * PAGE, page * PAGE);
    const meta = { count: all.length, current_page: page, has_more: all.length > page * PAGE };
    return ok(c, { meta, payload: shown.map((one) => contactView(state, one)) });
  });

  calls.post(`${ACCOUNT}/contacts`, {}, ({ c, caller, fields }) => {
    refuseTaken(state, fields);
    const inboxId = text(fields, 'inbox_id');
    const inbox = inboxId === null ? null : inboxById(state, Number(inboxId));
    const contact = createContact(state, fields, caller);
    const source = inbox && addSource(state, inbox, contact, text(fields, 'source_id'));
    const contact_inbox = { inbox: inbox ? inboxRow(state, inbox) : null, source_id: source?.sourceId ?? null };
    return ok(c, { payload: { contact: contactView(state, contact), contact_inbox } });
  });

  calls.delete(CONTACT, { admin: true }, (call) => {
    const contact = contactOf(state, call);
    if (state.presence.isOnline(contact)) {
      throw new Stop(422, { message: state.lines.online(capitalized(contact.name)) });
    }
    deleteContact(state, contact);
    return empty(call.c);
  });

  calls.post(`${ACCOUNT}/actions/contact_merge`, {}, ({ c, caller, fields }) => {
    const kept = found(state.contacts.get(Number(fields['base_contact_id'])));
    const gone = found(state.contacts.get(Number(fields['mergee_contact_id'])));
    return ok(c, contactSlim(state, kept === gone ? kept : mergeContacts(state, kept, gone, caller)));
  });

  calls.get(CONTACT, {}, (call) => ok(call.c, { payload: contactView(state, contactOf(state, call)) }));

  calls.get(`${CONTACT}/conversations`, {}, (call) => {
    const list = contactOf(state, call).sources.flatMap((source) => source.conversations);
    list.sort((a, b) => b.lastActivityAt - a.lastActivityAt || b.id - a.id);
    return ok(call.c, { payload: list.map((one) => conversationView(state, one, base())) });
  });

  calls.put(CONTACT, {}, (call) => {
    const { fields } = call;
    const contact = contactOf(state, call);
    const { blocked, custom_attributes } = fields;
    const name = text(fields, 'name');
    change(state, contact, {
      ...(name === null ? {} : { name }),
      ...('email' in fields ? { email: text(fields, 'email')?.toLowerCase() || null } : {}),
      ...('phone_number' in fields ? { phone: text(fields, 'phone_number') || null } : {}),
      ...(typeof blocked === 'boolean' ? { blocked } : {}),
      ...(isObject(custom_attributes) ? { custom: { ...contact.custom, ...custom_attributes } } : {}),
    });
    return ok(call.c, { payload: contactView(state, contact) });
  });
}

function matches({ name, email, phone, identifier }: Contact, wanted: string): boolean {
  return [name, email, phone, identifier].some((value) => value?.toLowerCase().includes(wanted) ?? false);
}

/** Number, e-mail address and identifier are unique in an account; the public API adopts here, this one refuses. */
function refuseTaken(state: ChatwootState, fields: Record<string, unknown>): void {
  const taken = (
    [
      ['email', 'Email', state.byEmail],
      ['identifier', 'Identifier', state.byIdentifier],
      ['phone_number', 'Phone number', state.byPhone],
    ] as const
  ).filter(([field, , index]) => index.has(text(fields, field) ?? ''));
  if (taken.length === 0) return;
  const message = taken.map(([, name]) => `${name} has already been taken`).join(', ');
  throw invalid(
    message,
    taken.map(([field]) => field),
  );
}

/** As Ruby does it: the first letter large, all others small. */
const capitalized = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1).toLowerCase();
