import { botToWhatsApp } from '../chatwoot/markdown.ts';
import { addJob } from '../store/jobs.ts';
import { keepBytes } from '../store/files/pieces.ts';
import { messageById } from '../store/messages.ts';
import type { Contact, Tx } from '../store/tables.ts';
import { cleanText } from '../text.ts';
import { fileNameFor } from '../whatsapp/files/file-name.ts';
import { mimeOf } from '../whatsapp/files/sniff.ts';
import type { Content } from '../whatsapp/types.ts';
import { CAPTION_MAX } from '../whatsapp/write/media-part.ts';
import { cleanFileName, nameInAddress } from '../wire/file-name.ts';
import { typeOfName, withEnding } from '../wire/media-type.ts';
import { addOutgoing, quotedOf } from './add-outgoing.ts';
import { addSaid, type OutgoingOptions } from './add-said.ts';
import { lostText, type Lost } from './files/lost-file.ts';

export interface MediaOptions extends OutgoingOptions {
  /** `FILES_MAX`. Bytes. */
  filesMaxBytes: number;
}

/** What a bot wants sent; one of `url`, `bytes` (in base64) and `file` (our id of a customer's message) is there. */
export interface Media {
  url?: string;
  bytes?: string;
  file?: string;
  caption?: string;
  name?: string;
  /** Our id of a message. */
  quote?: string;
}

/** From where a bot's file is fetched, as it stands in the row of the file. */
export type BotSource = { link: string } | { copy: string };

/** What is known of a file before it is fetched; one that is known not to come is still said, as words. */
type Begun = { name: string | null } & (
  { bytes: Buffer; mime: string } | { source: BotSource } | { lost: Lost; detail: string }
);

/**
 * Writes a bot's file that is to be sent: its bytes are kept until WhatsApp and Chatwoot have them, so that both get the same. What is at
 * an address is fetched in a lane of its own (`fetchHandler`), once; the send waits for it in its place.
 */
export async function addMedia(tx: Tx, contact: Contact, media: Media, options: MediaOptions): Promise<true> {
  const words = cleanText(botToWhatsApp(media.caption ?? '')).trim();
  const begun = await beginning(tx, contact, media);
  // Longer than a caption, or of sound, which carries none: a text of its own.
  const isCaption = words.length <= CAPTION_MAX && !isSound(begun);
  if (!isCaption && words !== '') {
    const quote = media.quote === undefined ? {} : { quote: media.quote };
    await addOutgoing(tx, contact, { text: media.caption ?? '', ...quote }, options);
  }
  const caption = isCaption ? words : '';
  const id = options.newId();
  const file = await addFileRow(tx, contact, id, begun, options);
  const quoted = isCaption ? await quotedOf(tx, contact, media.quote) : null;
  const part = {
    file,
    ...(caption === '' ? {} : { caption }),
    ...(quoted?.wamid ? { quoteWamid: quoted.wamid } : {}),
  };
  const text = [`📎 ${begun.name ?? ''}`.trim(), ...(caption === '' ? [] : [caption])].join('\n');
  const said = { id, kind: 'media', text, payload: { attached: caption }, replyTo: quoted?.id ?? null } as const;
  await addSaid(tx, contact, { ...said, parts: [part] }, options);
  return true;
}

/** As far as is known before it is here. */
const isSound = (begun: Begun): boolean =>
  ('mime' in begun ? begun.mime : (typeOfName(begun.name ?? '') ?? '')).startsWith('audio/');

async function beginning(tx: Tx, contact: Contact, media: Media): Promise<Begun> {
  const given = cleanFileName(media.name ?? null);
  if (media.bytes !== undefined) {
    const bytes = Buffer.from(media.bytes, 'base64');
    if (bytes.length === 0) return { name: given, lost: 'empty', detail: 'no bytes' };
    const mime = await mimeOf(null, given ?? '', bytes);
    return { name: withEnding(given ?? 'file', mime), bytes, mime };
  }
  if (media.url !== undefined)
    return { name: given ?? cleanFileName(nameInAddress(media.url)), source: { link: media.url } };
  const message = await messageById(tx, media.file ?? '');
  const isTheirs = message?.contact_id === contact.id && message.author === 'customer';
  const content = isTheirs ? contentOf(JSON.parse(message.payload) as Content) : null;
  if (!message || content?.kind !== 'media') return { name: given, lost: 'unknown', detail: 'file' };
  return { name: given ?? fileNameFor(content, message.wamid ?? message.id), source: { copy: message.id } };
}

const contentOf = (content: Content): Content => (content.kind === 'edit' ? content.content : content);

async function addFileRow(
  tx: Tx,
  contact: Contact,
  messageId: string,
  begun: Begun,
  { now, filesMaxBytes }: MediaOptions,
): Promise<number> {
  const { id } = await tx
    .insertInto('files')
    .values({
      channel_id: contact.channel_id,
      message_id: messageId,
      position: 0,
      name: begun.name,
      ...('lost' in begun
        ? { state: 'failed', source: '{}', error: lostText(begun.lost, begun.detail) }
        : { state: 'wanted', source: JSON.stringify('source' in begun ? begun.source : {}) }),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if ('bytes' in begun && !(await keepBytes(tx, id, begun, filesMaxBytes))) {
    const error = lostText('no_room', 'FILES_MAX');
    await tx.updateTable('files').set({ state: 'failed', error }).where('id', '=', id).execute();
  }
  if ('source' in begun) {
    const job = { kind: 'fetch', contactId: contact.id, key: `fetch:${messageId}`, payload: { file: id } } as const;
    await addJob(tx, { ...job, dueAt: now, alone: true });
  }
  return id;
}
