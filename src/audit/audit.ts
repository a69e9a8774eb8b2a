import type { ApplicationClient } from '../chatwoot/api/application.ts';
import { pause, type Clock } from '../clock.ts';
import type { Settings } from '../config.ts';
import { aboutProvider } from '../providers/known.ts';
import type { Store } from '../store/open.ts';
import { auditLedger, type LedgerAudit } from './audit-ledger.ts';
import { auditPerson, type PersonOptions } from './chatwoot/audit-person.ts';
import { Calls, NotReadBack, type CallOptions } from './chatwoot/calls.ts';
import { Days } from './days.ts';
import type { Gap } from './gap.ts';
import type { Report } from './report.ts';

export interface AuditOptions {
  settings: Settings;
  store: Store;
  clock: Clock;
  /** From when on, and until when. Milliseconds since 1970. */
  from: number;
  to: number;
  /** Null where nothing is registered. */
  chatwoot:
    | (Pick<CallOptions, 'client' | 'user' | 'target'> &
        Partial<Pick<CallOptions, 'share'>> & { bot: ApplicationClient | null })
    | null;
  /** Between the beginnings of two calls to Chatwoot. Milliseconds. */
  everyMs: number;
  /** How long a rest of Chatwoot's is waited for. Milliseconds. */
  patienceMs: number;
  /** Whether people's lists of conversations are asked for. */
  lists: boolean;
  /** What is still on its way counts as a gap too. */
  strict?: boolean;
  signal?: AbortSignal;
}

/** Work that has been open for less is on its way. Milliseconds. */
const GRACE_MS = 10 * 60_000;
/** What WhatsApp has taken and not delivered for less: a phone is off. Milliseconds. */
const DELIVERY_MS = 3_600_000;
/** People in a row that could not be read: then Chatwoot is away, and nobody else is asked. */
const MOST_UNREAD = 3;

/** What one channel's ledger tells of a stretch of time, and what stands in Chatwoot of it. Changes nothing anywhere. */
export async function audit(options: AuditOptions): Promise<Report> {
  const { settings, store, clock, from, to, strict = false, signal } = options;
  const { channel, chatwoot, handoff } = settings;
  const stretch = { channelId: channel, from, to };
  const ledger = await auditLedger(store.db, stretch, {
    now: clock.now(),
    graceMs: strict ? 0 : GRACE_MS,
    deliveryMs: strict ? 0 : DELIVERY_MS,
    timeZone: handoff.timeZone,
    ...(signal ? { signal } : {}),
  });
  const isRegistered = chatwoot.enabled && !chatwoot.dryRun && options.chatwoot !== null;
  const there = isRegistered ? await readBack(ledger, options) : { gaps: [], compared: 0, isRead: true };
  return {
    channel,
    from,
    to,
    days: ledger.days,
    gaps: [...ledger.gaps, ...there.gaps].sort((a, b) => a.at - b.at),
    chatwoot: !isRegistered ? 'off' : there.isRead ? 'read' : 'not read',
    compared: there.compared,
  };
}

async function readBack(
  { people }: LedgerAudit,
  options: AuditOptions,
): Promise<{ gaps: Gap[]; compared: number; isRead: boolean }> {
  const { settings, store, clock, chatwoot: to, from, everyMs, patienceMs, lists, strict = false, signal } = options;
  if (to === null) return { gaps: [], compared: 0, isRead: true };
  const calls = new Calls({ share: null, ...to, clock, everyMs, patienceMs, tries: 3, ...(signal ? { signal } : {}) });
  const days = new Days(settings.handoff.timeZone);
  const person: PersonOptions = {
    db: store.db,
    calls,
    stretch: { channelId: settings.channel, from, to: options.to },
    days,
    now: clock.now(),
    graceMs: strict ? 0 : GRACE_MS,
    hears: aboutProvider(settings.whatsapp.provider).callsTo(settings.whatsapp.values) !== null,
    lists,
    botClient: to.bot,
    botPrefix: settings.chatwoot.botPrefix,
    language: settings.uiLanguage,
  };
  const gaps: Gap[] = [];
  let compared = 0;
  let unread: NotReadBack[] = [];
  for (const contactId of people) {
    signal?.throwIfAborted();
    try {
      gaps.push(...(await auditPerson(contactId, person)));
      compared += 1;
      unread = [];
    } catch (error) {
      if (!(error instanceof NotReadBack)) throw error;
      unread.push(error);
      gaps.push(notRead(error, clock.now(), days));
      if (unread.length >= MOST_UNREAD) return { gaps: once(gaps), compared, isRead: false };
    }
    // The door and the queue go first.
    await pause(0);
  }
  return { gaps: once(gaps), compared, isRead: !gaps.some(({ kind }) => kind === 'not_read_back') };
}

function notRead(error: NotReadBack, at: number, days: Days): Gap {
  const nobody = { person: '', author: null, message: null, number: null, conversation: null, there: [] };
  return { ...nobody, kind: 'not_read_back', day: days.nameOf(at), at, reason: error.message, next: 'look' };
}

/** Of several that could not be read the first says it all. */
function once(gaps: Gap[]): Gap[] {
  const first = gaps.find(({ kind }) => kind === 'not_read_back');
  return gaps.filter((gap) => gap.kind !== 'not_read_back' || gap === first);
}
