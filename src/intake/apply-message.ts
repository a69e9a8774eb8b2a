import { handOver } from '../deliver/hand-over.ts';
import { isSaying, SAYING, saysSomething } from '../handoff/wants-answer.ts';
import { addJob } from '../store/jobs.ts';
import { contactOf } from '../store/people/contacts.ts';
import { applyIdentityChange } from '../store/people/identity.ts';
import { addMessage, knownWamid, messageByWamid } from '../store/messages.ts';
import { isGone } from '../store/people/forget/rules.ts';
import type { Transcript } from '../deliver/voice/transcript.ts';
import type { Answer } from '../store/audit/answer.ts';
import type { Contact, Message, Tx } from '../store/tables.ts';
import { attachedText, messageText } from '../whatsapp/say/message-text.ts';
import { e164, maskNumber, matchKey } from '../whatsapp/numbers.ts';
import { isSilentAct, isUnseenChange } from '../whatsapp/say/silent.ts';
import type { Content, Inbound, Sender } from '../whatsapp/types.ts';
import { addFile } from './add-file.ts';
import type { Applied, ApplyOptions } from './apply-webhook.ts';

/** One message of a customer: contact, message, and the jobs that register and answer it. A known wamid changes nothing. */
export async function applyMessage(tx: Tx, inbound: Inbound, now: number, options: ApplyOptions): Promise<Applied> {
  const { channelId } = options;
  const known = await knownWamid(tx, channelId, inbound.wamid);
  if (known !== null) {
    const lines = [{ fields: { wamid: inbound.wamid.slice(-8) }, text: 'a copy was dropped' }];
    return { jobs: false, lines, ...(isGone(known) ? { forgotten: true } : {}) };
  }
  const contact = await contactFor(tx, inbound, now, channelId);
  const { content } = inbound;
  await keepWish(tx, contact, inbound);
  const act = isSilentAct(content);
  const silent = act || isUnseenChange(content);
  // An act without words would only open the conversation again.
  const register = act ? 'off' : options.register;
  const about = inbound.replyTo ?? targetOf(content);
  const quoted = about === null ? undefined : await messageByWamid(tx, channelId, about);
  const said = saidBy(content, quoted);
  const unanswered = whyUnanswered(inbound, said.kind, silent, now, options);
  const answered = unanswered === null;
  const id = options.newId();
  const hasFile = content.kind === 'media' && options.files && register === 'on';
  const hears = isHeard(inbound, now, options);
  const wanted: Transcript = { state: 'wanted' };
  const attached = attachedText(inbound, options.language, quoted?.text ?? null);
  const added = await addMessage(tx, {
    id,
    contact_id: contact.id,
    channel_id: channelId,
    author: 'customer',
    // Nobody waits for an answer to what nobody said: by its kind every list knows.
    kind: silent ? 'silent' : said.kind,
    text: messageText(inbound, options.language, quoted?.text ?? null),
    payload: JSON.stringify({
      ...said,
      ...(hasFile ? { attached } : {}),
      ...(hears ? { transcript: wanted } : {}),
      ...(inbound.mute === null ? {} : { muted: inbound.mute }),
    }),
    wamid: inbound.wamid,
    reply_to: inbound.replyTo ? (quoted?.id ?? null) : null,
    said_at: inbound.saidAt,
    created_at: now,
    exchange_id: id,
    answered_at: answered ? null : now,
    answer: unanswered,
    chatwoot_state: register === 'on' ? 'queued' : 'off',
  });
  if (!added) return { jobs: false, lines: [] };
  if (!silent) await touch(tx, contact, inbound);
  if (isSaying(said.kind) && inbound.mute === null && waitsFromNow(contact))
    await handOver(tx, contact.id, { type: 'customer_wrote', first: true }, now, options);
  const job = { contactId: contact.id, payload: { message: id }, dueAt: now };
  if (hasFile) await addFile(tx, { id, contactId: contact.id, wamid: inbound.wamid, content }, now);
  if (hears) await addJob(tx, { ...job, kind: 'hear', key: `hear:${id}`, alone: true });
  if (register === 'on') await addJob(tx, { ...job, kind: 'register', key: `register:${id}` });
  if (answered) await addJob(tx, { ...job, kind: 'turn', key: `turn:${id}` });
  if (options.bot && content.kind === 'edit' && quoted) await answerAnew(tx, quoted, id, now);
  const fields = { exchange: id, from: maskNumber(contact.wa_id ?? contact.bsuid ?? ''), kind: content.kind, answered };
  return { jobs: true, lines: [{ fields, text: 'message received' }] };
}

/** Handed to people by the API before they wrote: nobody could wait for an answer until now. */
const waitsFromNow = (contact: Contact): boolean =>
  contact.answered_by === 'human' && contact.answered_reason === 'api' && contact.last_inbound_at === null;

/** Why no turn is made of it; null where one is. */
function whyUnanswered(
  { mute, saidAt }: Inbound,
  kind: string,
  silent: boolean,
  now: number,
  { bot, answerMaxAgeMs }: ApplyOptions,
): Answer | null {
  if (silent || !isSaying(kind)) return 'kind';
  if (mute !== null) return 'muted';
  if (!bot) return 'no_bot';
  return now - saidAt > answerMaxAgeMs ? 'old' : null;
}

/** Whether its words are wanted: of a voice note that somebody says to the business, and not long ago. */
const isHeard = (
  { content, mute, saidAt }: Inbound,
  now: number,
  { hears = false, answerMaxAgeMs }: ApplyOptions,
): boolean =>
  hears && content.kind === 'media' && content.media === 'audio' && mute === null && now - saidAt <= answerMaxAgeMs;

/** An edit of something that never came to us is all there is of it: it stands for it (`deliver/as-it-is-now.ts`). */
function saidBy(content: Content, original: Message | undefined): Content & { edits?: string } {
  return content.kind === 'edit' && !original ? { ...content.content, edits: content.target } : content;
}

/** The edit of the last thing a person said, which nobody has answered (the bot had nothing to say, or was quiet): it is looked at again. */
async function answerAnew(tx: Tx, original: Message, editId: string, now: number): Promise<void> {
  if (original.author !== 'customer' || original.answered_at === null || !saysSomething(original)) return;
  const later = await tx
    .selectFrom('messages')
    .select(['author', 'kind', 'payload'])
    .where('contact_id', '=', original.contact_id)
    .where('created_at', '>=', original.created_at)
    .where('id', '!=', original.id)
    .where('kind', 'in', SAYING)
    .limit(1)
    .executeTakeFirst();
  if (later) return;
  await tx.updateTable('messages').set({ answered_at: null }).where('id', '=', original.id).execute();
  const { contact_id: contactId, id: message } = original;
  await addJob(tx, { kind: 'turn', contactId, key: `turn:${editId}`, payload: { message }, dueAt: now });
}

/** The person, as they were known before the change where the message is the news of one. */
async function contactFor(tx: Tx, inbound: Inbound, now: number, channelId: string): Promise<Contact> {
  const { content } = inbound;
  const sender: Sender =
    content.kind === 'system' && content.oldBsuid ? { ...inbound.sender, bsuid: content.oldBsuid } : inbound.sender;
  const contact = await contactOf(tx, {
    channelId,
    ...sender,
    phone: e164(sender.waId),
    lineKey: sender.waId ? matchKey(sender.waId) : null,
    now,
  });
  const change =
    content.kind === 'system'
      ? { newWaId: content.newWaId, newBsuid: content.newBsuid }
      : content.kind === 'contacts' && contact.wa_id === null
        ? { newWaId: content.ownNumber, newBsuid: null }
        : null;
  if (change) {
    await applyIdentityChange(tx, {
      channelId,
      contactId: contact.id,
      ...change,
      newLineKey: change.newWaId ? matchKey(change.newWaId) : null,
      newPhone: e164(change.newWaId),
    });
  }
  return contact;
}

/** The message a reaction, an edit or a deletion speaks of. */
function targetOf(content: Content): string | null {
  return content.kind === 'reaction' || content.kind === 'edit' || content.kind === 'revoke' ? content.target : null;
}

/** What they want of marketing messages; the newest counts, in whichever order it comes. */
async function keepWish(tx: Tx, { id }: Contact, { content, saidAt }: Inbound): Promise<void> {
  if (content.kind !== 'system' || !/^marketing_/.test(content.change)) return;
  const marketing = content.change === 'marketing_stopped' ? 'stop' : 'resume';
  await tx
    .updateTable('contacts')
    .set({ marketing, marketing_at: saidAt })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('marketing_at', 'is', null), eb('marketing_at', '<=', saidAt)]))
    .execute();
}

async function touch(tx: Tx, contact: Contact, { content, mute, saidAt }: Inbound): Promise<void> {
  // A group has a window of its own.
  const isTheirs = content.kind !== 'system' && mute !== 'group';
  const last = contact.last_inbound_at;
  const inbound = isTheirs && saidAt > (last ?? 0) ? saidAt : last;
  if (inbound === last && saidAt <= contact.active_at) return;
  await tx
    .updateTable('contacts')
    .set({ last_inbound_at: inbound, active_at: Math.max(contact.active_at, saidAt) })
    .where('id', '=', contact.id)
    .execute();
}
