import { createHash } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { Random } from '../chance.ts';
import type { PhoneMessage } from '../types.ts';
import type { MediaFile, MediaStore } from './media.ts';
import type { Send } from './validate.ts';

/** Somebody with a phone. Whoever is written to exists. */
export interface Person {
  /** Null where only the business-scoped id is known. */
  waId: string | null;
  bsuid: string;
  name: string;
  /** Both sides, oldest first. */
  chat: PhoneMessage[];
  /** Milliseconds since 1970 until when "typing…" shows; 0 where it does not. */
  typingUntil: number;
  /** When they last wrote: the 24-hour window counts from it; null where never. */
  lastSaidAt: number | null;
  /** Of what was sent to them, what they have not looked at. */
  unread: SentMessage[];
}

/** One message the business sent and that was accepted. */
export interface SentMessage {
  wamid: string;
  /** As given; null where sent to a business-scoped id. */
  to: string | null;
  recipient: string | null;
  type: string;
  callbackId: string | null;
  /** The request as it came. */
  body: Record<string, unknown>;
  send: Send;
  person: Person;
  /** The uploaded file it carries; null where none, or sent by link. */
  file: MediaFile | null;
  /** On the phone. */
  bubble: PhoneMessage;
  at: number;
}

/** A template that Meta approved. */
export interface SandboxTemplate {
  name: string;
  /** `es_AR`. */
  language: string;
  /** The body, with {{1}}, {{2}} … or {{name}} where values go. */
  text: string;
  /** Above it, below it, and the titles of its buttons. */
  header?: string;
  footer?: string;
  buttons?: readonly string[];
}

export interface WhatsAppState {
  readonly clock: Clock;
  readonly random: Random;
  /** The business's own number. */
  readonly number: { phone: string; id: string };
  /** By wa_id, and by business-scoped id. */
  readonly persons: Map<string, Person>;
  readonly sent: SentMessage[];
  readonly media: MediaStore;
  /** Those that may be sent; every one where null. */
  readonly templates: readonly SandboxTemplate[] | null;
  /** Of both sides, by wamid. */
  readonly bubbles: Map<string, { bubble: PhoneMessage; person: Person }>;
  changed: () => void;
}

/** Finds a person by wa_id or business-scoped id, or makes one. */
export function personOf(state: WhatsAppState, key: string): Person {
  const known = state.persons.get(key);
  if (known) return known;
  const isBsuid = /^[A-Z]{2}\./.test(key);
  const person: Person = {
    waId: isBsuid ? null : key,
    bsuid: isBsuid ? key : bsuidFor(key),
    name: 'Cliente',
    chat: [],
    typingUntil: 0,
    lastSaidAt: null,
    unread: [],
  };
  state.persons.set(key, person);
  state.persons.set(person.bsuid, person);
  return person;
}

/** Always the same for a number; the prefix is right for Argentina and a guess elsewhere. */
function bsuidFor(waId: string): string {
  const digits = BigInt(`0x${createHash('sha256').update(waId).digest('hex').slice(0, 20)}`).toString();
  return `${waId.startsWith('54') ? 'AR' : 'US'}.${digits.padStart(20, '7').slice(0, 20)}`;
}

/** Known by its id from now on, but not in the chat yet. */
export function newBubble(state: WhatsAppState, person: Person, bubble: PhoneMessage): PhoneMessage {
  state.bubbles.set(bubble.id, { bubble, person });
  return bubble;
}

export function addBubble(person: Person, bubble: PhoneMessage): void {
  person.chat.push(bubble);
}

/** A message id as WhatsApp forms them: the person's number is inside. */
export function newWamid(state: WhatsAppState, person: Person, direction: 'in' | 'out'): string {
  const who = person.waId ?? person.bsuid;
  let unique = '';
  while (unique.length < 20)
    unique += Math.floor(state.random() * 16)
      .toString(16)
      .toUpperCase();
  const bytes = Buffer.concat([
    Buffer.from([0x1c, 0x18, who.length]),
    Buffer.from(who),
    Buffer.from([0x15, 0x02, 0x00, direction === 'in' ? 0x12 : 0x11, 0x18, 0x14]),
    Buffer.from(unique),
    Buffer.from([0x00]),
  ]);
  return `wamid.${bytes.toString('base64')}`;
}
