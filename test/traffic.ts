import { expect } from 'vitest';
import type { Sandbox } from '../src/sandbox/sandbox.ts';

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

/** Until so many are there, or nothing more comes. */
async function whileItComes(count: () => number, most: number, stillMs: number): Promise<void> {
  let seen = count();
  let at = Date.now();
  while (seen < most && Date.now() - at < stillMs) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    const now = count();
    if (now > seen) at = Date.now();
    seen = now;
  }
}

/**
 * With a bot that repeats each message: every person has one conversation, in it each message and each answer once, both in order, and
 * each answer behind its message; and on WhatsApp each answer once, in order.
 *
 * @param stillMs it has ended where nothing more came for so long: how long it takes in all is the machine's.
 */
export async function expectAllOnceInOrder(
  sandbox: Sandbox,
  people: number,
  each: number,
  stillMs = 60_000,
): Promise<void> {
  const said = Array.from({ length: each }, (_, n) => `m${n}`);
  const shown = () => [...registered(sandbox).values()].flat(2).length;
  const sent = () => sandbox.whatsapp.sent.length;
  await whileItComes(
    () => Math.min(shown(), people * each * 2) + Math.min(sent(), people * each),
    people * each * 3,
    stillMs,
  );
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
