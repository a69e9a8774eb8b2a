import { handOff, type Action } from '../bots/bot.ts';
import { addAgentsNote } from '../deliver/tell/tell-agents.ts';
import { handOverWords } from '../deliver/tell/hand-over-words.ts';
import type { Handler, Outcome } from '../queue/worker.ts';
import { hasOpenJob, hurry } from '../store/jobs.ts';
import { markAnswered } from '../store/messages.ts';
import { endTurn } from '../store/turns.ts';
import type { Answer } from '../store/audit/answer.ts';
import type { Tx } from '../store/tables.ts';
import { askBot, type AskOptions } from './ask-bot.ts';
import { apology, carryOut } from './carry-out.ts';
import { textsFor } from './texts.ts';
import { commitTurn, idsOf, type BotAnswer, type CommitOptions } from './commit-turn.ts';
import { gatherAbout, type About } from './about.ts';
import type { ReadFile } from './build-turn.ts';
import { beginTry, type TryOptions } from './begin-try.ts';
import { endBrokenOff, watchStale } from './stale.ts';
import { MOST_QUIET_MS } from './quiet.ts';

export interface TurnOptions extends CommitOptions, AskOptions, TryOptions {
  /** `BOT_WAIT`: a turn begins after this much quiet. */
  quietMs: number;
  readFile: ReadFile;
  /** When this process began to answer. Milliseconds since 1970; 0 where absent. */
  hearsSince?: number;
  /** `BOT_PER_HOUR`; 0: no limit. */
  mostPerHour: number;
  /** Shows "typing…" to the customer; best effort, never waited for. */
  showTyping: (wamid: string) => void;
  /** New jobs are in the ledger. */
  onJobs: () => void;
}

/** A turn that waits for words to leave is woken when they did (`wakingTurns`); this is for where that was missed. Milliseconds. */
const LOOK_AGAIN_MS = 30_000;
/** The same for words of voice notes. Milliseconds. */
const HEAR_AGAIN_MS = 5_000;

/**
 * One turn: everything a person wrote since the last one → bot → replies, hand-off, resolve, in one transaction. It waits for a moment of
 * quiet, and until the words of the turn before have left: so a flood is a few turns, and no answer piles up behind others.
 */
export function turnHandler(options: TurnOptions): Handler {
  const { clock, log } = options;
  /** By person: the message under which "typing…" was shown last. */
  const typing = new Map<number, string>();
  const show = ({ contact, messages }: About) => {
    const wamid = messages.at(-1)?.wamid;
    if (!wamid || typing.get(contact.id) === wamid) return;
    typing.set(contact.id, wamid);
    options.showTyping(wamid);
  };
  const endOf = (about: About | null): Outcome | null => (about ? tooEarly(about, options, show) : { do: 'done' });
  return async (job, signal): Promise<Outcome> => {
    const find = () =>
      gatherAbout(options.store.db, job, { ...options, hearsSince: options.hearsSince ?? 0, now: clock.now() });
    const first = await find();
    const early = endOf(first);
    if (early !== null || first === null) return early ?? { do: 'done' };
    show(first);
    let over: Outcome | null = null;
    const more = new AbortController();
    let watch: { end(): void } | null = null as { end(): void } | null;
    const asked = {
      exchange: first.rows.at(-1)?.exchange_id ?? '',
      since: first.rows[0]?.created_at ?? clock.now(),
      attempt: job.attempts,
      failed: job.failing_since !== null,
    };
    const mustWait = !options.line.hasRoom;
    const again = async () => {
      const now = mustWait ? await find() : first;
      over = endOf(now);
      if (over !== null || now === null) return null;
      const begun = await beginTry(now, job, options);
      watch = watchStale(options.store.db, begun, more, options);
      return begun;
    };
    const { answered, about } = await askBot(asked, again, AbortSignal.any([signal, more.signal]), options).finally(
      () => watch?.end(),
    );
    if (about !== null && answered.do === 'again' && more.signal.aborted && !signal.aborted) {
      log.info({ exchange: asked.exchange }, 'more came while the bot was thinking, it thinks again');
      return { do: 'done', commit: (tx) => endBrokenOff(tx, about, options), after: options.onJobs };
    }
    if (answered.do === 'again') return { do: 'failed', verdict: { do: 'retry' }, reason: answered.reason };
    if (about === null) return over ?? { do: 'done' };
    typing.delete(about.contact.id);
    const answer: BotAnswer =
      answered.do === 'answered'
        ? { actions: answered.actions, bot: answered.bot }
        : { actions: apology(options), bot: null };
    log.trace({ exchange: asked.exchange, actions: answer.actions.map(withoutBytes) }, 'what the bot wants done');
    return { do: 'done', commit: (tx) => commitTurn(tx, about, answer, options), after: options.onJobs };
  };
}

/** A log holds no files. */
const withoutBytes = (action: Action): object =>
  action.do === 'media' && action.bytes !== undefined ? { ...action, bytes: action.bytes.length } : action;

/** Why a turn does not ask the bot now: null where it does. */
function tooEarly(about: About, options: TurnOptions, show: (about: About) => void): Outcome | null {
  const { clock, log } = options;
  const { rows, contact } = about;
  const now = clock.now();
  const exchange = rows.at(-1)?.exchange_id;
  const leave = (why: Answer) => async (tx: Tx) => {
    await markAnswered(tx, idsOf(rows), now, why);
    if (about.open) await endTurn(tx, about.open.id, { outcome: why, bot: null, now });
  };
  if (about.human) {
    log.info({ exchange, reason: contact.answered_reason }, 'a person answers, the bot is quiet');
    return { do: 'done', commit: leave('person') };
  }
  if (about.messages.length === 0) {
    log.info({ exchange }, 'deleted before it was answered');
    return { do: 'done', commit: leave('deleted') };
  }
  // A turn that has begun takes nothing more up, so it waits for nothing more.
  // Further away than any quiet is only what was said before the clock was set back.
  const quietLeft = about.quietUntil - now;
  if (about.open === null && quietLeft > 0 && quietLeft <= Math.max(options.quietMs, MOST_QUIET_MS)) {
    show(about);
    return { do: 'later', dueAt: about.quietUntil };
  }
  if (about.open === null && about.hearingUntil !== null) {
    show(about);
    // Woken as soon as they are there; this is for where that was missed.
    return { do: 'later', dueAt: Math.min(about.hearingUntil, now + HEAR_AGAIN_MS) };
  }
  if (about.wordsWait)
    return { do: 'later', dueAt: now + LOOK_AGAIN_MS, commit: (tx) => unlessLeft(tx, contact.id, now) };
  if (about.tooMany) return tooMany(about, options, now);
  if (about.loop === null) return null;
  const { begins } = about.loop;
  log.info({ exchange, begins }, 'a program answers our answers, the bot is quiet');
  const note = handOverWords(options.language).looped;
  return {
    do: 'done',
    commit: async (tx) => {
      await leave('loop')(tx);
      if (begins) await addAgentsNote(tx, contact, note, { ...options, now, exchangeId: options.newId() });
    },
    after: options.onJobs,
  };
}

/** A person has to look what goes on there: the customer is told, and the bot is quiet. */
function tooMany({ rows, contact, open }: About, options: TurnOptions, now: number): Outcome {
  const { language, log, onJobs } = options;
  const exchangeId = rows.at(-1)?.exchange_id ?? '';
  log.warn({ exchange: exchangeId, most: options.mostPerHour }, 'the bot has answered as often as it may in an hour');
  const action = handOff(textsFor(language).tooMany(options.mostPerHour), null);
  return {
    do: 'done',
    commit: async (tx) => {
      await markAnswered(tx, idsOf(rows), now, 'handed_off');
      const turnId = open?.id ?? options.newId();
      if (open) await endTurn(tx, open.id, { outcome: 'handed_off', bot: null, now });
      await carryOut(tx, [action], { turnId, contact, exchangeId, bot: null, now }, options);
    },
    after: onJobs,
  };
}

/** Words may have left since they were looked at, and have woken nobody: this turn was not waiting yet. */
async function unlessLeft(tx: Tx, contactId: number, now: number): Promise<void> {
  if (!(await hasOpenJob(tx, 'send', contactId))) await hurry(tx, 'turn', contactId, now);
}
