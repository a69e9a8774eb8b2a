/** Milliseconds after which the script took a call for lost. */
const TIMEOUT_MS = 10_000;

export interface SeedExchange {
  /** Digits. */
  phone: string;
  userMessage: string;
  botResponse: string;
}

/**
 * What the script of the integration guide does between the bot's answer and its sending: contact, list of conversations, a
 * conversation where it saw none, two messages. Five requests, four later. As there, whatever fails is `None`: a list that was not
 * answered in time is read as "no conversation". Gives whether both messages were taken.
 */
export async function seedFlow(inbox: string, exchange: SeedExchange): Promise<boolean> {
  const call = async <T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T | null> => {
    try {
      const answer = await fetch(inbox + path, {
        method,
        headers: { 'Content-Type': 'application/json' },
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const text = await answer.text();
      return answer.ok ? (JSON.parse(text) as T) : null;
    } catch {
      return null;
    }
  };
  const { phone, userMessage, botResponse } = exchange;
  const contact = await call<{ pubsub_token: string }>('POST', '/contacts', { source_id: phone, name: 'Usuario' });
  if (!contact) return false;
  const conversations = `/contacts/${phone}/conversations`;
  const existing = await call<{ id: number }[]>('GET', conversations);
  const conversation = existing?.[0] ?? (await call<{ id: number }>('POST', conversations, {}));
  if (!conversation) return false;
  const messages = `${conversations}/${conversation.id}/messages`;
  const token = { pubsub_token: contact.pubsub_token };
  const user = await call('POST', messages, { content: userMessage, ...token });
  const bot = await call('POST', messages, { content: `🤖 ${botResponse}`, ...token, is_bot: true });
  return user !== null && bot !== null;
}
