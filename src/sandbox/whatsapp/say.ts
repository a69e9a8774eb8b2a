import type { Say } from '../page-types.ts';
import type { PhoneMessage } from '../types.ts';
import { react } from './accept.ts';
import { bare, kindOf } from './media-kinds.ts';
import { sha256Base64, type MediaFile } from './media.ts';
import { inboundWebhook } from './payloads.ts';
import { addBubble, newBubble, newWamid, personOf, type Person, type WhatsAppState } from './people.ts';
import { readByPerson } from './send.ts';
import { pagePath } from './shown.ts';
import type { Webhooks } from './webhooks.ts';

/** As the page says it, or with any content of the Cloud API as it stands beside `id` and `timestamp`. */
export interface RawSay extends Say {
  /** `{type: 'order', order: {…}}` and whatever else a person can send; instead of the other contents. */
  raw?: Record<string, unknown>;
}

export interface Said {
  wamid: string;
  /** Whether the service answered 200 at the first try; it comes again otherwise. */
  taken: boolean;
  /** Of the file sent; null where none. */
  mediaId: string | null;
}

type Shown = Pick<PhoneMessage, 'text' | 'media' | 'location'>;

/** A person writes, taps, sends or reacts, having read what the business sent. */
export async function personSays(state: WhatsAppState, webhooks: Webhooks, say: RawSay): Promise<Said> {
  const person = personOf(state, say.waId);
  if (say.name) person.name = say.name;
  const wamid = newWamid(state, person, 'in');
  const at = state.clock.now();
  const file = fileOf(state, say);
  const content = contentOf(state, say, file);
  const context = contextOf(state, person, say);
  const quoted = say.quotes === undefined ? undefined : state.bubbles.get(say.quotes)?.bubble.text;
  const bubble = newBubble(state, person, {
    id: wamid,
    from: 'customer',
    ...shownOf(say, file),
    ...(quoted === undefined ? {} : { quoted }),
    at,
    state: 'sent',
  });
  const edited = say.edits === undefined ? undefined : state.bubbles.get(say.edits)?.bubble;
  if (edited) Object.assign(edited, { text: say.text ?? '', edited: true });
  else if (say.reaction) react(state, say.reaction.to, say.reaction.emoji);
  else addBubble(person, bubble);
  person.lastSaidAt = at;
  state.changed();
  const [taken] = await Promise.all([
    webhooks.post(inboundWebhook(state, person, { wamid, at, content, context })),
    readByPerson(state, webhooks, person),
  ]);
  if (taken && bubble.state === 'sent') {
    bubble.state = 'delivered';
    state.changed();
  }
  return { wamid, taken, mediaId: file?.id ?? null };
}

function fileOf(state: WhatsAppState, { file }: RawSay): MediaFile | null {
  if (!file) return null;
  const bytes = new Uint8Array(Buffer.from(file.base64, 'base64'));
  return state.media.add({ bytes, mime: file.mime, name: file.name, origin: 'received' });
}

function contentOf(state: WhatsAppState, say: RawSay, stored: MediaFile | null): Record<string, unknown> {
  const { choice, file, location, raw, reaction, text } = say;
  if (raw) return raw;
  if (say.edits !== undefined) {
    const message = { context: { id: 'M0' }, type: 'text', text: { body: text ?? '' } };
    return { type: 'edit', edit: { original_message_id: say.edits, message } };
  }
  if (choice) {
    const kind = choice.via === 'button' ? 'button_reply' : 'list_reply';
    return { type: 'interactive', interactive: { type: kind, [kind]: { id: choice.id, title: choice.title } } };
  }
  if (reaction) {
    const { emoji, to } = reaction;
    return { type: 'reaction', reaction: { message_id: to, ...(emoji === null ? {} : { emoji }) } };
  }
  if (location) return { type: 'location', location };
  if (!file || !stored) return { type: 'text', text: { body: text ?? '' } };
  const kind = kindOf(file.mime, file.asDocument ?? false);
  const caption = file.caption ?? text;
  const captioned = kind === 'image' || kind === 'video' || kind === 'document';
  const media = {
    ...(caption !== undefined && captioned ? { caption } : {}),
    ...(kind === 'document' ? { filename: file.name } : {}),
    mime_type: kind === 'audio' && file.voice && bare(file.mime) === 'audio/ogg' ? 'audio/ogg; codecs=opus' : file.mime,
    sha256: sha256Base64(stored.bytes),
    id: stored.id,
    url: state.media.address(stored, true),
    ...(kind === 'audio' ? { voice: file.voice ?? false } : {}),
    ...(kind === 'sticker' ? { animated: false } : {}),
  };
  return { type: kind, [kind]: media };
}

function contextOf(state: WhatsAppState, person: Person, say: RawSay): Record<string, unknown> | null {
  if (say.forwarded) return { forwarded: true };
  const id = say.choice ? offering(person, say.choice.id) : (say.quotes ?? null);
  if (id === null) return null;
  const from = state.bubbles.get(id)?.bubble.from === 'customer' ? person.waId : state.number.phone;
  return { ...(from === null ? {} : { from }), id };
}

function shownOf(say: RawSay, file: MediaFile | null): Shown {
  const { choice, location, reaction, text } = say;
  if (location) return { text: location.name ?? location.address ?? '', location };
  if (reaction) return { text: reaction.emoji ?? '' };
  if (!file || !say.file) return { text: choice?.title ?? text ?? (say.raw ? `[${String(say.raw['type'])}]` : '') };
  const { asDocument = false, caption, mime, name, voice } = say.file;
  const media = { kind: kindOf(mime, asDocument), mime, url: pagePath(file), size: file.bytes.length, name };
  return { text: caption ?? text ?? '', media: { ...media, ...(voice === undefined ? {} : { voice }) } };
}

/** The newest message that offered this choice. */
function offering(person: Person, id: string): string | null {
  const offer = person.chat.findLast(
    (one) => one.buttons?.some((button) => button.id === id) || one.list?.rows.some((row) => row.id === id),
  );
  return offer?.id ?? null;
}
