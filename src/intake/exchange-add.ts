import { createHash } from 'node:crypto';
import { addJob } from '../store/jobs.ts';
import { contactOf, markActive } from '../store/people/contacts.ts';
import { lockOwners } from '../store/people/owners.ts';
import { knownPerson } from '../store/exchanges.ts';
import { takeKey } from '../store/idempotency.ts';
import { addMessage } from '../store/messages.ts';
import type { Store } from '../store/open.ts';
import type { Author, Contact, Tx } from '../store/tables.ts';
import { e164, matchKey } from '../whatsapp/numbers.ts';
import { inOrder, type InOrder } from './in-order.ts';
import { isEmptyText, type Exchange } from './exchange-input.ts';

export interface AddOptions {
  newId: () => string;
  now: number;
}

/** Where an exchange belongs. */
export interface Into {
  channelId: string;
  /** What is written to Chatwoot: nothing (`off`), or a job for each text. */
  register: 'on' | 'off';
}

export interface Request {
  exchanges: Exchange[];
  /** Of each exchange, in the same order. */
  into: Into[];
  /** Whether they came as a list: a list of one is another body than that one. */
  list: boolean;
  /** The caller's `Idempotency-Key`; null: each request stands for itself. */
  key: string | null;
  /** Of the caller's own traces, for the log; null: it named none. */
  traceparent?: string | null;
}

/** `same`: the key was used for this very body before, these are the ids given then. `other`: it was used for another one. */
export type Added = { ids: string[]; was: 'new' | 'same' } | { was: 'other' };

/** The guide's word for a person without a name: it stands in for one, but never replaces one. */
export const NAMELESS = 'Usuario';

/**
 * Writes exchanges into the ledger: contact, what the customer said, what the bot said, and the jobs that register both in this order.
 * All of them and the key in one transaction; resolves once it is on the disk. Nothing is sent on WhatsApp and no bot is asked.
 */
export async function addExchanges(store: Store, request: Request, options: AddOptions): Promise<Added> {
  // Made in the order in which they were said: ids are what puts texts of one moment in order.
  const planned = request.exchanges.map((exchange, n) => ({
    exchange,
    into: request.into[n]!,
    id: options.newId(),
    botId: options.newId(),
  }));
  const people = planned.map(
    ({ exchange: { phone }, into }) =>
      `${into.channelId}:${phone.waId === null ? (phone.bsuid ?? '') : matchKey(phone.waId)}`,
  );
  const add = async () => await store.write((tx) => addAll(tx, request, planned, options));
  return store.sideBySide ? await ofStore(store)(people, add) : await add();
}

/** A program may hand over a person's next exchange without waiting for the one before. */
const lines = new WeakMap<Store, InOrder>();

function ofStore(store: Store): InOrder {
  const known = lines.get(store) ?? inOrder();
  lines.set(store, known);
  return known;
}

async function addAll(tx: Tx, request: Request, planned: Planned[], options: AddOptions): Promise<Added> {
  const ids = planned.map(({ id }) => id);
  if (request.key !== null) {
    const use = {
      channelId: channelOf(request),
      key: request.key,
      bodyHash: hashOf(request),
      answer: JSON.stringify(ids),
      now: options.now,
    };
    const earlier = await takeKey(tx, use);
    if (earlier)
      return earlier.sameBody ? { ids: JSON.parse(earlier.answer) as string[], was: 'same' } : { was: 'other' };
  }
  for (const one of planned) await addExchange(tx, { ...one, traceparent: request.traceparent ?? null }, options);
  return { ids, was: 'new' };
}

interface Planned {
  exchange: Exchange;
  into: Into;
  /** Of the exchange, and of the customer's message. */
  id: string;
  botId: string;
}

async function addExchange(
  tx: Tx,
  { exchange, into, id, botId, traceparent }: Planned & { traceparent: string | null },
  { now }: AddOptions,
): Promise<void> {
  const { channelId, register } = into;
  const contact = await personOf(tx, exchange, channelId, now);
  const saidAt = Math.min(exchange.said_at ?? now, now);
  await markActive(tx, contact, saidAt);
  const say = async (author: Author, messageId: string, text: string, payload: object) => {
    if (isEmptyText(text)) return;
    await addMessage(tx, {
      id: messageId,
      contact_id: contact.id,
      channel_id: channelId,
      author,
      kind: 'text',
      text,
      payload: JSON.stringify(traceparent === null ? payload : { ...payload, traceparent }),
      said_at: saidAt,
      created_at: now,
      exchange_id: id,
      // Its answer is part of the exchange.
      answered_at: author === 'customer' ? now : null,
      answer: author === 'bot' ? null : isEmptyText(exchange.bot_response) ? 'nothing' : 'exchange',
      whatsapp_state: null,
      chatwoot_state: register === 'on' ? 'queued' : 'off',
    });
    if (register === 'off') return;
    const job = { contactId: contact.id, key: `register:${messageId}`, payload: { message: messageId }, dueAt: now };
    await addJob(tx, { kind: 'register', ...job });
  };
  await say('customer', id, exchange.user_message, { kind: 'text', text: exchange.user_message });
  await say('bot', botId, exchange.bot_response, { text: exchange.bot_response, notice: false });
}

/**
 * The contact, as WhatsApp's own messages find it. Other programs spell numbers in their own way, so that an address which WhatsApp
 * gave us is kept, and a number without a name takes none away.
 */
async function personOf(
  tx: Tx,
  { phone, sender_name: given }: Exchange,
  channelId: string,
  now: number,
): Promise<Contact> {
  const names = phone.waId === null ? [`id:${phone.bsuid}`] : [`wa:${phone.waId}`, `key:${matchKey(phone.waId)}`];
  await lockOwners(tx, channelId, names);
  const known = await knownPerson(tx, channelId, names);
  const waId = phone.waId === null ? null : (known?.wa_id ?? phone.waId);
  return await contactOf(tx, {
    channelId,
    waId,
    bsuid: phone.bsuid,
    name: given === NAMELESS && known?.name ? null : given,
    phone: e164(waId),
    lineKey: waId === null ? null : matchKey(waId),
    now,
  });
}

/** A key is that channel's whose exchanges it stands for; of a list for several it is nobody's. */
function channelOf({ into }: Request): string {
  const [first, ...more] = new Set(into.map(({ channelId }) => channelId));
  return first !== undefined && more.length === 0 ? first : '';
}

/**
 * Of what was understood, not of the bytes: the order of fields and the spelling of the number make no other body. Nor does the name of the
 * channel, which the key has, but for a list for several.
 */
function hashOf(request: Request): string {
  const isOfOne = channelOf(request) !== '';
  const exchanges = request.exchanges.map(({ channel, ...exchange }) =>
    isOfOne ? exchange : { ...exchange, channel },
  );
  return createHash('sha256')
    .update(JSON.stringify(request.list ? exchanges : exchanges[0]))
    .digest('hex');
}
