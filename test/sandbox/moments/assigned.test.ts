import { afterAll, beforeAll, expect, test } from 'vitest';
import { RECORDED_ACCOUNT } from '../recording.ts';
import { MOMENTS } from './moment.ts';
import { openStage, type Stage } from './stage.ts';

/** Who assigned it: the inbox by itself, an administrator, the agent. As in first.test.ts; the lines about it stand at the end. */

let stage: Stage;

beforeAll(async () => {
  const inboxes = (hook: object) => [{ identifier: 'inbox-one', name: 'grabación', autoAssignment: true, ...hook }];
  stage = await openStage('2026-11-25T11:16:02.000Z', inboxes, { account: RECORDED_ACCOUNT, backgroundMs: 0 });
  await call('PATCH', '/inbox_members', { inbox_id: 1, user_ids: [2] }, 'admin-token');
  stage.chatwoot.setOnline('agent-token', true);
});

afterAll(() => stage.close());

const call = (method: string, path: string, body: unknown, token: string) =>
  stage.call(method, `/api/v1/accounts/1${path}`, body, token);
const INBOX = '/public/api/v1/inboxes/inbox-one/contacts';
const VERA = '5491155510201';
const OLGA = '5491155510202';
const open = (path: string, body: unknown = {}) => stage.call('POST', path, body) as Promise<Record<string, unknown>>;
let [first, second] = [0, 0];
const desk = (path: string, body: unknown, token = 'agent-token') =>
  call('POST', `/conversations/${second}${path}`, body, token);

async function makes(source: string, name: string): Promise<void> {
  const made = await open(INBOX, { source_id: source, name, phone_number: `+${source}` });
  await stage.listen(String(made['pubsub_token']));
  await stage.forget();
}

async function unassigned(): Promise<void> {
  await desk('/assignments', { assignee_id: null });
  await stage.forget();
}

const ACTS: Record<string, () => Promise<unknown>> = {
  '95': async () => {
    await makes(VERA, 'Vera Prueba');
    const begun = await open(`${INBOX}/${VERA}/conversations`);
    first = Number(begun['id']);
    return begun;
  },
  '96': () => open(`${INBOX}/${VERA}/conversations/${first}/messages`, { content: 'hola' }),
  '97': async () => {
    await makes(OLGA, 'Olga Prueba');
    second = Number((await open(`${INBOX}/${OLGA}/conversations`))['id']);
    return open(`${INBOX}/${OLGA}/conversations/${second}/messages`, { content: 'hola' });
  },
  '98': async () => {
    await unassigned();
    return desk('/assignments', { assignee_id: 2 }, 'admin-token');
  },
  '99': async () => {
    await unassigned();
    return desk('/assignments', { assignee_id: 2 });
  },
  '9a': async () => {
    await desk('/toggle_status', { status: 'resolved' });
    await stage.forget();
    return open(`${INBOX}/${OLGA}/conversations/${second}/messages`, { content: 'otra cosa' });
  },
};

test.each(MOMENTS.assigned)('%s', async (name) => {
  const act = ACTS[name.slice(0, 2)];
  if (!act) throw new Error(`nothing is known of moment ${name}`);
  expect(await stage.play(name, act)).toEqual([]);
});

test('only the lines tell who assigned, and only a user’s token reads them', async () => {
  const messages = (await call('GET', `/conversations/${second}/messages`, undefined, 'agent-token')) as {
    payload: { message_type: number; content: string }[];
  };
  const lines = messages.payload.filter(({ message_type }) => message_type === 2).map(({ content }) => content);
  expect(lines).toEqual([
    'Assigned to Gil Agent by Default Policy',
    'Conversation unassigned by Gil Agent',
    'Assigned to Gil Agent by Ada Admin',
    'Conversation unassigned by Gil Agent',
    'Gil Agent self-assigned this conversation',
    'Conversation was marked resolved by Gil Agent',
    'System reopened the conversation due to a new incoming message.',
  ]);
  const seen = (await stage.call('GET', `${INBOX}/${OLGA}/conversations/${second}/messages`)) as { content: string }[];
  expect(seen.map(({ content }) => content)).toEqual(['hola', 'otra cosa']);
});
