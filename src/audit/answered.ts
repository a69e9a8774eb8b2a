import type { AuditedMessage } from '../store/audit/messages.ts';
import type { Answer } from '../store/audit/answer.ts';

import type { DayCounts } from './days.ts';

type Side = keyof Pick<DayCounts, 'answered' | 'people' | 'notToAnswer' | 'unanswered'>;

const SIDES: Record<Answer, Side> = {
  bot: 'answered',
  exchange: 'answered',
  handed_off: 'people',
  person: 'people',
  taken_over: 'people',
  no_bot: 'people',
  nothing: 'notToAnswer',
  loop: 'notToAnswer',
  deleted: 'notToAnswer',
  kind: 'notToAnswer',
  muted: 'notToAnswer',
  old: 'notToAnswer',
};

type Taken = Pick<AuditedMessage, 'answered_at' | 'answer' | 'created_at' | 'has_words'>;

/** Where a customer's message is counted. */
export function sideOf(message: Taken): Side {
  if (message.answered_at === null) return 'unanswered';
  return SIDES[message.answer ?? earlier(message)];
}

/** Taken by a bot, whose words are not in the ledger. */
export const lacksWords = ({ answer, has_words: has }: Taken): boolean =>
  (answer === 'bot' || answer === 'exchange') && has === 0;

/** Releases before `answer` was written down left only its traces. */
function earlier({ answered_at: takenAt, created_at: cameAt, has_words: has }: Taken): Answer {
  if (has === 1) return 'bot';
  return takenAt === cameAt ? 'kind' : 'person';
}
