import { addJob } from '../store/jobs.ts';
import type { Contact, Tx } from '../store/tables.ts';
import { addPart } from './add-part.ts';

/** How what we say is written down, whatever it is. */
export interface OutgoingOptions {
  author: 'bot' | 'agent';
  register: 'on' | 'off';
  newId: () => string;
  now: number;
  /** Traces it with what it answers. */
  exchangeId: string;
  /** Said although a person answers from now on: the words that announce just that. */
  notice: boolean;
}

/** One thing that we say to a customer. */
export interface SaidByUs {
  id: string;
  kind: 'text' | 'media';
  /** What agents read of it. */
  text: string;
  /** What it was made of; `notice` goes along. */
  payload: object;
  /** Our id of the message that it quotes. */
  replyTo?: string | null;
  /** The bodies of its sends, in order. */
  parts: readonly object[];
}

/** Writes it with the jobs that send it (one for each part) and register it (one for all). */
export async function addSaid(tx: Tx, contact: Contact, said: SaidByUs, options: OutgoingOptions): Promise<void> {
  const { author, register, now, exchangeId, notice } = options;
  const { id, kind, text, payload, replyTo = null, parts } = said;
  await tx
    .insertInto('messages')
    .values({
      id,
      contact_id: contact.id,
      channel_id: contact.channel_id,
      author,
      kind,
      text,
      payload: JSON.stringify({ ...payload, notice }),
      reply_to: replyTo,
      said_at: now,
      created_at: now,
      exchange_id: exchangeId,
      whatsapp_state: 'queued',
      chatwoot_state: register === 'on' ? 'queued' : 'off',
    })
    .execute();
  for (const [part, body] of parts.entries())
    await addPart(tx, { contactId: contact.id, messageId: id, part, payload: body }, now);
  if (register === 'on') await addRegister(tx, contact.id, id, now);
}

/** The job that registers a message in Chatwoot. */
export async function addRegister(tx: Tx, contactId: number, messageId: string, now: number): Promise<void> {
  const payload = { message: messageId };
  await addJob(tx, { kind: 'register', contactId, key: `register:${messageId}`, payload, dueAt: now });
}
