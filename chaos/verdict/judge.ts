import { doubledOf } from './doubled.ts';
import type { Finding } from './finding.ts';
import { talkedOverOf } from './hands.ts';
import { lostOf } from './lost.ts';
import { outOfOrderOf } from './order.ts';
import { numberPaceOf, personPaceOf } from './pace.ts';
import type { PersonTruth, Truth } from './truth.ts';

export interface Judged {
  found: Finding[];
  /** See `Doubled`. */
  unknowable: number;
}

/** What can only become more: it may be looked for in the middle of a run. */
export function judgeForSure(truth: Truth): Judged {
  const doubled = truth.people.map((person) => doubledOf(person, truth));
  return {
    found: [
      ...doubled.flatMap(({ found }) => found),
      ...truth.people.flatMap(outOfOrderOf),
      ...truth.people.flatMap(conversationsOf),
      ...truth.people.flatMap((person) => talkedOverOf(person, truth.marginMs)),
      ...truth.people.flatMap((person) => personPaceOf(person, truth.lateMs)),
      ...numberPaceOf(truth),
    ],
    unknowable: doubled.reduce((sum, { unknowable }) => sum + unknowable, 0),
  };
}

/** Everything, once all is still. */
export function judge(truth: Truth): Judged {
  const { found, unknowable } = judgeForSure(truth);
  return { found: [...truth.people.flatMap(lostOf), ...found], unknowable };
}

/** Whoever said something has one; that there is none yet shows as lost. */
function conversationsOf({ person, channel, conversations }: PersonTruth): Finding[] {
  if (conversations.length < 2) return [];
  const why = `${conversations.length} conversations: ${conversations.map(({ id }) => id).join(', ')}`;
  return [{ kind: 'conversations', channel, person, text: '', why }];
}
