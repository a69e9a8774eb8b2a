import type { Stack } from '../stack.ts';

export const TOKEN = 'a-token-for-tests-0001';

export const ana = {
  phone: '+5493415550123',
  user_message: 'COMO VA',
  bot_response: '¡Todo bien!',
  sender_name: 'Ana Prueba',
};

export interface Reply {
  status: number;
  headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads whatever comes
  json: any;
}

/** One request to the service of a stack; the body is sent as JSON unless it is a text or bytes already. */
export async function ask(
  where: { url: string },
  path: string,
  options: { body?: unknown; headers?: Record<string, string>; method?: string } = {},
): Promise<Reply> {
  const { body } = options;
  const answer = await fetch(where.url + path, {
    method: options.method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...options.headers },
    ...(body === undefined
      ? {}
      : { body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body) }),
  });
  return { status: answer.status, headers: answer.headers, json: await answer.json() };
}

/** The texts of each conversation in the sandbox's Chatwoot. */
export const conversations = (stack: Stack): (string | null)[][] =>
  [...stack.sandbox.chatwoot.state.conversations.values()].map(({ messages }) => messages.map((m) => m.content));
