import type { Finding } from './finding.ts';
import type { PersonTruth } from './truth.ts';

/**
 * The bot spoke while a person answered. A send that had begun before the person was heard may arrive a moment after: no longer than the
 * margin.
 */
export function talkedOverOf({ person, channel, phone, hands }: PersonTruth, marginMs: number): Finding[] {
  return phone
    .filter(({ by, at }) => by === 'bot' && hands.some(({ from, until }) => at > from + marginMs && at < until))
    .map(({ text, at }) => {
      const since = hands.find(({ from, until }) => at > from && at < until)?.from ?? at;
      const why = `sent ${at - since} ms after the ledger had the person’s words`;
      return { kind: 'bot_over_human', channel, person, text, why };
    });
}
