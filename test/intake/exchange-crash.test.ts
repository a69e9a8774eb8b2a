import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { eventually, startStack, type Stack } from '../stack.ts';
import { ana, ask, conversations, TOKEN } from './api.ts';

let stack: Stack;
let child: ChildProcess | null = null;
afterEach(async () => {
  child?.kill('SIGKILL');
  await stack.close();
});

/** The service in a process of its own, so that it can be killed. */
async function startChild(environment: Record<string, string>): Promise<{ url: string }> {
  const stackFile = JSON.stringify(new URL('../stack.ts', import.meta.url).href);
  const program = `
    import { startOn } from ${stackFile};
    const service = await startOn(${JSON.stringify(environment)});
    process.stdout.write(service.url);`;
  child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [url] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  return { url: url.toString() };
}

test('kill -9 with copies under way: the same id afterwards, and everything registered once', async () => {
  stack = await startStack({ environment: { API_TOKEN: TOKEN } });
  await stack.service.stop();
  const body = [ana, { ...ana, user_message: 'Y AHORA', bot_response: 'También.' }];
  const send = (where: { url: string }, query = '') =>
    ask(where, `/api/exchanges${query}`, { body, headers: { 'idempotency-key': 'order-4711' } });

  const first = await startChild(stack.environment);
  const copies = Array.from({ length: 8 }, () => send(first).catch(() => null));
  const answered = await Promise.race(copies);
  child?.kill('SIGKILL');
  await Promise.all(copies);
  expect(answered).toMatchObject({ status: 202 });

  await startChild(stack.environment);
  // Killed again in the middle of registering, where nobody knows which calls Chatwoot has taken.
  await eventually(() => stack.sandbox.chatwoot.state.conversations.size > 0);
  child?.kill('SIGKILL');

  const third = await startChild(stack.environment);
  const again = await send(third, '?wait=15');
  expect(again.status).toBe(200);
  const ids = (json: unknown) => (json as { id: string }[]).map(({ id }) => id);
  expect(ids(again.json)).toEqual(ids(answered?.json));
  expect(conversations(stack)).toEqual([['COMO VA', '🤖 ¡Todo bien!', 'Y AHORA', '🤖 También.']]);
});
