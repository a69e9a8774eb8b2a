import { empty, invalid, ok } from '../answers.ts';
import { SUBSCRIPTIONS } from '../events.ts';
import { isObject, text } from '../params.ts';
import type { AccountWebhook, Label, Team, User } from '../records.ts';
import type { ChatwootState } from '../state.ts';
import { ACCOUNT, found, numberOf, type Call, type Calls } from './calls.ts';
import { teamView, userView } from './views.ts';

/** The account itself: who am I, agents, webhooks, labels, teams. */
export function accountCalls(calls: Calls, state: ChatwootState): void {
  const admin = { admin: true } as const;

  calls.get('/api/v1/profile', {}, ({ c, caller }) => ok(c, caller.kind === 'user' ? profile(state, caller) : {}));
  calls.get(`${ACCOUNT}/agents`, {}, ({ c }) =>
    ok(
      c,
      state.users.map((one) => userView(state, one)),
    ),
  );

  const WEBHOOKS = `${ACCOUNT}/webhooks`;
  const view = (one: AccountWebhook) => webhookView(state, one);
  const webhookOf = ({ c }: Call) => found(state.webhooks.find(({ id }) => id === numberOf(c, 'webhook')));
  calls.get(WEBHOOKS, admin, ({ c }) => ok(c, { payload: { webhooks: state.webhooks.map(view) } }));
  calls.post(WEBHOOKS, admin, ({ c, fields }) => {
    const wanted = wantedWebhook(state, fields, null);
    const webhook = { name: null, ...wanted, id: state.nextId('webhook'), secret: state.newToken(24) };
    state.webhooks.push(webhook);
    return ok(c, { payload: { webhook: view(webhook) } });
  });
  for (const method of ['patch', 'put'] as const) {
    calls[method](`${WEBHOOKS}/:webhook`, admin, (call) => {
      const webhook = webhookOf(call);
      Object.assign(webhook, wantedWebhook(state, call.fields, webhook));
      return ok(call.c, { payload: { webhook: view(webhook) } });
    });
  }
  calls.delete(`${WEBHOOKS}/:webhook`, admin, (call) => {
    state.webhooks.splice(state.webhooks.indexOf(webhookOf(call)), 1);
    return empty(call.c);
  });

  calls.get(`${ACCOUNT}/labels`, {}, ({ c }) => ok(c, { payload: state.labels.map(labelView) }));
  calls.post(`${ACCOUNT}/labels`, admin, ({ c, fields }) => {
    const title = (text(fields, 'title') ?? '').toLowerCase();
    if (state.labels.some((one) => one.title === title)) throw invalid('Title has already been taken', ['title']);
    const label: Label = {
      id: state.nextId('label'),
      title,
      description: text(fields, 'description'),
      color: text(fields, 'color') ?? '#1f93ff',
      showOnSidebar: fields['show_on_sidebar'] === true,
    };
    state.labels.push(label);
    return ok(c, labelView(label));
  });

  calls.get(`${ACCOUNT}/teams`, {}, ({ c }) => ok(c, state.teams.map(teamView)));
  calls.post(`${ACCOUNT}/teams`, admin, ({ c, fields }) => {
    const name = (text(fields, 'name') ?? '').toLowerCase();
    if (state.teams.some((one) => one.name === name)) throw invalid('Name has already been taken', ['name']);
    const allowAutoAssign = fields['allow_auto_assign'] !== false;
    const team: Team = { id: state.nextId('team'), name, description: text(fields, 'description'), allowAutoAssign };
    state.teams.push(team);
    return ok(c, teamView(team));
  });
}

function profile(state: ChatwootState, user: User): Record<string, unknown> {
  const { id, name } = state.account;
  const account = {
    id,
    name,
    status: 'active',
    onboarding_step: null,
    active_at: null,
    role: user.role,
    permissions: [user.role],
    availability: 'online',
    availability_status: 'offline',
    auto_offline: true,
  };
  return {
    access_token: user.token,
    account_id: id,
    available_name: user.name,
    avatar_url: '',
    confirmed: true,
    display_name: null,
    message_signature: null,
    email: user.email,
    id: user.id,
    inviter_id: null,
    name: user.name,
    provider: 'email',
    pubsub_token: user.pubsubToken,
    role: user.role,
    ui_settings: {},
    uid: user.email,
    type: null,
    accounts: [account],
  };
}

/** 422 for an address that is there already, and for an event this release does not know. */
function wantedWebhook(state: ChatwootState, fields: Record<string, unknown>, old: AccountWebhook | null) {
  const given = isObject(fields['webhook']) ? fields['webhook'] : fields;
  const url = text(given, 'url') ?? old?.url ?? '';
  const list = given['subscriptions'];
  const subscriptions = Array.isArray(list) ? list.map(String) : (old?.subscriptions ?? []);
  if (!URL.canParse(url)) throw invalid('Url is invalid', ['url']);
  if (state.webhooks.some((one) => one !== old && one.url === url)) {
    throw invalid('Url has already been taken', ['url']);
  }
  const knows = (event: string) =>
    SUBSCRIPTIONS.includes(event) && (state.features.typingWebhooks || !event.includes('typing'));
  if (!subscriptions.every(knows)) throw invalid('Subscriptions Eventos inválidos', ['subscriptions']);
  return { url, subscriptions };
}

function webhookView(state: ChatwootState, webhook: AccountWebhook): Record<string, unknown> {
  const { id, name, url, subscriptions, secret } = webhook;
  const shown = state.features.signsAccount ? { secret } : {};
  return { id, name, url, account_id: state.account.id, subscriptions, ...shown };
}

function labelView({ id, title, description, color, showOnSidebar }: Label): Record<string, unknown> {
  return { id, title, description, color, show_on_sidebar: showOnSidebar };
}
