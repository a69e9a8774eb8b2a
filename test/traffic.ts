import { expect } from 'vitest';
import type { Sandbox } from '../src/sandbox/sandbox.ts';
import { eventually } from './stack.ts';

/** A webhook body with one text, in 360dialog's shape. */
export function textWebhook(waId: string, wamid: string, text: string, saidAt = Date.now()) {
  return {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '200000000000001',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '5491155550100', phone_number_id: '100000000000001' },
              contacts: [{ profile: { name: `Persona ${waId.slice(-4)}` }, wa_id: waId }],
              messages: [
                {
                  from: waId,
                  id: wamid,
                  timestamp: String(Math.floor(saidAt / 1000)),
                  type: 'text',
                  text: { body: text },
                },
              ],
            },
          },
        ],
      },
    ],
  };
}

/** Posts until it is taken, as 360dialog does. */
export async function deliver(url: () => string, body: unknown, tries = 3_000): Promise<void> {
  for (let n = 0; n < tries; n++) {
    const answer = await fetch(url(), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(5_000),
    }).catch(() => null);
    await answer?.arrayBuffer().catch(() => null);
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the webhook was never taken');
}

export const personNumber = (n: number): string => `54911555${String(10_000 + n)}`;

/** Each person says `m0`, `m1`, …, the next one when the one before was taken. */
export async function talk(url: () => string, people: number, each: number): Promise<void> {
  await Promise.all(
    Array.from({ length: people }, async (_, person) => {
      const waId = personNumber(person);
      for (let n = 0; n < each; n++) await deliver(url, textWebhook(waId, `wamid.${waId}.${n}`, `m${n}`));
    }),
  );
}

/** What stands in each person's conversations in Chatwoot, by number. */
export function registered(sandbox: Sandbox): Map<string, string[][]> {
  const found = new Map<string, string[][]>();
  for (const conversation of sandbox.chatwoot.state.conversations.values()) {
    const { sourceId } = conversation.source;
    const texts = conversation.messages.filter((m) => m.type === 0).map((m) => m.content ?? '');
    found.set(sourceId, [...(found.get(sourceId) ?? []), texts]);
  }
  return found;
}

/**
 * With a bot that repeats each message: every person has one conversation, in it each message and each answer once, both in order, and
 * each answer behind its message; and on WhatsApp each answer once, in order.
 */
export async function expectAllOnceInOrder(
  sandbox: Sandbox,
  people: number,
  each: number,
  withinMs: number,
): Promise<void> {
  const said = Array.from({ length: each }, (_, n) => `m${n}`);
  await eventually(() => {
    const conversations = [...registered(sandbox).values()];
    return conversations.length === people && conversations.flat(2).length >= people * each * 2;
  }, withinMs).catch(() => undefined);
  await eventually(() => sandbox.whatsapp.sent.length >= people * each, withinMs).catch(() => undefined);
  const found = registered(sandbox);
  for (let person = 0; person < people; person++) {
    const waId = personNumber(person);
    const conversations = found.get(waId) ?? [];
    expect(conversations, `conversations of ${waId}`).toHaveLength(1);
    const texts = conversations[0] ?? [];
    expect(texts.filter((text) => !text.startsWith('🤖'))).toEqual(said);
    expect(texts.filter((text) => text.startsWith('🤖'))).toEqual(said.map((text) => `🤖 re: ${text}`));
    for (const text of said) expect(texts.indexOf(`🤖 re: ${text}`)).toBeGreaterThan(texts.indexOf(text));
    const sent = sandbox.whatsapp.sent.filter((m) => m.to === waId);
    expect(sent.map(bodyText), `sent to ${waId}`).toEqual(said.map((text) => `re: ${text}`));
  }
}

function bodyText(message: Sandbox['whatsapp']['sent'][number]): string {
  return (message.body as { text: { body: string } }).text.body;
}
