import { audit } from '../audit/audit.ts';
import { startOfDay } from '../audit/days.ts';
import type { Gap } from '../audit/gap.ts';
import { endNight, takeNight } from '../audit/nightly.ts';
import { gapsByKind } from '../audit/report.ts';
import { keepResult } from '../audit/result.ts';
import { reasonOf } from '../errors.ts';
import { maskNumber } from '../whatsapp/numbers.ts';
import type { ChatwootClients } from './chatwoot-clients.ts';
import type { PartOptions } from './registering.ts';

/** How often it is looked whether it is time. */
const LOOK_MS = 20_000;
/** Four calls a second at most: the day's work goes first, also at night. */
const EVERY_MS = 250;
const PATIENCE_MS = 600_000;
/** New gaps told one by one; of more the last line tells how many. */
const MOST_TOLD = 20;

/** Audits yesterday and today, each night at AUDIT_AT; what it finds is in health, and each gap is told once. */
export function openAuditing(
  { settings, store, clock, log }: Pick<PartOptions, 'settings' | 'store' | 'clock' | 'log'>,
  clients: ChatwootClients | null,
  lookMs = LOOK_MS,
): { start(): void; stop(): Promise<void> } {
  const { auditAt, channel, handoff } = settings;
  if (auditAt === null) return { start: () => undefined, stop: () => Promise.resolve() };
  const { timeZone } = handoff;
  const stopping = new AbortController();
  const { signal } = stopping;

  const look = async () => {
    const now = clock.now();
    if (!(await takeNight(store, { channel, auditAt, timeZone, now }))) return;
    let done = false;
    const share = clients?.host.slots.look.join(() => undefined) ?? null;
    try {
      const report = await audit({
        ...{
          settings,
          store,
          clock,
          chatwoot: clients && { ...clients, share },
          signal,
          everyMs: EVERY_MS,
          patienceMs: PATIENCE_MS,
          lists: false,
        },
        from: startOfDay(timeZone, now, 1),
        to: now,
      });
      const added = await store.write((tx) => keepResult(tx, report, clock.now()));
      done = true;
      log.info({ gaps: gapsByKind(report.gaps), chatwoot: report.chatwoot, compared: report.compared }, 'audited');
      for (const gap of added.slice(0, MOST_TOLD)) log.warn(fieldsOf(gap), 'the audit found a gap');
      if (added.length > MOST_TOLD) log.warn({ more: added.length - MOST_TOLD }, 'the audit found more gaps');
    } finally {
      share?.leave();
      await endNight(store, channel, done);
    }
  };
  let running: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  const tick = () => {
    running ??= look()
      .catch((error: unknown) => {
        if (!signal.aborted) log.error({ reason: reasonOf(error) }, 'the audit failed, it comes again');
      })
      .finally(() => (running = null));
  };
  return {
    start() {
      timer ??= setInterval(tick, lookMs).unref();
    },
    async stop() {
      if (timer) clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}

const fieldsOf = ({ kind, day, message, person, conversation, there, reason }: Gap) => ({
  ...{ kind, day, message, conversation, there, reason },
  person: maskNumber(person),
});
