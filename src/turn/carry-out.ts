import type { Action, HandOff } from '../bots/bot.ts';
import { countLines } from '../observe/tell.ts';
import { addMedia } from '../deliver/add-media.ts';
import { addOutgoing } from '../deliver/add-outgoing.ts';
import { addTemplate } from '../deliver/add-template.ts';
import type { Wish } from '../deliver/bot-wishes.ts';
import { addAgentsNote, addStep } from '../deliver/tell/tell-agents.ts';
import { WAITING_LABEL } from '../settings/people.ts';
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
export const apology = ({ language, texts }: Pick<EffectOptions, 'language' | 'texts'>): Action[] => [
  { do: 'handoff', reason: BOT_FAILED, words: texts?.BOT_FAILED_TEXT ?? textsFor(language).apology },
];

export interface CarryOptions extends EffectOptions {
  /** `FILES_MAX`. */
  filesMaxBytes: number;
}

export interface ByBot {
  turnId: string;
  contact: Contact;
  exchangeId: string;
  /** Whose state is set; null where no bot answered. */
  bot: string | null;
  now: number;
}

/** Writes what a bot wants done, in the order in which it has to be. Gives what became of the messages it answers. */
export async function carryOut(tx: Tx, actions: readonly Action[], by: ByBot, options: CarryOptions): Promise<Answer> {
  const { contact, exchangeId, now } = by;
  const { register, newId, filesMaxBytes } = options;
  const handsOff = actions.find((action) => action.do === 'handoff');
  const how = { author: 'bot', register, newId, now, exchangeId, notice: handsOff !== undefined } as const;
  let said = false;
  for (const [n, action] of actions.entries()) {
    if (action.do === 'reply') {
      const { unanswered: _, ...words } = action;
      said = (await addOutgoing(tx, contact, words, how)) !== null || said;
    } else if (action.do === 'template') said = await addTemplate(tx, contact, action, how);
    else if (action.do === 'media') said = await addMedia(tx, contact, action, { ...how, filesMaxBytes });
    else await arrangeFor(tx, action, `arrange:${by.turnId}:${n}`, by, options);
  }
  if (handsOff?.words) said = (await addOutgoing(tx, contact, { text: handsOff.words }, how)) !== null || said;
  // Last: a message registered after it would open the conversation again.
  if (register === 'on' && actions.some((action) => action.do === 'resolve'))
    await addResolve(tx, contact, exchangeId, now);
  if (handsOff)
    countLines(
      contact.channel_id,
      await handOver(tx, contact.id, handOffEvent(handsOff), now, options, handsOff.reason),
    );
  return handsOff ? 'handed_off' : said ? 'bot' : 'nothing';
}

/** What the customer does not see. */
async function arrangeFor(
  tx: Tx,
  action: Action,
  key: string,
  { contact, exchangeId: exchange, bot, now }: ByBot,
  options: EffectOptions,
): Promise<void> {
  const { register, label } = options;
  const step = async (wish: Wish, part = '') =>
    register === 'on' ? await addStep(tx, contact, wish, now, key + part) : undefined;
  if (action.do === 'state' && bot !== null)
    await setBotState(tx, { contactId: contact.id, bot, value: action.value, now });
  if (action.do === 'note')
    await addAgentsNote(tx, contact, action.text, { ...options, now, exchangeId: exchange, key });
  if (action.do === 'label') {
    // These two say who answers, and who waits for it: a hand-off sets them.
    const own = (labels: readonly string[] = []) => labels.filter((it) => it !== label && it !== WAITING_LABEL);
    await step({ step: 'labels', add: own(action.add), remove: own(action.remove), exchange });
  }
  if (action.do === 'attributes') {
    if (action.contact) await step({ step: 'contact', attributes: action.contact, exchange }, ':contact');
    if (action.conversation) await step({ step: 'attributes', attributes: action.conversation, exchange });
  }
}

/** Where the bot leaves it to us what the customer is told, the set text is said. */
function handOffEvent({ reason, words, asked }: HandOff): HandoffEvent {
  if (reason === BOT_FAILED) return { type: 'bot_failed' };
  const said = words !== null;
  return asked && said ? { type: 'customer_asked' } : { type: 'bot_handed_off', said };
}
