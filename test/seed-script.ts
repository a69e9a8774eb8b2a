/**
 * What the script of the integration guide did for one exchange: its five requests (four where a conversation was there), with exactly
 * its bodies and its one header. Gives the conversation's number, or throws where the script would have given up.
 */
export async function seedScript(
  chatwoot: { url: string; inboxId: string },
  exchange: { phone: string; userMessage: string; botResponse: string; senderName?: string },
): Promise<number> {
  const inbox = `${chatwoot.url}/public/api/v1/inboxes/${chatwoot.inboxId}`;
  const call = async (method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(inbox + path, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
    return await answer.json();
  };
  const phone = exchange.phone.replaceAll('+', '').replaceAll('@c.us', '');
  const name = exchange.senderName ?? 'Usuario';
  const contact = (await call('POST', '/contacts', { source_id: phone, name })) as { pubsub_token: string };
  const conversations = `/contacts/${phone}/conversations`;
  const [existing] = (await call('GET', conversations)) as { id: number }[];
  const { id } = existing ?? ((await call('POST', conversations, {})) as { id: number });
  const messages = `${conversations}/${id}/messages`;
  await call('POST', messages, { content: exchange.userMessage, pubsub_token: contact.pubsub_token });
  await call('POST', messages, {
    content: `🤖 ${exchange.botResponse}`,
    pubsub_token: contact.pubsub_token,
    is_bot: true,
  });
  return id;
}
