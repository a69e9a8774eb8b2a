import type { Turn } from '../bots/bot.ts';
import { customerWaits } from '../handoff/customer-waits.ts';
import { handoffOf, nextHandoff, type HandoffEvent } from '../handoff/state.ts';
import type { Handler, Outcome } from '../queue/worker.ts';
import { history, markAnswered, unanswered } from '../store/messages.ts';
import type { Store } from '../store/open.ts';
import type { Contact, Job, Message } from '../store/tables.ts';
import { askBot, type AskOptions } from './ask-bot.ts';
import { buildTurn, HISTORY } from './build-turn.ts';
import { apology, commitTurn, idsOf, type CommitOptions } from './commit-turn.ts';

export interface TurnOptions extends CommitOptions, AskOptions {
  store: Store;
  /** Shows "typing…" to the customer; best effort, never waited for. */
  showTyping: (wamid: string) => void;
  /** New jobs are in the ledger. */
  onJobs: () => void;
}

/** What a turn is about: as it is at this moment, since it may have waited. */
interface About {
  contact: Contact;
  messages: Message[];
  turn: Turn;
  /** Whether the quiet time of a hand-off is over. */
  passed: HandoffEvent;
}

/** One turn: everything a person wrote since the last one → bot → replies, hand-off, resolve, in one transaction. */
export function turnHandler(options: TurnOptions): Handler {
  return async (job, signal): Promise<Outcome> => {
    const first = await look(job, options);
    if ('do' in first) return first;
    const last = first.messages.at(-1);
    if (last?.wamid) options.showTyping(last.wamid);
    let over: Outcome = { do: 'done' };
    const build = async () => {
      const now = await look(job, options);
      if (!('do' in now)) return now;
      over = now;
      return null;
    };
    const asked = {
      exchange: last?.exchange_id ?? '',
      since: first.messages[0]?.created_at ?? options.clock.now(),
      attempt: job.attempts,
    };
    const { answered, about } = await askBot(asked, build, signal, options);
    if (answered.do === 'again') return { do: 'failed', verdict: { do: 'retry' }, reason: answered.reason };
    if (about === null) return over;
    const actions = answered.do === 'answered' ? answered.actions : apology(options.language);
    return {
      do: 'done',
      commit: (tx) => commitTurn(tx, about.contact.id, about.passed, about.messages, actions, options),
      after: options.onJobs,
    };
  };
}

/** What there is to be answered now; an outcome where that is nothing, or nothing for the bot. */
async function look(job: Job, options: TurnOptions): Promise<About | Outcome> {
  const { store, clock, log } = options;
  const contact = await store.db
    .selectFrom('contacts')
    .selectAll()
    .where('id', '=', job.contact_id)
    .executeTakeFirstOrThrow();
  const messages = await unanswered(store.db, contact.id);
  const last = messages.at(-1);
  // An earlier turn took this message together with others.
  if (!last) return { do: 'done' };
  const earlier = await history(store.db, contact.id, HISTORY);
  const passed = timePassed(contact, earlier);
  const now = clock.now();
  if (nextHandoff(handoffOf(contact), passed, { now, quietHours: options.quietHours }).state.by === 'human') {
    log.info({ exchange: last.exchange_id, reason: contact.answered_reason }, 'a person answers, the bot is quiet');
    return { do: 'done', commit: (tx) => markAnswered(tx, idsOf(messages), now) };
  }
  return { contact, messages, passed, turn: buildTurn(contact, earlier, messages, options.language) };
}

/** A hand-off whose quiet time is over counts as over, unless the customer still waits for a person's answer. */
function timePassed(contact: Contact, earlier: Message[]): HandoffEvent {
  const said = earlier.map(({ author, said_at: at }) => ({ author, at }));
  return { type: 'time_passed', customerWaits: customerWaits(handoffOf(contact), said) };
}
