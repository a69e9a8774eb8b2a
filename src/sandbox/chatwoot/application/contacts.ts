import { ok } from '../answers.ts';
import { change } from '../contacts.ts';
import { isObject, text } from '../params.ts';
import type { Contact } from '../records.ts';
import type { ChatwootState } from '../state.ts';
import { ACCOUNT, contactOf, type ApplicationOptions, type Calls } from './calls.ts';
import { contactView, conversationView } from './views.ts';

const CONTACT = `${ACCOUNT}/contacts/:contact`;
const PAGE = 15;

/** The account's contacts: search, show, change, their conversations. */
export function contactCalls(calls: Calls, state: ChatwootState, { base }: ApplicationOptions): void {
  calls.get(`${ACCOUNT}/contacts/search`, {}, ({ c }) => {
    const wanted = (c.req.query('q') ?? '').trim().toLowerCase();
    const page = Number(c.req.query('page') ?? 1);
    const found = [...state.contacts.values()].filter((contact) => matches(contact, wanted));
    const shown = found.slice((page - 1) * PAGE, page * PAGE);
    const meta = { count: found.length, current_page: page, has_more: found.length > page * PAGE };
    return ok(c, { meta, payload: shown.map(contactView) });
  });

  calls.get(CONTACT, {}, (call) => ok(call.c, { payload: contactView(contactOf(state, call)) }));

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
    return ok(call.c, { payload: contactView(contact) });
  });
}

function matches({ name, email, phone, identifier }: Contact, wanted: string): boolean {
  return [name, email, phone, identifier].some((value) => value?.toLowerCase().includes(wanted) ?? false);
}
