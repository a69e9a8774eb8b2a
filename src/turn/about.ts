import type { Clock } from '../clock.ts';
import { asTheyAreNow, loadChanges } from '../deliver/as-it-is-now.ts';
import { customerWaits } from '../handoff/customer-waits.ts';
import { handoffOf, nextHandoff, type HandoffEvent, type HandoffOptions } from '../handoff/state.ts';
import { saysSomething } from '../handoff/wants-answer.ts';
import { hasOpenJob } from '../store/jobs.ts';
import { history, messageById, unanswered } from '../store/messages.ts';
import { answersSince, openTurns } from '../store/turns.ts';
import type { TurnRow } from '../store/turn-tables.ts';
import type { Contact, Db, Job, Message } from '../store/tables.ts';
import { buildTurn, HISTORY, saidText, type ReadFile, type SaidInTurn } from './build-turn.ts';
import { loopIn, type Spoken } from './loop.ts';
import { hearingUntil } from './hearing.ts';
import { quietUntil } from './quiet.ts';

const HOUR_MS = 3_600_000;

/** What a turn is about, as it is at this moment. */
export interface About {
  contact: Contact;
  /** The turn that has begun and not ended; null where it is yet to begin. */
  open: TurnRow | null;
  /** What it answers, as it was said: once it has begun what it began with, else all that waits for an answer. */
  rows: Message[];
  /** The same as the customer reads it now: without what was deleted. */
  messages: Message[];
  said: SaidInTurn;
  /** Whether the quiet time of a hand-off is over. */
  passed: HandoffEvent;
  /** A program is at the other end. */
  loop: { begins: boolean } | null;
  /** The bot has answered as often as it may within an hour (`BOT_PER_HOUR`). */
  tooMany: boolean;
  /** A person answers. */
  human: boolean;
  /** Until when more may come that belongs to it. Milliseconds since 1970. */
  quietUntil: number;
  /** Until when it waits for the words of a voice note; null where it does not. Milliseconds since 1970. */
  hearingUntil: number | null;
  /** What was said last has not left yet. */
  wordsWait: boolean;
}

/**
 * Everything a turn of this person would be about; null where nothing waits for an answer. The person is the one whose message it is now:
 * two contacts may have turned out to be one.
 */
export async function gatherAbout(
  db: Db,
  job: Job,
  options: HandoffOptions & {
    quietMs: number;
    language: 'es' | 'en';
    mostPerHour: number;
    readFile: ReadFile;
    clock: Clock;
    hearsSince: number;
  },
): Promise<About | null> {
  const { mostPerHour } = options;
  const { message: id } = JSON.parse(job.payload) as { message: string };
  const contactId = (await messageById(db, id))?.contact_id ?? job.contact_id;
  const waiting = await unanswered(db, contactId);
  if (waiting.length === 0) return null;
  const { open, rows } = await begunOf(db, contactId, waiting);
  const contact = await db.selectFrom('contacts').selectAll().where('id', '=', contactId).executeTakeFirstOrThrow();
  const before = await history(db, contactId, HISTORY);
  const changes = await loadChanges(db, contactId, [...before, ...rows]);
  const earlier = asTheyAreNow(before, changes);
  const messages = asTheyAreNow(rows, changes);
  const passed = timePassed(contact, earlier);
  const spoken = messages.map(spokenOf);
  const all = [...earlier.map(spokenOf), ...spoken].sort((a, b) => a.at - b.at);
  const first = rows[0]?.created_at ?? 0;
  return {
    contact,
    open,
    rows,
    messages,
    said: buildTurn(contact, earlier, messages, options.language, options.readFile),
    passed,
    loop: loopIn(all, spoken),
    tooMany: mostPerHour > 0 && (await answersSince(db, contactId, options.now - HOUR_MS)) >= mostPerHour,
    human: nextHandoff(handoffOf(contact), passed, options).state.by === 'human',
    quietUntil: quietUntil(
      rows,
      changes.filter((change) => change.created_at >= first),
      options.quietMs,
    ),
    hearingUntil: hearingUntil(messages, options),
    wordsWait: await hasOpenJob(db, 'send', contactId),
  };
}

/** What came after a turn had begun is not of it. */
async function begunOf(db: Db, contactId: number, waiting: Message[]): Promise<Pick<About, 'open' | 'rows'>> {
  for (const open of await openTurns(db, contactId)) {
    const ids = JSON.parse(open.messages) as string[];
    const rows = waiting.filter(({ id }) => ids.includes(id));
    if (rows.length > 0) return { open, rows };
  }
  return { open: null, rows: waiting };
}

const spokenOf = (message: Message): Spoken => ({
  author: message.author,
  kind: message.kind,
  text: saidText(message, 'es'),
  at: message.created_at,
});

/** A hand-off whose quiet time is over counts as over, unless the customer still waits for a person's answer. */
function timePassed(contact: Contact, earlier: Message[]): HandoffEvent {
  const said = earlier.filter(saysSomething).map(({ author, said_at: at }) => ({ author, at }));
  return { type: 'time_passed', customerWaits: customerWaits(handoffOf(contact), said) };
}
