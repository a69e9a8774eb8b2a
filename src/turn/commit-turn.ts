import type { Action, HandOff } from '../bots/bot.ts';
import type { Clock } from '../clock.ts';
import { addOutgoing } from '../deliver/add-outgoing.ts';
import { addResolve } from '../deliver/add-resolve.ts';
import { asTheyAreNow, loadChanges } from '../deliver/as-it-is-now.ts';
import { handOver, type EffectOptions } from '../deliver/hand-over.ts';
import type { HandoffEvent } from '../handoff/state.ts';
import type { Log } from '../observe/log.ts';
import { addJob, finishWaiting } from '../store/jobs.ts';
import { lockContactOfMessage } from '../store/lock.ts';
import { markAnswered, messageById } from '../store/messages.ts';
import type { Answer } from '../store/audit/answer.ts';
import type { Message, Tx } from '../store/tables.ts';
import type { About } from './about.ts';
import { textsFor } from './texts.ts';

export interface CommitOptions extends EffectOptions {
  clock: Clock;
  log: Log;
}

/** Our own action, where the bot gave none. */
const BOT_FAILED = 'bot_failed';

/** What is done for a bot that failed for good: the customer is told, and a person answers. */
export const apology = (language: 'es' | 'en'): Action[] => [
  { do: 'reply', text: textsFor(language).apology },
  { do: 'handoff', reason: BOT_FAILED },
];

const wordsIn = (messages: Message[]) => JSON.stringify(messages.map(({ id, payload }) => [id, payload]));

export const idsOf = (messages: Message[]) => messages.map((message) => message.id);

/** Writes what the bot wants done, in the transaction that ends the turn; nothing where a person took over while it was thinking. */
export async function commitTurn(tx: Tx, about: About, actions: Action[], options: CommitOptions): Promise<void> {
  const { clock, log } = options;
  const { rows, passed } = about;
  const now = clock.now();
  const last = rows.at(-1);
  const exchangeId = last?.exchange_id ?? '';
  if (last) await lockContactOfMessage(tx, last.id);
  // Two contacts may have turned out to be one meanwhile: the address is that of the person whose message it is now.
  const contactId = (last && (await messageById(tx, last.id)))?.contact_id ?? about.contact.id;
  const contactNow = () => tx.selectFrom('contacts').selectAll().where('id', '=', contactId).executeTakeFirstOrThrow();
  const contact = await contactNow();
  const messages = asTheyAreNow(rows, await loadChanges(tx, contactId, rows));
  const changed = wordsIn(messages) !== wordsIn(about.messages);
  if (changed && messages.length > 0) {
    log.info({ exchange: exchangeId }, 'it was edited or deleted meanwhile, the bot is asked anew');
    const key = `turn:${exchangeId}:changed:${now}`;
    return await addJob(tx, { kind: 'turn', contactId, key, payload: { message: last?.id }, dueAt: now });
  }
  const mark = (answer: Answer) => markAnswered(tx, idsOf(rows), now, answer);
  await mark(changed ? 'deleted' : 'taken_over');
  const keys = rows.map(({ id }) => `turn:${id}`);
  await finishWaiting(tx, { kind: 'turn', contactId, keys, now });
  if (changed) return log.info({ exchange: exchangeId }, 'deleted before it was answered');
  // A person took over while the bot was thinking: its words are discarded.
  for (const line of await handOver(tx, contactId, passed, now, options)) log.info(line.fields, line.text);
  const after = await contactNow();
  if (after.answered_by === 'human') {
    const reason = after.answered_reason;
    log.info({ exchange: exchangeId, reason }, 'a person took over meanwhile, the answer is discarded');
    return;
  }
  const handsOff = actions.find((action) => action.do === 'handoff');
  let said = false;
  for (const action of actions) {
    if (action.do === 'reply') {
      const { register, newId } = options;
      const added = await addOutgoing(tx, contact, action, {
        author: 'bot',
        register,
        newId,
        now,
        exchangeId,
        notice: handsOff !== undefined,
      });
      said ||= added !== null;
    }
  }
  await mark(handsOff ? 'handed_off' : said ? 'bot' : 'nothing');
  // Last: a message registered after it would open the conversation again.
  if (options.register === 'on' && actions.some((action) => action.do === 'resolve')) {
    await addResolve(tx, contact, exchangeId, now);
  }
  if (handsOff) {
    const replies = actions.some((action) => action.do === 'reply');
    const event = handOffEvent(handsOff, replies);
    await handOver(tx, contactId, event, now, options, handsOff.reason);
    log.info({ exchange: exchangeId, reason: handsOff.reason }, 'handed off to a person');
  }
}

/** Asked without a word of the bot, the customer is told by the set text. */
function handOffEvent(action: HandOff, said: boolean): HandoffEvent {
  if (action.reason === BOT_FAILED) return { type: 'bot_failed' };
  return action.asked && said ? { type: 'customer_asked' } : { type: 'bot_handed_off', said };
}
