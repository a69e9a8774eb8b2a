import type { Stack } from '../stack.ts';
import { eventually } from '../stack.ts';
import type { SayFile } from '../../src/sandbox/page-types.ts';
import type { Message } from '../../src/sandbox/chatwoot/records.ts';
import type { SentMessage } from '../../src/sandbox/whatsapp/people.ts';
import { deskAct } from '../../src/sandbox/desk.ts';
import { files } from '../whatsapp/files/file-samples.ts';

export const WA_ID = '5491155550123';

/** A file that begins as its type does, and goes on with bytes that a careless way would change. */
export function fileOf(mime: string, size = 3_000): Buffer {
  const head = files[mime] ?? Buffer.from(`${mime}\n`);
  const rest = Buffer.alloc(Math.max(0, size - head.length));
  for (let i = 0; i < rest.length; i++) rest[i] = (i * 31 + (i >> 8)) & 255;
  return Buffer.concat([head, rest]);
}

export const attached = (name: string, mime: string, bytes: Buffer, more: Partial<SayFile> = {}): SayFile => ({
  name,
  mime,
  base64: bytes.toString('base64'),
  ...more,
});

/** What stands in the only conversation, oldest first, without Chatwoot's own lines. */
export const inChatwoot = ({ sandbox }: Stack): Message[] =>
  sandbox.chatwoot.state.messages.filter(({ type, private: note }) => type !== 2 && !note);

export const contents = (stack: Stack): (string | null)[] => inChatwoot(stack).map(({ content }) => content);

/** Waits until so many stand there. */
export async function registered(stack: Stack, count: number): Promise<Message[]> {
  await eventually(() => inChatwoot(stack).length >= count);
  return inChatwoot(stack);
}

/** Waits until so many were sent on WhatsApp. */
export async function sent(stack: Stack, count: number): Promise<readonly SentMessage[]> {
  await eventually(() => stack.sandbox.whatsapp.sent.length >= count);
  return stack.sandbox.whatsapp.sent;
}

/** The customer says hello, so that there is a conversation and an open window; its number. */
export async function open(stack: Stack): Promise<number> {
  await stack.sandbox.whatsapp.say({ waId: WA_ID, name: 'Rosa', text: 'hola' });
  await registered(stack, 1);
  return [...stack.sandbox.chatwoot.state.conversations.keys()][0] ?? 0;
}

/** The agents' page takes several files at once. */
export async function agentSends(
  { sandbox: { chatwoot } }: Stack,
  conversation: number,
  { text, files: list }: { text?: string; files: { name: string; mime: string; bytes: Buffer }[] },
): Promise<number> {
  const form = new FormData();
  if (text !== undefined) form.append('content', text);
  for (const { name, mime, bytes } of list)
    form.append('attachments[]', new Blob([Uint8Array.from(bytes)], { type: mime }), name);
  const answer = await fetch(`${chatwoot.url}/api/v1/accounts/1/conversations/${conversation}/messages`, {
    method: 'POST',
    headers: { api_access_token: chatwoot.agentToken },
    body: form,
  });
  return ((await answer.json()) as { id: number }).id;
}

export const act = (stack: Stack, given: Parameters<typeof deskAct>[1]) => deskAct(stack.sandbox.chatwoot, given);
