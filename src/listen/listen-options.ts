import type { EffectOptions } from '../deliver/hand-over.ts';
import type { AccountFacts } from './account.ts';
import type { TellOptions } from '../deliver/tell/tell-state.ts';
import type { ListKey } from './list/list-mark.ts';

/** What is needed to write down what was heard from Chatwoot. */
export interface ListenOptions extends EffectOptions, TellOptions {
  channelId: string;
  /** Whether an assignment is a take-over. */
  onAssign: 'auto' | 'always' | 'never';
  /** What a user's token tells of the account; null without one, or where it does not tell. */
  account: () => AccountFacts | null;
  /** Whose list of conversations is read; null without a user's token. */
  list: ListKey | null;
  /** Somebody's key in Chatwoot became known: the cable can listen for them. */
  onPerson: () => void;
  /** `CHATWOOT_URL`: links of surveys begin with it. */
  chatwootUrl: string;
  /** Put the agent's name in front of what they write. */
  nameInFront: boolean;
  /** Sent in place of an agent's words outside the 24-hour window; null: the agent is told. */
  windowTemplate: { name: string; language: string } | null;
}
