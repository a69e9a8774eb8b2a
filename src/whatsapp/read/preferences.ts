import { number, record, trimmed } from '../../wire/read.ts';
import { madeId } from '../made-id.ts';
import { readSender, type People } from './sender.ts';
import { readTime } from './time.ts';
import type { Inbound } from '../types.ts';

/**
 * Reads one of `value.user_preferences`: a person wants no more marketing messages of this business, or wants them again. It is news of the
 * person like a changed number; WhatsApp gives it no id, so one is made of what it says, by which copies are known. A text says why not.
 */
export function readPreference(
  value: unknown,
  around: { phoneNumberId: string | null; people: People; arrivedAt: number },
): Inbound | string {
  const told = record(value);
  if (!told) return 'preference is no object';
  if (told.category !== 'marketing_messages') return `preference about ${trimmed(told.category) ?? 'nothing'}`;
  const { value: wish } = told;
  if (wish !== 'stop' && wish !== 'resume') return `preference ${trimmed(wish) ?? 'without value'}`;
  const sender = readSender({ from: told.wa_id, from_user_id: told.user_id }, around.people);
  if (!sender) return 'preference without a person';
  const saidAt = readTime(told.timestamp, around.arrivedAt);
  return {
    wamid: madeId('marketing', wish, sender.waId ?? sender.bsuid ?? '', number(told.timestamp) ?? saidAt),
    phoneNumberId: around.phoneNumberId,
    sender,
    saidAt,
    content: {
      kind: 'system',
      change: wish === 'stop' ? 'marketing_stopped' : 'marketing_resumed',
      body: trimmed(told.detail),
      newWaId: null,
      newBsuid: null,
      oldBsuid: null,
    },
    replyTo: null,
    forwarded: false,
    referral: null,
    mute: null,
    raw: told,
  };
}
