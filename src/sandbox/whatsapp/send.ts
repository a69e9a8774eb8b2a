import { pause } from '../../clock.ts';
import type { Faults } from '../faults.ts';
import type { Fault, PhoneMessage } from '../types.ts';
import { statusWebhook, type StatusName } from './payloads.ts';
import { addBubble, newWamid, personOf, type Person, type SentMessage, type WhatsAppState } from './people.ts';
import { bad } from './validate.ts';
import type { Refusal } from './answers.ts';
import type { Send } from './validate.ts';
import type { Webhooks } from './webhooks.ts';

const STATUS_FAULTS: ReadonlySet<Fault['kind']> = new Set(['status_double', 'status_shuffle']);
const TYPING_MS = 25_000;

/** Takes a message for the phone. The statuses about it are another call's, so that the answer comes first. */
export function acceptSend(state: WhatsAppState, send: Send, body: Record<string, unknown>): SentMessage {
  const person = personOf(state, send.to?.replace(/\D/g, '') ?? send.recipient ?? '');
  const at = state.clock.now();
  const quoted = send.context && state.bubbles.get(send.context.message_id)?.bubble.text;
  const bubble = addBubble(state, person, {
    id: newWamid(state, person, 'out'),
    from: 'business',
    ...shownAs(send),
    ...(quoted === undefined ? {} : { quoted }),
    at,
    state: 'sent',
  });
  const sent: SentMessage = {
    wamid: bubble.id,
    to: send.to ?? null,
    recipient: send.to === undefined ? (send.recipient ?? null) : null,
    type: send.type,
    callbackId: send.biz_opaque_callback_data ?? null,
    body,
    send,
    person,
    bubble,
    at,
  };
  person.typingUntil = 0;
  state.sent.push(sent);
  person.unread.push(sent);
  state.changed();
  return sent;
}

function shownAs(send: Send): Pick<PhoneMessage, 'text' | 'buttons' | 'list'> {
  const { text, interactive } = send;
  if (text) return { text: text.body };
  if (!interactive) return { text: `[${send.type}]` };
  const shown = { text: interactive.body.text };
  if (interactive.type === 'button') {
    return { ...shown, buttons: interactive.action.buttons.map(({ reply: { id, title } }) => ({ id, title })) };
  }
  if (interactive.type !== 'list') return shown;
  const rows = interactive.action.sections
    .flatMap((section) => section.rows)
    .map(({ id, title, description }) => ({ id, title, ...(description === undefined ? {} : { description }) }));
  return { ...shown, list: { button: interactive.action.button, rows } };
}

/** Posts "sent" and "delivered", with the pauses of a phone in between, broken as the faults say. */
export async function reportDelivery(
  state: WhatsAppState,
  webhooks: Webhooks,
  faults: Faults,
  sent: SentMessage,
  delayMs: number,
): Promise<void> {
  const fault = faults.take(STATUS_FAULTS, 'POST', '/messages')?.kind;
  const order: StatusName[] = fault === 'status_shuffle' ? ['delivered', 'sent'] : ['sent', 'delivered'];
  for (const status of order) {
    await pause(delayMs);
    if (status === 'delivered' && sent.bubble.state === 'sent') {
      sent.bubble.state = 'delivered';
      state.changed();
    }
    const body = statusWebhook(state, [sent], status);
    await webhooks.post(body);
    if (fault === 'status_double') await webhooks.post(body);
  }
}

/** The person looks at the chat: everything the business sent is read, and one webhook says so. */
export async function readByPerson(state: WhatsAppState, webhooks: Webhooks, person: Person): Promise<void> {
  const { unread } = person;
  if (unread.length === 0) return;
  person.unread = [];
  for (const one of unread) one.bubble.state = 'read';
  state.changed();
  await webhooks.post(statusWebhook(state, unread, 'read'));
}

/** The business's read mark, with or without "typing…": that message and all before it count as read. */
export function markRead(state: WhatsAppState, wamid: string, typing: boolean): Refusal | null {
  const found = state.bubbles.get(wamid);
  if (found?.bubble.from !== 'customer') return bad(131009, 'message_id is not known');
  const { person, bubble } = found;
  for (const one of person.chat) {
    if (one.from === 'customer' && one.at <= bubble.at) one.state = 'read';
  }
  if (typing) person.typingUntil = state.clock.now() + TYPING_MS;
  state.changed();
  return null;
}
