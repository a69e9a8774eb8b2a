import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { webhookOf } from './webhook.ts';

/** From the webhook's first byte. Milliseconds. */
export interface Way {
  /** Until the answer arrived at WhatsApp. */
  answeredMs: number;
  /** Until both sides stood in Chatwoot. */
  registeredMs: number;
}

/** One message of one person, in a sandbox in which nothing else happens meanwhile. @throws Error after a minute */
export async function exchange(
  { whatsapp, chatwoot }: Sandbox,
  door: string,
  person: number,
  id: string,
): Promise<Way> {
  const sent = whatsapp.sent.length;
  const registered = chatwoot.state.messages.length;
  const from = performance.now();
  const answered = until(whatsapp.onChange, () => whatsapp.sent.length > sent);
  const stands = until(chatwoot.onChange, () => chatwoot.state.messages.length >= registered + 2);
  // Whichever fails first is told; that the other fails too is no news.
  for (const one of [answered, stands]) one.catch(() => undefined);
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(door, { method: 'POST', headers, body: webhookOf(person, id) });
  if (response.status !== 200) throw new Error(`a webhook was answered ${response.status}`);
  return { answeredMs: (await answered) - from, registeredMs: (await stands) - from };
}

/** Gives the time at which it came true. */
function until(onChange: (listener: () => void) => () => void, isTrue: () => boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      stop();
      reject(new Error('a message had not gone its way within a minute'));
    }, 60_000);
    const stop = onChange(() => {
      if (!isTrue()) return;
      clearTimeout(late);
      stop();
      resolve(performance.now());
    });
  });
}
