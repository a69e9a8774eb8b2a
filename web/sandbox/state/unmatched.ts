import type { Say } from '../../../src/sandbox/page-types.ts';
import type { PhoneMessage } from '../../../src/sandbox/types.ts';

/** Something said on the page that the sandbox has not shown yet. */
export interface Pending {
  key: string;
  say: Say;
  /** Ids of the messages that were on the phone before it was said: those cannot be it. */
  known: string[];
  /** Milliseconds since 1970. */
  at: number;
  state: 'sending' | 'failed';
}

/** What a bubble of it reads. */
export function textOf(say: Say): string {
  const { choice, file, location, text } = say;
  return file?.caption ?? text ?? choice?.title ?? location?.name ?? location?.address ?? '';
}

function sameContent(message: PhoneMessage, { file, location }: Say): boolean {
  return message.media?.name === file?.name && (message.location === undefined) === (location === undefined);
}

/**
 * Leaves out what now stands on the phone of this person. There is no common id, as the sandbox makes the
 * ids; so each new message of the customer accounts for the oldest pending one with the same text and file.
 */
export function unmatched(pending: readonly Pending[], waId: string, phone: readonly PhoneMessage[]): Pending[] {
  const used = new Set<string>();
  return pending.filter((one) => {
    if (one.say.waId !== waId) return true;
    const { edits } = one.say;
    if (edits !== undefined) return !phone.some(({ id, text }) => id === edits && text === one.say.text);
    const { reaction } = one.say;
    if (reaction) return !phone.some((m) => m.id === reaction.to && (m.reaction ?? null) === reaction.emoji);
    const match = phone.find(
      (message) =>
        message.from === 'customer' &&
        message.text.trim() === textOf(one.say).trim() &&
        sameContent(message, one.say) &&
        !one.known.includes(message.id) &&
        !used.has(message.id),
    );
    if (match) used.add(match.id);
    return match === undefined;
  });
}
