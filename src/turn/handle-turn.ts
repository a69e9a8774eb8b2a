import type { Action, Bot, HandOff } from '../bots/bot.ts';
import type { Clock } from '../clock.ts';
import { addOutgoing } from '../deliver/add-outgoing.ts';
import { addResolve } from '../deliver/add-resolve.ts';
import { reasonOf } from '../errors.ts';
import { handOver, type EffectOptions } from '../deliver/hand-over.ts';
import { customerWaits } from '../handoff/customer-waits.ts';
import { handoffOf, nextHandoff, type HandoffEvent } from '../handoff/state.ts';
import type { Log } from '../observe/log.ts';
import type { Handler, Outcome } from '../queue/worker.ts';
import { history, markAnswered, unanswered } from '../store/messages.ts';
import type { Store } from '../store/open.ts';
import type { Contact, Message, Tx } from '../store/tables.ts';
import { buildTurn, HISTORY } from './build-turn.ts';
import { runBot } from './run-bot.ts';
import { textsFor } from './texts.ts';

export interface TurnOptions extends EffectOptions {
  store: Store;
  clock: Clock;
  log: Log;
  bot: Bot;
  botTimeoutMs: number;
  /** Shows "typing…" to the customer; best effort, never waited for. */
  showTyping: (wamid: string) => void;
  /** New jobs are in the ledger. */
  onJobs: () => void;
}

/** Our own action, where the bot gave none. */
const BOT_FAILED = 'bot_failed';
/** Tries of the bot before the customer is told that a person will answer. */
const TRIES = 3;

/** One turn: everything a person wrote since the last one → bot → replies, hand-off, resolve, in one transaction. */
export function turnHandler(options: TurnOptions): Handler {
  const { store, clock, log } = options;
  return async (job, signal): Promise<Outcome> => {
    const now = clock.now();
    const contact = await store.db
      .selectFrom('contacts')
      .selectAll()
      .where('id', '=', job.contact_id)
      .executeTakeFirstOrThrow();
    const messages = await unanswered(store.db, contact.id);
    const last = messages.at(-1);
    // An earlier turn took this message together with others.
    if (!last) return { do: 'done' };
    const exchange = last.exchange_id;
    const earlier = await history(store.db, contact.id, HISTORY);
    const passed = timePassed(contact, earlier);
    if (nextHandoff(handoffOf(contact), passed, { now, quietHours: options.quietHours }).state.by === 'human') {
      log.info({ exchange, reason: contact.answered_reason }, 'a person answers, the bot is quiet');
      return { do: 'done', commit: (tx) => markAnswered(tx, ids(messages), now) };
    }
    if (last.wamid) options.showTyping(last.wamid);
    let actions: Action[];
    try {
      const turn = buildTurn(contact, earlier, messages, options.language);
      actions = await runBot(options.bot, turn, options.botTimeoutMs, signal);
      log.info(
        { exchange, ms: clock.now() - now, messages: messages.length, actions: actions.map((a) => a.do) },
        'the bot answered',
      );
    } catch (error) {
      const reason = reasonOf(error);
      log.warn({ exchange, attempt: job.attempts, reason }, 'the bot failed');
      log.debug({ exchange, stack: error instanceof Error ? error.stack : undefined }, 'where the bot failed');
      if (signal.aborted || job.attempts < TRIES) {
        return { do: 'failed', verdict: { do: 'retry' }, reason, unclear: false };
      }
      actions = [
        { do: 'reply', text: textsFor(options.language).apology },
        { do: 'handoff', reason: BOT_FAILED },
      ];
    }
    return {
      do: 'done',
      commit: (tx) => commitTurn(tx, contact.id, passed, messages, actions, options),
      after: options.onJobs,
    };
  };
}

const ids = (messages: Message[]) => messages.map((message) => message.id);

/** A hand-off whose quiet time is over counts as over, unless the customer still waits for a person's answer. */
function timePassed(contact: Contact, earlier: Message[]): HandoffEvent {
  const said = earlier.map(({ author, said_at: at }) => ({ author, at }));
  return { type: 'time_passed', customerWaits: customerWaits(handoffOf(contact), said) };
}

async function commitTurn(
  tx: Tx,
  contactId: number,
  passed: HandoffEvent,
  messages: Message[],
  actions: Action[],
  options: TurnOptions,
): Promise<void> {
  const { clock, log } = options;
  const now = clock.now();
  const exchangeId = messages.at(-1)?.exchange_id ?? '';
  await markAnswered(tx, ids(messages), now);
  const contact = await tx.selectFrom('contacts').selectAll().where('id', '=', contactId).executeTakeFirstOrThrow();
  // A person took over while the bot was thinking: its words are discarded.
  for (const line of await handOver(tx, contactId, passed, now, options)) log.info(line.fields, line.text);
  const after = await tx.selectFrom('contacts').selectAll().where('id', '=', contactId).executeTakeFirstOrThrow();
  if (after.answered_by === 'human') {
    const reason = after.answered_reason;
    log.info({ exchange: exchangeId, reason }, 'a person took over meanwhile, the answer is discarded');
    return;
  }
  const handsOff = actions.find((action) => action.do === 'handoff');
  for (const action of actions) {
    if (action.do === 'reply') {
      const { register, newId } = options;
      await addOutgoing(tx, contact, action, {
        author: 'bot',
        register,
        newId,
        now,
        exchangeId,
        notice: handsOff !== undefined,
      });
    }
  }
  // Last: a message registered after it would open the conversation again.
  if (options.register === 'on' && actions.some((action) => action.do === 'resolve')) {
    await addResolve(tx, contact, exchangeId, now);
  }
  if (handsOff) {
    const said = actions.some((action) => action.do === 'reply');
    const event = handOffEvent(handsOff, said);
    await handOver(tx, contactId, event, now, options, handsOff.reason);
    log.info({ exchange: exchangeId, reason: handsOff.reason }, 'handed off to a person');
  }
}

/** Asked without a word of the bot, the customer is told by the set text. */
function handOffEvent(action: HandOff, said: boolean): HandoffEvent {
  if (action.reason === BOT_FAILED) return { type: 'bot_failed' };
  return action.asked && said ? { type: 'customer_asked' } : { type: 'bot_handed_off', said };
}
