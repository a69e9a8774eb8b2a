import type { Action, HandOff } from '../bots/bot.ts';
import { addOutgoing } from '../deliver/add-outgoing.ts';
import { addResolve } from '../deliver/add-resolve.ts';
import { handOver, type EffectOptions } from '../deliver/hand-over.ts';
import type { HandoffEvent } from '../handoff/state.ts';
import type { Answer } from '../store/audit/answer.ts';
import { setBotState } from '../store/bot-states.ts';
import type { Contact, Tx } from '../store/tables.ts';
import { textsFor } from './texts.ts';

/** Our own action, where the bot gave none. */
const BOT_FAILED = 'bot_failed';

/** What is done for a bot that failed for good: the customer is told, and a person answers. */
export const apology = (language: 'es' | 'en'): Action[] => [
  { do: 'handoff', reason: BOT_FAILED, words: textsFor(language).apology },
];

export interface ByBot {
  contact: Contact;
  exchangeId: string;
  /** Whose state is set; null where no bot answered. */
  bot: string | null;
  now: number;
}

/** Writes what a bot wants done, in the order in which it has to be. Gives what became of the messages it answers. */
export async function carryOut(
  tx: Tx,
  actions: readonly Action[],
  { contact, exchangeId, bot, now }: ByBot,
  options: EffectOptions,
): Promise<Answer> {
  const { register, newId } = options;
  const handsOff = actions.find((action) => action.do === 'handoff');
  let said = false;
  const say = async (words: { text: string }) => {
    const how = { author: 'bot', register, newId, now, exchangeId, notice: handsOff !== undefined } as const;
    const added = await addOutgoing(tx, contact, words, how);
    said ||= added !== null;
  };
  for (const action of actions) {
    if (action.do === 'reply') await say(action);
    if (action.do === 'state' && bot !== null)
      await setBotState(tx, { contactId: contact.id, bot, value: action.value, now });
  }
  if (handsOff?.words) await say({ text: handsOff.words });
  // Last: a message registered after it would open the conversation again.
  if (register === 'on' && actions.some((action) => action.do === 'resolve'))
    await addResolve(tx, contact, exchangeId, now);
  if (handsOff) await handOver(tx, contact.id, handOffEvent(handsOff), now, options, handsOff.reason);
  return handsOff ? 'handed_off' : said ? 'bot' : 'nothing';
}

/** Where the bot leaves it to us what the customer is told, the set text is said. */
function handOffEvent({ reason, words, asked }: HandOff): HandoffEvent {
  if (reason === BOT_FAILED) return { type: 'bot_failed' };
  const said = words !== null;
  return asked && said ? { type: 'customer_asked' } : { type: 'bot_handed_off', said };
}
