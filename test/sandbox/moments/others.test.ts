import { afterAll, beforeAll, expect, test } from 'vitest';
import { RECORDED_ACCOUNT } from '../recording.ts';
import { MOMENTS } from './moment.ts';
import { openStage, type Stage } from './stage.ts';

/**
 * Second conversations, contacts made by agents, contents with items, an automation rule, a macro, a snooze, contacts that are merged
 * and deleted: as in first.test.ts.
 */

let stage: Stage;

beforeAll(async () => {
  const inboxes = (hook: object) => [
    { identifier: 'inbox-one', name: 'grabación', autoAssignment: true, ...hook },
    { identifier: 'inbox-two', name: 'grabación 2', autoAssignment: true, ...hook },
  ];
  stage = await openStage('2026-11-25T09:43:43.000Z', inboxes, { account: RECORDED_ACCOUNT });
});

afterAll(() => stage.close());

const DESK = '/api/v1/accounts/1';
const INBOX = '/public/api/v1/inboxes/inbox-one/contacts';
const OTHER_INBOX = '/public/api/v1/inboxes/inbox-two/contacts';
const ELENA = '5491155510077';
const NORA = '5491155510088';
const SAME_PERSON = '5491155510099';
const LUCIA = '5491155510133';

const agent = (path: string, body: unknown) => stage.call('POST', `${DESK}${path}`, body, 'agent-token');
const admin = (method: string, path: string, body?: unknown) => stage.call(method, DESK + path, body, 'admin-token');
const open = (path: string, body: unknown = {}) => stage.call('POST', path, body) as Promise<Record<string, unknown>>;
const id = (recorded: string) => stage.ids.get(recorded) ?? 0;
const conversation = (recorded: number) => `/conversations/${id(`conversation ${recorded}`)}`;

/** A person with a conversation in which they wrote; listens to them, where wanted. */
async function writes(inbox: string, source: string, name: string, recorded: number, content: string): Promise<void> {
  const made = await open(inbox, { source_id: source, name, phone_number: `+${source}` });
  await stage.listen(String(made['pubsub_token']));
  const begun = await open(`${inbox}/${source}/conversations`);
  stage.ids.set(`conversation ${recorded}`, Number(begun['id']));
  await open(`${inbox}/${source}/conversations/${Number(begun['id'])}/messages`, { content });
}

const items = (content: string, content_type: string, list: unknown[]) =>
  agent(`${conversation(152)}/messages`, { content, content_type, content_attributes: { items: list } });

/** What was done at each moment, as its title says; what came before it without being recorded comes first. */
const ACTS: Record<string, () => Promise<unknown>> = {
  '70': async () => {
    await writes(INBOX, ELENA, 'Elena Prueba', 150, 'hola');
    await stage.forget();
    return agent('/conversations', { source_id: ELENA, inbox_id: 1 });
  },
  '71': () => agent(`${conversation(151)}/messages`, { content: 'Hola Elena, ¿te llegó el pedido?' }),
  '72': () => open(`${INBOX}/${ELENA}${conversation(150)}/messages`, { content: 'sí, gracias' }),
  // Meant to differ: the list has no order of its own there; here the conversation touched last stands last.
  '73': async () => ((await stage.call('GET', `${INBOX}/${ELENA}/conversations`)) as unknown[]).toReversed(),
  '74': async () => {
    for (const one of [150, 151]) await agent(`${conversation(one)}/toggle_status`, { status: 'resolved' });
    await stage.forget();
    const contact_id = id('contact 138');
    return agent('/conversations', { contact_id, inbox_id: 1, message: { content: 'Hola otra vez' } });
  },
  '75': () => agent('/contacts', { name: 'Nora Prueba', phone_number: `+${NORA}`, inbox_id: 1 }),
  '76': () => {
    const message = { content: 'Hola Nora, soy de la panadería' };
    return agent('/conversations', { contact_id: id('contact 139'), inbox_id: 1, message });
  },
  '77': () => open(INBOX, { source_id: NORA, name: 'Nora', phone_number: `+${NORA}` }),
  '78': () =>
    items('Elegí una opción', 'input_select', [
      { title: 'Ventas', value: 'ventas' },
      { title: 'Soporte', value: 'soporte' },
    ]),
  '79': () =>
    items('Mirá esto', 'article', [
      { title: 'Horarios', description: 'Cuándo abrimos', link: 'https://example.com/horarios' },
    ]),
  '80': () =>
    items('Productos', 'cards', [
      {
        title: 'Pan',
        description: 'De campo',
        media_url: 'https://example.com/pan.png',
        actions: [{ type: 'link', text: 'Ver', uri: 'https://example.com/pan' }],
      },
    ]),
  '81': async () => {
    await admin('POST', '/automation_rules', {
      name: 'precio',
      event_name: 'message_created',
      conditions: [{ attribute_key: 'content', filter_operator: 'contains', values: ['precio'], query_operator: null }],
      actions: [
        { action_name: 'send_message', action_params: ['La lista de precios está en la web'] },
        { action_name: 'add_label', action_params: ['humano'] },
      ],
    });
    return open(`${INBOX}/${ELENA}${conversation(152)}/messages`, { content: '¿precio?' });
  },
  '82': async () => {
    await admin('DELETE', '/automation_rules/1');
    const macro = (await agent('/macros', {
      name: 'cierre',
      actions: [
        { action_name: 'send_message', action_params: ['Gracias por escribir'] },
        { action_name: 'resolve_conversation', action_params: [] },
      ],
    })) as { payload: { id: number } };
    return agent(`/macros/${macro.payload.id}/execute`, { conversation_ids: [id('conversation 152')] });
  },
  '83': () => agent(`${conversation(152)}/toggle_status`, { status: 'snoozed' }),
  '84': () => open(`${INBOX}/${ELENA}${conversation(152)}/messages`, { content: 'hola de nuevo' }),
  '85': async () => {
    await writes(INBOX, SAME_PERSON, 'Elena otra', 154, 'soy la misma');
    await stage.forget();
    const search = (await admin('GET', `/contacts/search?q=${SAME_PERSON}`)) as { payload: { id: number }[] };
    return admin('POST', '/actions/contact_merge', {
      base_contact_id: id('contact 138'),
      mergee_contact_id: search.payload[0]?.id,
    });
  },
  '86': () => open(`${INBOX}/${SAME_PERSON}${conversation(154)}/messages`, { content: '¿sigo acá?' }),
  '87': () => open(INBOX, { source_id: SAME_PERSON, name: 'Elena otra' }),
  '88': () => agent(`${conversation(154)}/messages`, { content: 'te leo' }),
  // The recorder wrote down a refusal as one line.
  '89': async () => {
    const path = `${stage.chatwoot.url}${DESK}/contacts/${id('contact 138')}`;
    const answer = await fetch(path, { method: 'DELETE', headers: { api_access_token: 'admin-token' } });
    return { error: `DELETE /contacts/138: ${answer.status} ${await answer.text()}` };
  },
  '90': async () => {
    await open(OTHER_INBOX, { source_id: LUCIA, name: 'Lucía Prueba', phone_number: `+${LUCIA}` });
    await open(`${OTHER_INBOX}/${LUCIA}/conversations`);
    await stage.forget();
    const search = (await admin('GET', `/contacts/search?q=${LUCIA}`)) as { payload: { id: number }[] };
    return admin('DELETE', `/contacts/${search.payload[0]?.id}`);
  },
  '91': () => open(`${OTHER_INBOX}/${LUCIA}/conversations/157/messages`, { content: '¿hola?' }),
  '92': () => stage.call('GET', `${OTHER_INBOX}/${LUCIA}/conversations`),
  '93': () => open(OTHER_INBOX, { source_id: LUCIA, name: 'Lucía Prueba', phone_number: `+${LUCIA}` }),
  '94': () => open(`${OTHER_INBOX}/${LUCIA}/conversations`),
};

test.each(MOMENTS.others)('%s', async (name) => {
  const act = ACTS[name.slice(0, 2)];
  if (!act) throw new Error(`nothing is known of moment ${name}`);
  expect(await stage.play(name, act)).toEqual([]);
});
