import { pause } from '../../clock.ts';
import type { Faults } from '../faults.ts';
import type { Fault } from '../types.ts';
import type { Failure } from './accept.ts';
import type { Refusal } from './answers.ts';
import { statusWebhook, type StatusName } from './payloads.ts';
import type { Person, SentMessage, WhatsAppState } from './people.ts';
import { bad } from './validate.ts';
import type { Webhooks } from './webhooks.ts';

const STATUS_FAULTS: ReadonlySet<Fault['kind']> = new Set(['status_double', 'status_shuffle']);
const TYPING_MS = 25_000;

const FAILED: ReadonlySet<Fault['kind']> = new Set(['status_failed']);
const TITLES: Record<number, string> = {
  131026: 'Message undeliverable',
  131047: 'Re-engagement message',
  131049: 'This message was not delivered to maintain healthy ecosystem engagement.',
  131053: 'Media upload error',
};

/** The failure that a fault wants of this send. */
export function faultyDelivery(faults: Faults): Failure | null {
  const fault = faults.take(FAILED, 'POST', '/messages');
  if (!fault) return null;
  const code = fault.code ?? 131026;
  return { code, title: TITLES[code] ?? 'Something went wrong', details: 'A fault of the sandbox.' };
}

/** Posts "failed" with its reason, instead of everything else; the message never reaches the phone. */
export async function reportFailure(
  state: WhatsAppState,
  webhooks: Webhooks,
  sent: SentMessage,
  failure: Failure,
  delayMs: number,
): Promise<void> {
  sent.person.unread = sent.person.unread.filter((one) => one !== sent);
  await pause(delayMs);
  sent.bubble.failed = { code: failure.code, title: failure.title };
  state.changed();
  await webhooks.post(statusWebhook(state, [sent], 'failed', failure));
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
