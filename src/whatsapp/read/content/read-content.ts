import { readErrors } from '../failed.ts';
import { id, record, text, trimmed, type Rec } from '../../../wire/read.ts';
import type { Content } from '../../types.ts';
import { readCards } from './cards.ts';
import { readInteractive, readTemplateButton } from './choice.ts';
import { readLocation } from './location.ts';
import { readMedia } from './media.ts';
import { readOrder } from './order.ts';
import { readSystem } from './system.ts';

/**
 * What a message says, by its type. Whatever is unknown or broken becomes `unsupported` with the reason, so that it is shown
 * instead of lost.
 */
export function readContent(message: Rec): Content {
  const type = text(message.type);
  if (type === null) return unsupported(message, 'unknown', 'the message has no type');
  const read = readByType(type, message);
  return typeof read === 'string' ? unsupported(message, type, read) : read;
}

/** The content, or in words what is missing. */
function readByType(type: string, message: Rec): Content | string {
  switch (type) {
    case 'text':
      return readText(message);
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
    case 'sticker':
      return readMedia(type, record(message[type]));
    case 'location':
      return readLocation(record(message.location));
    case 'contacts':
      return readCards(message.contacts);
    case 'interactive':
      return readInteractive(record(message.interactive));
    case 'button':
      return readTemplateButton(record(message.button));
    case 'reaction':
      return readReaction(record(message.reaction));
    case 'order':
      return readOrder(record(message.order));
    case 'system':
      return readSystem(record(message.system));
    case 'edit':
      return readEdit(record(message.edit));
    case 'revoke':
      return readRevoke(record(message.revoke));
    case 'request_welcome':
      return { kind: 'welcome' };
    default:
      return unsupported(message, type, null);
  }
}

function readText(message: Rec): Content | string {
  const body = text(record(message.text)?.body);
  return body === null ? 'its text is missing' : { kind: 'text', text: body };
}

function readReaction(reaction: Rec | null): Content | string {
  const target = id(reaction?.message_id);
  // Taken back: Meta leaves the emoji out, others send an empty one.
  return target === null ? 'it does not say to what' : { kind: 'reaction', target, emoji: trimmed(reaction?.emoji) };
}

function readEdit(edit: Rec | null): Content | string {
  const target = id(edit?.original_message_id);
  const message = record(edit?.message);
  if (target === null || message === null) return 'it does not say what was edited';
  const nested = message.type === 'edit' ? unsupported(message, 'edit', 'an edit of an edit') : readContent(message);
  return { kind: 'edit', target, content: nested };
}

function readRevoke(revoke: Rec | null): Content | string {
  const target = id(revoke?.original_message_id);
  return target === null ? 'it does not say what was deleted' : { kind: 'revoke', target };
}

/** These codes only repeat that the type is not supported. */
const sayNothingNew = new Set([131051, 501]);

function unsupported(message: Rec, type: string, missing: string | null): Content {
  const named = type === 'unsupported' || type === 'unknown' ? trimmed(record(message.unsupported)?.type) : type;
  const reported = readErrors(message.errors).find((error) => error.code === null || !sayNothingNew.has(error.code));
  return { kind: 'unsupported', type: (named || 'unknown').slice(0, 40), reason: reported?.text ?? missing };
}
