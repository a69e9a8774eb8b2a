import type { Handoff, HandoffReason } from './state.ts';

/** After these a person has been promised; only a person's answer ends the wait. */
const promised = new Set<HandoffReason | null>(['customer_asked', 'bot_handed_off', 'bot_failed']);
/** These are answers themselves. */
const answers = new Set<HandoffReason | null>(['agent_replied', 'answered_on_phone']);

/**
 * Whether a customer in human hands still waits for an answer: as long as they do, the quiet time gives nothing back to the bot.
 * A notice of the bot is no answer to somebody who was promised a person.
 *
 * @param said what was said, oldest first; without the messages that are being looked at for an answer right now.
 */
export function customerWaits(
  state: Handoff,
  said: readonly { author: 'customer' | 'bot' | 'agent'; at: number }[],
): boolean {
  if (state.by === 'bot') return false;
  const last = said.findLast(({ author }) => author !== 'bot');
  if (last?.author === 'agent') return promised.has(state.reason) && last.at < (state.since ?? 0);
  if (promised.has(state.reason)) return true;
  if (last === undefined) return false;
  // What customers write is told in whole seconds.
  if (last.at >= Math.floor((state.since ?? 0) / 1000) * 1000) return true;
  return !answers.has(state.reason) && said.at(-1) === last;
}
