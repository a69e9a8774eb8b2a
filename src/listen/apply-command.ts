import type { EventMessage } from '../chatwoot/events/event.ts';
import { handOver } from '../deliver/hand-over.ts';
import { addAgentsTemplate } from '../deliver/template-line.ts';
import { commandWords } from '../deliver/tell/command-words.ts';
import { addAgentsNote } from '../deliver/tell/tell-agents.ts';
import { tellState } from '../deliver/tell/tell-state.ts';
import { addMessage } from '../store/messages.ts';
import type { Place, Tx } from '../store/tables.ts';
import { withoutEnd } from '../text.ts';
import { parseTemplateCommand } from '../whatsapp/write/template.ts';
import { keepBackAt } from './agent-replied.ts';
import type { Heard } from './apply-event.ts';
import type { ListenOptions } from './listen-options.ts';

/** As it was meant: without what is unseen, and without marks that the page's editor or a quick hand puts around it. */
const typed = (text: string | null): string => {
  const plain = (text ?? '')
    .normalize('NFKC')
    .replace(/[\p{Cf}\\]/gu, '')
    .replace(/^[\s`*_"'«“]+/u, '');
  return withoutEnd(plain, /[\s`*_"'»”]/u);
};

/** Words that begin as a command does, however it is written; `/botella` is none. */
export const looksLikeCommand = (text: string | null): boolean =>
  /^\/\s?(?:bot|template)(?:(?![\p{L}\p{N}])|(?:on|off)(?![\p{L}\p{N}]))/iu.test(typed(text));

/**
 * Commands in a private note: `/bot on`, `/bot off`, `/template NAME LANG a|b|c`. One that is written in another way is answered with those
 * there are; every other note is nobody's business. A command among the words for the customer is none: they do not go out, and a note
 * says where to write it.
 */
export async function applyCommand(
  tx: Tx,
  place: Place,
  note: EventMessage,
  now: number,
  options: ListenOptions,
): Promise<Heard> {
  const text = (note.content ?? '').trim();
  const bot = /^\/\s?bot[\s.:_-]*(on|off)[\s.!]*$/i.exec(typed(note.content));
  const template = parseTemplateCommand(text);
  const isWrong = !note.private || (!bot && template === null && looksLikeCommand(text));
  if (note.sender?.kind !== 'user' || (!bot && template === null && !isWrong)) return { jobs: false, lines: [] };
  const id = options.newId();
  if (isWrong) return await explain(tx, place, note, id, now, options);
  await addMessage(tx, {
    id,
    contact_id: place.contact_id,
    channel_id: place.channel_id,
    author: 'agent',
    kind: 'command',
    text: bot ? `/bot ${bot[1]?.toLowerCase()}` : text,
    payload: JSON.stringify({ from: note.sender.name }),
    said_at: note.createdAt,
    created_at: now,
    exchange_id: id,
    whatsapp_state: template === null ? null : typeof template === 'string' ? 'failed' : 'queued',
    chatwoot_state: 'registered',
    chatwoot_message_id: note.id,
    place_id: place.id,
    error: typeof template === 'string' ? template : null,
  });
  if (typeof template === 'string') {
    await tellState(tx, id, now, options);
    return { jobs: true, lines: [{ fields: { exchange: id, reason: template }, text: 'a template command is wrong' }] };
  }
  if (template) {
    const of = { contactId: place.contact_id, channelId: place.channel_id, messageId: id };
    await addAgentsTemplate(tx, of, template, now, options);
    return {
      jobs: true,
      lines: [{ fields: { exchange: id, template: template.name }, text: 'an agent sends a template' }],
    };
  }
  const on = bot?.[1]?.toLowerCase() === 'on';
  if (await isOverruled(tx, place, note, on)) return { jobs: false, lines: [] };
  const event = { type: on ? 'command_on' : 'command_off' } as const;
  const lines = await handOver(tx, place.contact_id, event, now, options);
  await keepBackAt(tx, place, note.createdAt, [event]);
  return { jobs: true, lines };
}

/** Kept, so that it is explained once, and told to the agents; the customer gets nothing of it. */
async function explain(
  tx: Tx,
  place: Place,
  said: EventMessage,
  id: string,
  now: number,
  options: ListenOptions,
): Promise<Heard> {
  await addMessage(tx, {
    id,
    contact_id: place.contact_id,
    channel_id: place.channel_id,
    author: 'agent',
    kind: 'command',
    // Not the command itself: one that was not obeyed must overrule none.
    text: '?',
    payload: JSON.stringify({ from: said.sender?.name ?? null }),
    said_at: said.createdAt,
    created_at: now,
    exchange_id: id,
    whatsapp_state: null,
    chatwoot_state: 'registered',
    chatwoot_message_id: said.id,
    place_id: place.id,
  });
  const contact = await tx
    .selectFrom('contacts')
    .selectAll()
    .where('id', '=', place.contact_id)
    .executeTakeFirstOrThrow();
  const words = commandWords(options.language);
  const text = said.private ? words.unknown : words.public;
  await addAgentsNote(tx, contact, text, { ...options, now, exchangeId: id });
  const fields = { exchange: id, public: !said.private };
  return { jobs: true, lines: [{ fields, text: 'a command was not understood, the agent is told which there are' }] };
}

/** Whether a later command was heard first; or, of one that gives back, a later answer. */
async function isOverruled(tx: Tx, place: Place, note: EventMessage, on: boolean): Promise<boolean> {
  const later = await tx
    .selectFrom('messages')
    .select(['kind', 'text', 'payload'])
    .where('contact_id', '=', place.contact_id)
    .where('author', '=', 'agent')
    .where('chatwoot_message_id', '>', note.id)
    .execute();
  return later.some((it) => {
    if (it.kind === 'command') return it.text.toLowerCase().startsWith('/bot');
    return on && (JSON.parse(it.payload) as { type?: string }).type === 'outgoing';
  });
}
