import {
  addBubble,
  newBubble,
  newWamid,
  personOf,
  type Person,
  type SentMessage,
  type WhatsAppState,
} from './people.ts';
import type { Refusal } from './answers.ts';
import { unfit } from './media-kinds.ts';
import { mediaIn, shownAs } from './shown.ts';
import { templateRefusal } from './template.ts';
import { bad, type Send } from './validate.ts';

const WINDOW_MS = 24 * 3_600_000;

export type Window = 'off' | 'refuse' | 'fail';

/** Whom a send goes to. */
export function recipientOf(state: WhatsAppState, send: Send): Person {
  return personOf(state, send.to?.replace(/\D/g, '') ?? send.recipient ?? '');
}

/** Why a send that is well formed is refused at once; null where it is taken. */
export function refusalOf(state: WhatsAppState, send: Send, window: Window): Refusal | null {
  if (send.to?.replace(/\D/g, '') === state.number.phone) {
    return { status: 400, code: 131021, title: 'Recipient cannot be sender', details: 'to is the sender' };
  }
  if (send.template) {
    const refusal = templateRefusal(state, send.template);
    if (refusal) return refusal;
  }
  const id = mediaIn(send)?.content.id;
  if (id !== undefined && !state.media.find(id)) return bad(131009, `media id ${id} is not known`);
  if (window === 'refuse' && isOutside(state, send)) return { status: 400, ...FAILURES.window };
  return null;
}

/** Why a send that was taken fails later; null where it arrives. */
export function failureOf(state: WhatsAppState, send: Send, window: Window): Failure | null {
  if (window === 'fail' && isOutside(state, send)) return FAILURES.window;
  const media = mediaIn(send);
  const file = media?.content.id === undefined ? undefined : state.media.find(media.content.id);
  const why = media && file ? unfit(media.kind, file.mime, file.bytes.length) : null;
  if (why !== null) return { code: 131053, title: 'Media upload error', details: why };
  if (send.reaction && !state.bubbles.has(send.reaction.message_id)) {
    return { code: 131009, title: 'Parameter value is not valid', details: 'message_id is not known' };
  }
  return null;
}

export interface Failure {
  code: number;
  title: string;
  details: string;
}

const FAILURES = {
  window: {
    code: 131047,
    title: 'Re-engagement message',
    details:
      'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
  },
} satisfies Record<string, Failure>;

/** Templates may go at any time, everything else within 24 hours of the person's last word. */
function isOutside(state: WhatsAppState, send: Send): boolean {
  const { lastSaidAt } = recipientOf(state, send);
  return !send.template && (lastSaidAt === null || state.clock.now() - lastSaidAt >= WINDOW_MS);
}

/** Takes a message for the phone. The statuses about it are another call's, so that the answer comes first. */
export function acceptSend(state: WhatsAppState, send: Send, body: Record<string, unknown>): SentMessage {
  const person = recipientOf(state, send);
  const at = state.clock.now();
  const quoted = send.context && state.bubbles.get(send.context.message_id)?.bubble.text;
  const id = mediaIn(send)?.content.id;
  const file = id === undefined ? null : (state.media.find(id) ?? null);
  const bubble = newBubble(state, person, {
    id: newWamid(state, person, 'out'),
    from: 'business',
    ...shownAs(state, send, file),
    ...(quoted === undefined ? {} : { quoted }),
    at,
    state: 'sent',
  });
  if (send.reaction) react(state, send.reaction.message_id, send.reaction.emoji);
  else addBubble(person, bubble);
  const sent: SentMessage = {
    wamid: bubble.id,
    to: send.to ?? null,
    recipient: send.to === undefined ? (send.recipient ?? null) : null,
    type: send.type,
    callbackId: send.biz_opaque_callback_data ?? null,
    body,
    send,
    person,
    file,
    bubble,
    at,
  };
  person.typingUntil = 0;
  state.sent.push(sent);
  person.unread.push(sent);
  state.changed();
  return sent;
}

/** Puts an emoji on a bubble, or takes it away. */
export function react(state: WhatsAppState, wamid: string, emoji: string | null): void {
  const bubble = state.bubbles.get(wamid)?.bubble;
  if (!bubble) return;
  if (emoji) bubble.reaction = emoji;
  else delete bubble.reaction;
}
