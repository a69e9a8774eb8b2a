import { nameInAddress } from '../../wire/file-name.ts';
import { filled, list, milliseconds, number, record, recordId, text, type Rec } from '../../wire/read.ts';
import type { EventAttachment, EventItem, EventMessage, MessageStatus, Sender } from './event.ts';

const types = ['incoming', 'outgoing', 'activity', 'template'] as const;
const statuses: readonly string[] = ['sent', 'delivered', 'read', 'failed'] satisfies MessageStatus[];

/**
 * A message as `GET …/messages`, an answer to a POST, a cable frame or a webhook's own fields give it: the type as a
 * number or a word, the time as unix seconds or an ISO date. Null where it is none; never throws.
 */
export function readPageMessage(value: unknown): EventMessage | null {
  const it = record(value);
  const id = recordId(it?.id);
  const type = it && typeOf(it.message_type);
  if (!it || id === null || !type) return null;
  const attributes = record(it.content_attributes) ?? {};
  return {
    id,
    type,
    private: it.private === true,
    content: text(it.content),
    contentType: filled(it.content_type) ?? 'text',
    deleted: attributes.deleted === true,
    externalError: filled(attributes.external_error),
    attributesEmpty: Object.values(attributes).every((one) => one === null),
    inReplyTo: recordId(attributes.in_reply_to),
    sourceId: filled(it.source_id),
    echoId: filled(it.echo_id),
    status: statusOf(it.status),
    sender: readSender(it.sender),
    items: list(attributes.items).flatMap((one) => readItem(record(one))),
    attachments: list(it.attachments).flatMap((one) => readAttachment(record(one))),
    createdAt: Math.floor(milliseconds(it.created_at) / 1000) * 1000,
  };
}

/** Contacts come without a type in webhooks; people and bots always name theirs. */
export function readSender(value: unknown): Sender | null {
  const it = record(value);
  const id = recordId(it?.id);
  if (!it || id === null) return null;
  const kind = it.type === 'user' || it.type === 'agent_bot' ? it.type : 'contact';
  return { id, kind, name: filled(it.available_name) ?? filled(it.name) };
}

export function statusOf(value: unknown): MessageStatus | null {
  return typeof value === 'string' && statuses.includes(value) ? (value as MessageStatus) : null;
}

function typeOf(value: unknown): EventMessage['type'] | null {
  const known = types.find((name, i) => value === name || value === i);
  return known ?? (typeof value === 'number' || filled(value) !== null ? 'other' : null);
}

function readItem(it: Rec | null): EventItem[] {
  if (!it) return [];
  return [
    {
      title: filled(it.title),
      value: filled(it.value),
      description: filled(it.description),
      link: filled(it.link),
      picture: filled(it.media_url),
      actions: list(it.actions)
        .map(record)
        .map((one) => ({ text: filled(one?.text), link: filled(one?.uri) })),
    },
  ];
}

function readAttachment(it: Rec | null): EventAttachment[] {
  if (!it) return [];
  const url = filled(it.data_url);
  return [
    {
      id: recordId(it.id),
      fileType: filled(it.file_type) ?? 'file',
      url,
      contentType: filled(it.content_type),
      size: number(it.file_size),
      name: url === null ? null : nameInAddress(url),
      title: filled(it.fallback_title),
      latitude: number(it.coordinates_lat),
      longitude: number(it.coordinates_long),
    },
  ];
}
