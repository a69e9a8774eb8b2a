import type { PhoneMedia, PhoneMediaKind, PhoneMessage } from '../types.ts';
import type { MediaContent } from './content.ts';
import { MEDIA_KINDS } from './media-kinds.ts';
import type { MediaFile } from './media.ts';
import type { WhatsAppState } from './people.ts';
import { bodyOf } from './template.ts';
import type { Interactive, Send } from './validate.ts';

type Shown = Pick<PhoneMessage, 'text' | 'buttons' | 'list' | 'media' | 'location'>;

/** What the phone shows of a message of the business. */
export function shownAs(state: WhatsAppState, send: Send, file: MediaFile | null): Shown {
  const { text, interactive, location, reaction, template } = send;
  if (text) return { text: text.body };
  if (interactive) return choices(interactive);
  if (template) return bodyOf(state, template);
  if (reaction) return { text: reaction.emoji };
  if (location) {
    const { name, address } = location;
    const place = { latitude: Number(location.latitude), longitude: Number(location.longitude) };
    const words = { ...(name === undefined ? {} : { name }), ...(address === undefined ? {} : { address }) };
    return { text: name ?? address ?? '', location: { ...place, ...words } };
  }
  const sent = mediaIn(send);
  if (!sent) return { text: `[${send.type}]` };
  return { text: sent.content.caption ?? '', media: mediaShown(sent.kind, sent.content, file) };
}

/** The file in a send, with its kind. */
export function mediaIn(send: Send): { kind: PhoneMediaKind; content: MediaContent } | null {
  for (const kind of MEDIA_KINDS) {
    const content = send.type === kind ? send[kind] : undefined;
    if (content) return { kind, content };
  }
  return null;
}

function mediaShown(kind: PhoneMediaKind, content: MediaContent, file: MediaFile | null): PhoneMedia {
  const name = content.filename ?? file?.name ?? undefined;
  return {
    kind,
    mime: file?.mime ?? '',
    url: file ? pagePath(file) : (content.link ?? ''),
    size: file?.bytes.length ?? 0,
    ...(name === undefined ? {} : { name }),
    ...(content.voice === undefined ? {} : { voice: content.voice }),
  };
}

/** Where the sandbox's page finds the bytes. */
export const pagePath = ({ id }: MediaFile): string => `/sandbox/media/${id}`;

function choices(interactive: Interactive): Shown {
  const shown = { text: interactive.body.text };
  if (interactive.type === 'button') {
    return { ...shown, buttons: interactive.action.buttons.map(({ reply: { id, title } }) => ({ id, title })) };
  }
  if (interactive.type !== 'list') return shown;
  const rows = interactive.action.sections
    .flatMap((section) => section.rows)
    .map(({ id, title, description }) => ({ id, title, ...(description === undefined ? {} : { description }) }));
  return { ...shown, list: { button: interactive.action.button, rows } };
}
