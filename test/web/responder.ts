import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { pause } from '../../src/clock.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';

interface Message {
  from: string;
  id: string;
  text?: { body: string };
  interactive?: { button_reply?: { title: string }; list_reply?: { title: string } };
}

interface Webhook {
  entry: { changes: { value: { messages?: Message[]; contacts?: { profile: { name: string } }[] } }[] }[];
}

const menu = {
  type: 'list',
  body: { text: '¿Qué buscás?' },
  action: {
    button: 'Ver opciones',
    sections: [{ title: 'Opciones', rows: ['Horarios', 'Envíos'].map((title) => ({ id: title, title })) }],
  },
};

/** Answers on the sandbox's WhatsApp and registers in its Chatwoot, trying until it is done: just enough to move the page. */
export function createResponder({ whatsapp, chatwoot, settings }: Sandbox) {
  const stopping = new AbortController();
  const conversations = new Map<string, Promise<number>>();
  const lanes = new Map<string, Promise<void>>();
  const inbox = `${chatwoot.url}/public/api/v1/inboxes/${settings['CHATWOOT_INBOX_ID']}/contacts`;

  async function post(url: string, body: unknown): Promise<Record<string, unknown>> {
    for (;;) {
      stopping.signal.throwIfAborted();
      const headers = { 'content-type': 'application/json', 'd360-api-key': whatsapp.apiKey };
      const answer = await fetch(url, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
        signal: stopping.signal,
      }).catch(() => null);
      if (answer?.ok) return (await answer.json()) as Record<string, unknown>;
      await pause(100, stopping.signal);
    }
  }

  async function openConversation(waId: string, name: string): Promise<number> {
    await post(inbox, { source_id: waId, name, phone_number: `+${waId}` });
    return Number((await post(`${inbox}/${waId}/conversations`, {}))['id']);
  }

  /** One after another for each person and side, so that neither side waits for the other. */
  function inLane(lane: string, work: () => Promise<unknown>): void {
    const next = (lanes.get(lane) ?? Promise.resolve()).then(work).then(
      () => undefined,
      (error: unknown) => {
        if (!stopping.signal.aborted) throw error;
      },
    );
    lanes.set(lane, next);
  }

  function take(message: Message, name: string): void {
    const { from: waId, id, text, interactive } = message;
    const tapped = interactive?.button_reply?.title ?? interactive?.list_reply?.title;
    const said = tapped ?? text?.body ?? '';
    const known = tapped !== undefined || said.startsWith('hola');
    const reply = `¡Hola! Leímos: ${said}`;
    const content = known ? { type: 'text', text: { body: reply } } : { type: 'interactive', interactive: menu };
    inLane(`phone:${waId}`, async () => {
      await post(`${whatsapp.url}/messages`, { messaging_product: 'whatsapp', status: 'read', message_id: id });
      await post(`${whatsapp.url}/messages`, {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: waId,
        ...content,
      });
    });
    inLane(`desk:${waId}`, async () => {
      const conversation = conversations.get(waId) ?? openConversation(waId, name);
      conversations.set(waId, conversation);
      const messages = `${inbox}/${waId}/conversations/${await conversation}/messages`;
      await post(messages, { content: said });
      await post(messages, { content: `🤖 ${known ? reply : menu.body.text}` });
    });
  }

  return {
    handle: (request: IncomingMessage, response: ServerResponse): void => {
      void json(request).then((body) => {
        for (const { value } of (body as Webhook).entry.flatMap((entry) => entry.changes)) {
          for (const message of value.messages ?? []) take(message, value.contacts?.[0]?.profile.name ?? '');
        }
        response.end();
      });
    },
    stop: () => stopping.abort(),
  };
}
