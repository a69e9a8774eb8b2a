import type { SandboxChatwoot, SandboxChatwootOptions } from '../../src/sandbox/chatwoot/server.ts';

/** 50 ms to each answer; the list of conversations 5 ms more for each message in it, as recorded, and above 3,000 messages never. */
export const slowChatwoot: SandboxChatwootOptions = { latencyMs: 50, listMsPerMessage: 5 };

export const inboxOf = (chatwoot: SandboxChatwoot): string =>
  `${chatwoot.url}/public/api/v1/inboxes/${chatwoot.inboxes[0]}`;

/** All message ids have six digits from here on: what an answer weighs then shows nothing of how many were given out before. */
export function evenIds({ state }: SandboxChatwoot): void {
  while (state.nextId('message') < 100_000);
}

/** Gives a person's conversation as many messages as it would have after long use, a day old: copies of its newest one. */
export function growTo({ state }: SandboxChatwoot, phone: string, messages: number): void {
  const conversation = [...state.conversations.values()].find((one) => one.source.sourceId === phone);
  const newest = conversation?.messages.at(-1);
  if (!conversation || !newest) throw new Error(`${phone} has no conversation with a message in it`);
  while (conversation.messages.length < messages) {
    const message = { ...newest, id: state.nextId('message') };
    conversation.messages.push(message);
    state.messages.push(message);
  }
  for (const message of conversation.messages) message.createdAt -= 86_400_000;
}

/** How many messages a person has in Chatwoot, over all conversations. */
export function registeredOf({ state }: SandboxChatwoot, phone: string): number {
  let count = 0;
  for (const one of state.conversations.values()) if (one.source.sourceId === phone) count += one.messages.length;
  return count;
}
