import type { Action } from '../bots/bot.ts';
import { asTheyAreNow, loadChanges } from '../deliver/as-it-is-now.ts';
import { handOver } from '../deliver/hand-over.ts';
import type { Log } from '../observe/log.ts';
import { tell } from '../observe/tell.ts';
import { addJob, finishWaiting } from '../store/jobs.ts';
import { lockedMessage, markAnswered } from '../store/messages.ts';
import type { Answer } from '../store/audit/answer.ts';
import type { Message, Tx } from '../store/tables.ts';
import type { TurnOutcome } from '../store/turn-tables.ts';
import { endTurn } from '../store/turns.ts';
import type { BegunTurn } from './begin-try.ts';
import { carryOut, type CarryOptions } from './carry-out.ts';
import { keepQuestion } from './keep-question.ts';
import { beginAnew, isStale, type StaleOptions } from './stale.ts';
import { wordsOf } from './words.ts';

export interface CommitOptions extends CarryOptions, StaleOptions {
  log: Log;
}

export const idsOf = (messages: Message[]) => messages.map((message) => message.id);

/** What a bot wants done; `bot` is null where none answered. */
export interface BotAnswer {
  actions: Action[];
  bot: string | null;
}

/** Writes what the bot wants done, in the transaction that ends the turn; nothing where a person took over while it was thinking. */
export async function commitTurn(tx: Tx, about: BegunTurn, answer: BotAnswer, options: CommitOptions): Promise<void> {
  const { clock, log } = options;
  const { rows, passed } = about;
  const now = clock.now();
  const last = rows.at(-1);
  const exchangeId = last?.exchange_id ?? '';
  // Two contacts may have turned out to be one meanwhile: the address is that of the person whose message it is now.
  const contactId = (last && (await lockedMessage(tx, last.id)))?.contact_id ?? about.contact.id;
  const contactNow = () => tx.selectFrom('contacts').selectAll().where('id', '=', contactId).executeTakeFirstOrThrow();
  const contact = await contactNow();
  const messages = asTheyAreNow(rows, await loadChanges(tx, contactId, rows));
  const changed = wordsOf(messages) !== wordsOf(about.messages);
  const end = (outcome: TurnOutcome, bot: string | null = null) => endTurn(tx, about.turnId, { outcome, bot, now });
  if (changed && messages.length > 0) {
    log.info({ exchange: exchangeId }, 'it was edited or deleted meanwhile, the bot is asked anew');
    await end('changed');
    const key = `turn:${exchangeId}:changed:${now}`;
    return await addJob(tx, { kind: 'turn', contactId, key, payload: { message: last?.id }, dueAt: now });
  }
  const mark = async (answer: Answer, bot: string | null = null) => {
    const keys = rows.map(({ id }) => `turn:${id}`);
    await finishWaiting(tx, { kind: 'turn', contactId, keys, now });
    await markAnswered(tx, idsOf(rows), now, answer);
    await end(answer, bot);
  };
  if (changed) {
    log.info({ exchange: exchangeId }, 'deleted before it was answered');
    return await mark('deleted');
  }
  // Where the bot answers no time has to pass.
  const isBots = contact.answered_by === 'bot';
  const lines = isBots ? [] : await handOver(tx, contactId, passed, now, options);
  tell(log, contact.channel_id, lines);
  const after = isBots ? contact : await contactNow();
  if (after.answered_by === 'human') {
    const reason = after.answered_reason;
    log.info({ exchange: exchangeId, reason }, 'a person took over meanwhile, the answer is discarded');
    return await mark('taken_over');
  }
  const { actions, bot } = answer;
  // Whoever is told that the bot cannot answer is told it once, whatever they wrote meanwhile.
  if (bot !== null && (await isStale(tx, { ...about, contact }, options))) {
    log.info({ exchange: exchangeId }, 'more came while the bot was thinking, it thinks again');
    return await beginAnew(tx, { ...about, contact }, now);
  }
  // They are answered before anybody looks who waits for an answer.
  await markAnswered(tx, idsOf(rows), now, 'bot');
  await mark(await carryOut(tx, actions, { turnId: about.turnId, contact, exchangeId, bot, now }, options), bot);
  await keepQuestion(tx, actions, { contact, bot, said: about.said.messages, now });
  const handsOff = actions.find((action) => action.do === 'handoff');
  if (handsOff) log.info({ exchange: exchangeId, reason: handsOff.reason }, 'handed off to a person');
}
