import { pause } from '../clock.ts';
import { unreadEvents } from '../store/audit/events.ts';
import { messagesAnew, messagesOfStretch, PIECE, type Mark, type Stretch } from '../store/audit/messages.ts';
import type { Contact, Db } from '../store/tables.ts';
import { Days, type DayCounts } from './days.ts';
import type { Gap } from './gap.ts';
import { judgeMessage, type JudgeOptions } from './judge-message.ts';
import { isOpen, workOfPiece } from './work-of-piece.ts';

export interface LedgerOptions extends JudgeOptions {
  timeZone: string;
  /** Between two pieces everybody else goes first; the clock's own pause where absent. */
  rest?: () => Promise<void>;
  signal?: AbortSignal;
}

export interface LedgerAudit {
  days: DayCounts[];
  gaps: Gap[];
  /** Of whom something is to be in Chatwoot. */
  people: Set<Contact['id']>;
}

const REST_MS = 5;

/** Everything that the ledger alone tells of a stretch of time, read in pieces by an index. */
export async function auditLedger(db: Db, stretch: Stretch, options: LedgerOptions): Promise<LedgerAudit> {
  const days = new Days(options.timeZone);
  const gaps: Gap[] = [];
  const people = new Set<Contact['id']>();
  const rest = options.rest ?? (() => pause(REST_MS, options.signal));
  for (const event of await unreadEvents(db, stretch)) {
    const { id, received_at: at, outcome } = event;
    if (outcome === null && options.now - at < options.graceMs) continue;
    const facts = { day: days.nameOf(at), at, person: '', author: null, message: null, conversation: null, there: [] };
    const next = outcome === null ? 'waits' : 'read';
    gaps.push({ ...facts, kind: 'unread', number: id, reason: outcome?.replace(/^failed: /, '') ?? null, next });
  }
  let after: Mark | null = null;
  for (;;) {
    options.signal?.throwIfAborted();
    const from: Mark | null = after;
    const piece = await messagesOfStretch(db, stretch, from);
    for (const message of piece) if (message.chatwoot_state === 'registered') people.add(message.contact_id);
    // First what is known of the work, then the messages as they are: what was done in between is seen as done.
    const open = piece.filter(isOpen);
    const work = await workOfPiece(db, stretch.channelId, open);
    const anew = await messagesAnew(
      db,
      open.map(({ id }) => id),
    );
    for (const message of [...piece.filter((one) => !isOpen(one)), ...anew])
      gaps.push(...judgeMessage(message, work, days.of(message.created_at), options));
    const last = piece.at(-1);
    if (!last || piece.length < PIECE) return { days: days.all, gaps, people };
    after = { at: last.created_at, id: last.id };
    await rest();
  }
}
