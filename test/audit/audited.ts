import { audit, type AuditOptions } from '../../src/audit/audit.ts';
import type { Report } from '../../src/audit/report.ts';
import { systemClock } from '../../src/clock.ts';
import { readSettings, type Settings } from '../../src/config.ts';
import { openLog } from '../../src/observe/log.ts';
import { openChatwootClients } from '../../src/service/chatwoot-clients.ts';
import type { Service } from '../../src/service/open.ts';
import { chatwootHosts } from '../../src/targets/chatwoot-hosts.ts';
import { eventually, type Stack } from '../stack.ts';

const HOUR = 3_600_000;

/** Audits the last day of a stack as `audit --strict` does: what is still on its way is a gap too. */
export const audited = async (
  { service, environment }: Pick<Stack, 'service' | 'environment'>,
  more: Partial<AuditOptions> = {},
): Promise<Report> => await auditedChannel(service, readSettings(environment), more);

/** The same of one channel of several. */
export async function auditedChannel(
  service: Service,
  settings: Settings,
  more: Partial<AuditOptions> = {},
): Promise<Report> {
  const log = openLog({ level: 'silent', terminal: false });
  const chatwoot = openChatwootClients(settings, {
    clock: systemClock,
    random: Math.random,
    log,
    host: chatwootHosts(systemClock)(settings.chatwoot),
  });
  const now = Date.now();
  return await audit({
    ...{ settings, store: service.store, clock: systemClock, chatwoot, everyMs: 0, patienceMs: 1_000 },
    ...{ lists: true, strict: true, from: now - 24 * HOUR, to: now + 1_000, ...more },
  });
}

/** Once nothing waits any more. */
export async function settled({ service }: Pick<Stack, 'service'>): Promise<void> {
  await eventually(async () => {
    const { db } = service.store;
    const open = await db.selectFrom('jobs').select('id').where('state', 'in', ['ready', 'waiting']).limit(1).execute();
    const unread = await db.selectFrom('events').select('id').where('outcome', 'is', null).limit(1).execute();
    const sent = await db.selectFrom('sends').select('id').where('state', '=', 'sent').limit(1).execute();
    return open.length + unread.length + sent.length === 0;
  });
}

/** What each gap is, by the words of its message. */
export async function gapsOf({ service }: Pick<Stack, 'service'>, report: Report): Promise<string[]> {
  const rows = await service.store.db.selectFrom('messages').select(['id', 'text']).execute();
  const text = new Map(rows.map((row) => [row.id, row.text]));
  return report.gaps.map(({ kind, message, there }) =>
    message === null ? `${kind} ${there.join(' ')}`.trim() : `${kind}: ${text.get(message)}`,
  );
}
