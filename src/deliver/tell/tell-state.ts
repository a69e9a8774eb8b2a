import type { ProviderWords } from '../../providers/about.ts';
import type { OwnTexts } from '../../settings/texts.ts';
import { addJob } from '../../store/jobs.ts';
import { messageById } from '../../store/messages.ts';
import { currentPlace } from '../../store/people/places.ts';
import type { Message, Tx } from '../../store/tables.ts';
import type { Template } from '../../whatsapp/write/template.ts';
import { WINDOW_FIX } from '../../whatsapp/failures/failure-table.ts';
import { cutShort, undelivered, type WindowAdvice } from './refusal-words.ts';

/** How Chatwoot can be told what became of a message on WhatsApp. */
export interface TellOptions {
  /** With a user token: as a tick on the message itself. */
  ticks: boolean;
  /** With a bot token: as a private note. */
  notes: boolean;
  register: 'on' | 'off';
  language: 'es' | 'en';
  newId: () => string;
  /** Through whom we send. */
  provider: ProviderWords;
  /** Sentences in place of ours, where the operator has some. */
  texts?: Partial<OwnTexts>;
  /** What an agent can do here once WhatsApp's 24 hours are over. */
  windowAdvice: WindowAdvice;
}

/**
 * After a message moved on WhatsApp: a tick where there is a user token; else, where the customer did not get what an agent or the bot said,
 * one clear line: a private note with the bot's token, or a line in the conversation, unless that is resolved (a line would open it again;
 * the problem stays).
 */
export async function tellState(tx: Tx, messageId: string, now: number, options: TellOptions): Promise<void> {
  await tellStateOf(tx, await messageById(tx, messageId), now, options);
}

/** The same of a message that was read in this write. Gives whether there is something to tell, and so a job. */
export async function tellStateOf(
  tx: Tx,
  message: Message | undefined,
  now: number,
  options: TellOptions,
): Promise<boolean> {
  if (!message || options.register === 'off' || message.author === 'customer') return false;
  // Deleted in Chatwoot by its agent, who knows.
  if (message.author === 'agent' && message.whatsapp_state === 'discarded') return false;
  if (showsTicks(message, options)) return await addTick(tx, message, now);
  const { whatsapp_state: state, chatwoot_state: shown } = message;
  // What Chatwoot does not show yet is not registered any more (`registerHandler`).
  const isUnsaid = state === 'failed' || (state === 'discarded' && shown === 'registered');
  if (isUnsaid)
    await addNotice(tx, message, undelivered(message, options.language, options.windowAdvice), now, options);
  return isUnsaid;
}

/** Once a message stands in Chatwoot: what is known of it on WhatsApp by then, where a tick tells that. */
export async function tellRegistered(tx: Tx, message: Message, now: number, options: TellOptions): Promise<void> {
  if (message.author !== 'customer' && showsTicks(message, options)) await addTick(tx, message, now);
}

/** Without its own token the bot's words stand as incoming: those show no ticks. */
function showsTicks({ author, kind }: Message, options: TellOptions): boolean {
  // A command is a note itself: another one below it is plainer than a tick on it.
  const isPlainer = kind === 'command' && options.notes;
  return options.ticks && (author === 'agent' || options.notes) && !isPlainer;
}

/** Nothing to set a tick on before it is registered: `tellRegistered` comes then. */
async function addTick(tx: Tx, message: Message, now: number): Promise<boolean> {
  const { id, contact_id: contactId, whatsapp_state: state, chatwoot_message_id: shown } = message;
  if (shown === null || state === null || state === 'queued') return false;
  const key = `tick:${id}:${state}:${now}`;
  await addJob(tx, { kind: 'tick', contactId, key, payload: { message: id, state }, dueAt: now });
  return true;
}

/** After a part of a long text was discarded, because a person took over: told once, when nothing of it is on its way any more. */
export async function tellDiscarded(tx: Tx, messageId: string, now: number, options: TellOptions): Promise<void> {
  const message = await messageById(tx, messageId);
  if (!message || options.register === 'off') return;
  if (message.whatsapp_state === 'discarded') return await tellState(tx, messageId, now, options);
  const parts = await tx.selectFrom('sends').select('state').where('message_id', '=', messageId).execute();
  if (parts.some(({ state }) => state === 'queued' || state === 'sending')) return;
  await addNotice(tx, message, cutShort(message, options.language), now, options);
}

async function addNotice(tx: Tx, message: Message, text: string, now: number, options: TellOptions): Promise<void> {
  // Chatwoot's own survey or greeting: no agent waits for it, and telling of each would go on for ever.
  if ((JSON.parse(message.payload) as { type?: string }).type === 'template') return;
  const contactId = message.contact_id;
  if (options.notes) {
    const payload = { arrange: { step: 'note', text, exchange: message.exchange_id } };
    await addJob(tx, { kind: 'register', contactId, key: `note:failed:${message.id}:${now}`, payload, dueAt: now });
    return;
  }
  const place = await currentPlace(tx, contactId);
  if (place.status === 'resolved') return await tellOperator(tx, message, now);
  await addLine(tx, {
    contactId,
    channelId: place.channel_id,
    text,
    exchangeId: message.exchange_id,
    now,
    newId: options.newId,
    about: message.id,
  });
}

/** What was never tried has no job that could have become a problem. */
export async function tellOperator(tx: Tx, message: Message, now: number): Promise<void> {
  const sends = await tx
    .selectFrom('sends')
    .select('id')
    .where('message_id', '=', message.id)
    .where('state', '=', 'failed')
    .execute();
  const fix = WINDOW_FIX;
  for (const { id } of sends) {
    const key = `send:${id}`;
    const channelId = message.channel_id;
    const job = tx.selectFrom('jobs').select('id').where('channel_id', '=', channelId).where('key', '=', key);
    if (await job.executeTakeFirst()) continue;
    await addJob(tx, { kind: 'send', contactId: message.contact_id, key, payload: { send: id }, dueAt: now });
    await tx
      .updateTable('jobs')
      .set({ state: 'problem', last_error: message.error, fix })
      .where('channel_id', '=', channelId)
      .where('key', '=', key)
      .execute();
  }
}

/** A line of our own in the conversation; never sent on WhatsApp, and without the bot's sign: it is no answer. */
export async function addLine(
  tx: Tx,
  line: {
    contactId: number;
    channelId: string;
    text: string;
    exchangeId: string;
    now: number;
    newId: () => string;
    /** Our id of the message it tells of. */
    about?: string;
    /** Whose words it has. */
    template?: Template;
  },
): Promise<void> {
  const id = line.newId();
  await tx
    .insertInto('messages')
    .values({
      id,
      contact_id: line.contactId,
      channel_id: line.channelId,
      author: 'bot',
      kind: 'notice',
      text: line.text,
      payload: JSON.stringify({ about: line.about, template: line.template }),
      said_at: line.now,
      created_at: line.now,
      exchange_id: line.exchangeId,
      whatsapp_state: null,
      chatwoot_state: 'queued',
    })
    .execute();
  const payload = { message: id };
  await addJob(tx, { kind: 'register', contactId: line.contactId, key: `register:${id}`, payload, dueAt: line.now });
}
