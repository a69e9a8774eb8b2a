import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSandboxChatwoot, type SandboxChatwoot } from '../../../src/sandbox/chatwoot/server.ts';

/** The account's list of conversations, as the documentation of its parameters has it; the answer itself is replayed in `application.test.ts`. */

let now = Date.parse('2026-11-22T10:00:00Z');
let chatwoot: SandboxChatwoot;
beforeEach(async () => {
  chatwoot = await startSandboxChatwoot({
    clock: { now: () => (now += 1_000) },
    inboxes: [{ identifier: 'ours' }, { identifier: 'theirs' }],
  });
});
afterEach(() => chatwoot.close());

async function call(method: string, path: string, body?: object, token = 'admin-token'): Promise<unknown> {
  const headers = { 'content-type': 'application/json', api_access_token: token };
  const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
  const answer = await fetch(chatwoot.url + path, init);
  expect(answer.status, path).toBe(200);
  return answer.json();
}

/** Somebody's conversation with one message in it; gives its number. */
async function begin(source_id: string, inbox = 'ours'): Promise<number> {
  const contacts = `/public/api/v1/inboxes/${inbox}/contacts`;
  await call('POST', contacts, { source_id, name: source_id });
  const { id } = (await call('POST', `${contacts}/${source_id}/conversations`, {})) as { id: number };
  await call('POST', `${contacts}/${source_id}/conversations/${id}/messages`, { content: `hola de ${source_id}` });
  return id;
}

async function list(query: string, token?: string): Promise<{ ids: number[]; meta: Record<string, number> }> {
  const answer = await call('GET', `/api/v1/accounts/1/conversations${query}`, undefined, token);
  const { data } = answer as { data: { meta: Record<string, number>; payload: { id: number }[] } };
  return { ids: data.payload.map(({ id }) => id), meta: data.meta };
}

test('open ones where no status is named, the newest activity first; by status, inbox and words', async () => {
  const [a, b, c] = [await begin('541'), await begin('542'), await begin('543', 'theirs')];
  const desk = '/api/v1/accounts/1/conversations';
  await call('POST', `${desk}/${b}/toggle_status`, { status: 'resolved' });
  await call('POST', `${desk}/${a}/messages`, { content: 'una nota', private: true });
  expect((await list('')).ids).toEqual([a, c]);
  expect((await list('?status=all')).ids).toEqual([a, b, c]);
  expect((await list('?status=resolved')).ids).toEqual([b]);
  const inbox = chatwoot.state.inboxes.get('ours')?.id ?? 0;
  expect((await list(`?inbox_id=${inbox}&status=all`)).ids).toEqual([a, b]);
  expect((await list('?q=DE 542')).ids).toEqual([b]);
  expect((await list('?status=all&sort_by=created_at_asc')).ids).toEqual([a, b, c]);
  expect((await list('?status=all&sort_by=last_activity_at_asc')).ids).toEqual([c, b, a]);
  expect((await list('?status=all&sort_by=constructor')).ids).toEqual([a, b, c]);
});

test('by who has them, and counted before that', async () => {
  const [a, b] = [await begin('541'), await begin('542')];
  const admin = chatwoot.state.users.find(({ token }) => token === 'admin-token')?.id;
  await call('POST', `/api/v1/accounts/1/conversations/${a}/assignments`, { assignee_id: admin });
  const meta = { mine_count: 1, assigned_count: 1, unassigned_count: 1, all_count: 2 };
  expect(await list('?assignee_type=me')).toEqual({ ids: [a], meta });
  expect(await list('?assignee_type=unassigned')).toEqual({ ids: [b], meta });
  expect(await list('?assignee_type=assigned')).toEqual({ ids: [a], meta });
});

test('who is no administrator sees the inboxes they are a member of', async () => {
  const [a] = [await begin('541'), await begin('542', 'theirs')];
  chatwoot.state.inboxes.get('theirs')?.members.clear();
  expect((await list('?status=all', 'agent-token')).ids).toEqual([a]);
});

test('25 a page; a page behind the last one is empty', async () => {
  const ids: number[] = [];
  for (let n = 0; n < 27; n++) ids.unshift(await begin(String(540 + n)));
  expect((await list('?page=1')).ids).toEqual(ids.slice(0, 25));
  expect((await list('?page=2')).ids).toEqual(ids.slice(25));
  expect(await list('?page=3')).toMatchObject({ ids: [], meta: { all_count: 27 } });
  expect((await list('?page=nonsense')).ids).toEqual(ids.slice(0, 25));
});
