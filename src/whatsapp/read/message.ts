import { deeperThan, id, record, trimmed, type Rec } from '../../wire/read.ts';
import { readContent } from './content/read-content.ts';
import { matchKey } from '../numbers.ts';
import { readSender, type People } from './sender.ts';
import { readTime } from './time.ts';
import type { Inbound, Referral } from '../types.ts';

/** What the messages of one change have in common. */
export interface Surroundings {
  phoneNumberId: string | null;
  /** The business's own number, digits only. */
  ownNumber: string | null;
  people: People;
  arrivedAt: number;
}

/** Reads one of `value.messages`. A text says why it could not be used. */
export function readMessage(value: unknown, around: Surroundings): Inbound | string {
  const message = record(value);
  if (!message) return 'message is no object';
  const wamid = id(message.id);
  if (wamid === null) return 'message without id';
  // A deeper one could be read, but not be written as JSON again: the whole body would fail to be stored, for ever.
  if (deeperThan(message, 64)) return 'message nested too deep';
  const sender = readSender(message, around.people);
  if (!sender) return 'message without sender';
  const context = record(message.context);
  const forwarded = context?.forwarded === true || context?.frequently_forwarded === true;
  return {
    wamid,
    phoneNumberId: around.phoneNumberId,
    sender,
    saidAt: readTime(message.timestamp, around.arrivedAt),
    content: readContent(message),
    // A forward has a context too, but quotes nothing.
    replyTo: forwarded ? null : id(context?.id),
    forwarded,
    referral: readReferral(message, context),
    mute: muted(sender.waId, around.ownNumber, message),
    raw: message,
  };
}

/** From the own number it would be a loop; in a group, answering `from` would write to that person alone. */
function muted(waId: string | null, ownNumber: string | null, message: Rec): Inbound['mute'] {
  if (waId !== null && ownNumber !== null && matchKey(waId) === matchKey(ownNumber)) return 'self';
  return id(message.group_id) === null ? null : 'group';
}

function readReferral(message: Rec, context: Rec | null): Referral | null {
  const ad = record(message.referral);
  if (ad) {
    const referral = {
      source: trimmed(ad.source_type),
      id: id(ad.source_id),
      headline: trimmed(ad.headline),
      body: trimmed(ad.body),
      url: trimmed(ad.source_url),
      picture: link(ad.image_url) ?? link(ad.thumbnail_url) ?? link(ad.video_url),
    };
    return Object.values(referral).some((part) => part !== null) ? referral : null;
  }
  const sku = id(record(context?.referred_product)?.product_retailer_id);
  return sku === null ? null : { source: 'product', id: null, headline: sku, body: null, url: null, picture: null };
}

/** A web address; anything else would be no link for the agent. */
function link(value: unknown): string | null {
  const told = trimmed(value);
  return told !== null && /^https?:\/\/\S+$/i.test(told) ? told : null;
}
