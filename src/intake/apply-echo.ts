import { addJob } from '../store/jobs.ts';
import { contactOf } from '../store/people/contacts.ts';
import { addMessage, knownWamid } from '../store/messages.ts';
import { isGone } from '../store/people/forget/rules.ts';
import { hasSend } from '../store/sends.ts';
import type { Tx } from '../store/tables.ts';
import { describe } from '../whatsapp/say/describe.ts';
import { e164, matchKey } from '../whatsapp/numbers.ts';
import type { Echo } from '../whatsapp/types.ts';
import type { Applied, ApplyOptions } from './apply-webhook.ts';

/** In front of what a person of the business wrote on their phone, since it can only be registered as incoming. */
const FROM_PHONE = '📱 ';

/** A person of the business answered in the WhatsApp Business app: registered, and the bot is quiet from then on. */
export async function applyEcho(
  tx: Tx,
  echo: Echo,
  now: number,
  options: ApplyOptions,
): Promise<Applied & { contactId: number | null }> {
  const { recipient } = echo;
  const known = await knownWamid(tx, options.channelId, echo.wamid);
  if (known !== null && isGone(known)) return { jobs: false, lines: [], contactId: null, forgotten: true };
  const contact = await contactOf(tx, {
    channelId: options.channelId,
    ...recipient,
    phone: e164(recipient.waId),
    lineKey: recipient.waId ? matchKey(recipient.waId) : null,
    now,
  });
  const id = options.newId();
  const added = await addMessage(tx, {
    id,
    contact_id: contact.id,
    channel_id: options.channelId,
    author: 'agent',
    kind: echo.content.kind,
    text: FROM_PHONE + describe(echo.content, options.language),
    payload: JSON.stringify(echo.content),
    wamid: echo.wamid,
    said_at: echo.saidAt,
    created_at: now,
    exchange_id: id,
    whatsapp_state: 'sent',
    chatwoot_state: options.register === 'on' ? 'queued' : 'off',
  });
  // Our own sends come back as echoes too; those are known by their wamid.
  const ours = await hasSend(tx, options.channelId, echo.wamid);
  if (!added || ours) {
    if (added) await tx.deleteFrom('messages').where('id', '=', id).execute();
    return { jobs: false, lines: [], contactId: null };
  }
  if (options.register === 'on') {
    const payload = { message: id };
    await addJob(tx, { kind: 'register', key: `register:${id}`, contactId: contact.id, payload, dueAt: now });
  }
  const fields = { exchange: id, kind: echo.content.kind };
  return { jobs: true, lines: [{ fields, text: 'a person answered on the phone' }], contactId: contact.id };
}
