import { empty, invalid, ok } from '../answers.ts';
import { isObject, record, text } from '../params.ts';
import type { Inbox, InboxSetup } from '../records.ts';
import { addInbox, type ChatwootState } from '../state.ts';
import { botWithTokenRow } from './bots.ts';
import { ACCOUNT, found, inboxById, numberOf, type Call, type Calls } from './calls.ts';
import { inboxView, userView } from './views.ts';

const INBOXES = `${ACCOUNT}/inboxes`;
const INBOX = `${INBOXES}/:inbox`;
const MEMBERS = `${ACCOUNT}/inbox_members`;

/** API inboxes with their members and agent bot. */
export function inboxCalls(calls: Calls, state: ChatwootState): void {
  const inboxOf = ({ c }: Call): Inbox => inboxById(state, numberOf(c, 'inbox'));
  const show = (call: Call, inbox: Inbox) => ok(call.c, inboxView(state, inbox, call.caller));
  const admin = { admin: true } as const;

  calls.get(INBOXES, {}, ({ c, caller }) => {
    const seen = [...state.inboxes.values()].filter((one) => caller.kind === 'user' && maySee(one, caller));
    seen.sort((a, b) => a.name.localeCompare(b.name, 'es'));
    return ok(c, { payload: seen.map((one) => inboxView(state, one, caller)) });
  });

  calls.post(INBOXES, admin, (call) => {
    const name = text(call.fields, 'name');
    if (!name) throw invalid("Name can't be blank", ['name']);
    const identifier = state.newToken(24);
    const inbox = addInbox(state, { identifier, name, autoAssignment: true, ...setupFrom(call.fields) }, null);
    inbox.members.clear();
    state.changed();
    return show(call, inbox);
  });

  calls.get(INBOX, {}, (call) => {
    const inbox = inboxOf(call);
    const { caller } = call;
    if (caller.kind === 'user' && maySee(inbox, caller)) return show(call, inbox);
    return call.c.json({ error: 'You are not authorized to do this action' }, 401, {
      'content-type': 'application/json; charset=utf-8',
    });
  });

  calls.patch(INBOX, admin, (call) => {
    const inbox = inboxOf(call);
    Object.assign(inbox, setupFrom(call.fields));
    const name = text(call.fields, 'name');
    if (name) inbox.name = name;
    state.changed();
    return show(call, inbox);
  });

  calls.delete(INBOX, admin, (call) => {
    state.inboxes.delete(inboxOf(call).identifier);
    return ok(call.c, { message: 'Your inbox deletion request will be processed in some time.' });
  });

  calls.post(`${INBOX}/reset_secret`, { ...admin, known: state.features.secrets }, (call) => {
    const inbox = inboxOf(call);
    inbox.secret = state.newToken(24);
    return show(call, inbox);
  });

  calls.post(`${INBOX}/set_agent_bot`, admin, (call) => {
    const inbox = inboxOf(call);
    const wanted = call.fields['agent_bot'];
    const none = wanted === null || wanted === undefined;
    inbox.bot = none ? null : found(state.bots.find(({ id }) => id === Number(wanted)));
    state.changed();
    return empty(call.c);
  });

  calls.get(`${INBOX}/agent_bot`, {}, (call) => {
    const { bot } = inboxOf(call);
    return ok(call.c, { agent_bot: bot ? botWithTokenRow(state, bot) : {} });
  });

  calls.get(`${MEMBERS}/:inbox`, {}, (call) => ok(call.c, { payload: members(state, inboxOf(call)) }));

  for (const method of ['post', 'patch', 'delete'] as const) {
    calls[method](MEMBERS, admin, ({ c, fields }) => {
      const inbox = inboxById(state, Number(fields['inbox_id']));
      const given = fields['user_ids'];
      const ids = (Array.isArray(given) ? given : []).map(Number);
      if (method === 'delete') for (const id of ids) inbox.members.delete(id);
      else inbox.members = new Set(method === 'post' ? [...inbox.members, ...ids] : ids);
      return ok(c, { payload: members(state, inbox) });
    });
  }
}

function members(state: ChatwootState, inbox: Inbox): unknown[] {
  return state.users.filter(({ id }) => inbox.members.has(id)).map((one) => userView(state, one));
}

function maySee(inbox: Inbox, user: { id: number; role: string }): boolean {
  return user.role === 'administrator' || inbox.members.has(user.id);
}

/** What may be set. A senseless address is taken too, as recorded. */
function setupFrom(fields: Record<string, unknown>): Partial<InboxSetup> {
  const channel = record(fields, 'channel');
  const url = text(channel, 'webhook_url');
  const additional = channel['additional_attributes'];
  const single = fields['lock_to_single_conversation'];
  const mandatory = channel['hmac_mandatory'];
  const auto = fields['enable_auto_assignment'];
  return {
    ...(url === null ? {} : { webhookUrl: url }),
    ...(isObject(additional) ? { additionalAttributes: additional } : {}),
    ...(typeof single === 'boolean' ? { lockToSingleConversation: single } : {}),
    ...(typeof auto === 'boolean' ? { autoAssignment: auto } : {}),
    ...(typeof mandatory === 'boolean' ? { hmacMandatory: mandatory } : {}),
  };
}
