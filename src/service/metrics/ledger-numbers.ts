import { lastAudits } from '../../audit/result.ts';
import type { Clock } from '../../clock.ts';
import type { ProcessSettings } from '../../config.ts';
import type { Exposition } from '../../observe/exposition.ts';
import { backlog, oldestByKind, troubleOf } from '../../store/backlog.ts';
import { fileRoom } from '../../store/files/file-room.ts';
import { lastBackup } from '../../store/last-backup.ts';
import type { Store } from '../../store/open.ts';
import { peopleWaiting } from '../../store/people-waiting.ts';
import { storeBytes } from '../../store/size.ts';

/** Nothing is counted further: a monitor asks often, and 10,000 say as much as 300,000. */
const MOST_COUNTED = 10_000;

/** What the ledger tells, by its indices alone. Where it cannot be asked only that is told. */
export async function ledgerNumbers(
  { set, forget }: Exposition,
  channels: readonly string[],
  { store, settings, clock }: { store: Store; settings: ProcessSettings; clock: Clock },
): Promise<void> {
  const { db } = store;
  const writable = (await troubleOf(store)) === null;
  set('optiatiende_store_writable', {}, writable ? 1 : 0);
  if (!writable) return;
  const now = clock.now();
  const counts = await backlog(store, now, MOST_COUNTED);
  for (const [kind, count] of Object.entries(counts.waiting)) set('optiatiende_jobs', { kind }, count);
  for (const [kind, ms] of await oldestByKind(db, now)) set('optiatiende_oldest_job_seconds', { kind }, ms / 1_000);
  set('optiatiende_problems', {}, counts.problems);
  set('optiatiende_unread_events', {}, counts.unread);
  set('optiatiende_unreadable_events', {}, counts.unreadable);
  set('optiatiende_people_waiting', {}, await peopleWaiting(db, MOST_COUNTED));
  forget('optiatiende_registered_gap');
  forget('optiatiende_audit_timestamp_seconds');
  for (const { channel, at, gaps } of await lastAudits(db, channels)) {
    const missing = Object.values(gaps).reduce((sum, some) => sum + some, 0);
    set('optiatiende_registered_gap', { channel }, missing);
    set('optiatiende_audit_timestamp_seconds', { channel }, at / 1_000);
  }
  const files = await fileRoom(db, settings.filesMaxBytes);
  set('optiatiende_file_bytes', {}, files.bytes);
  set('optiatiende_file_limit_bytes', {}, files.mostBytes);
  set('optiatiende_store_bytes', {}, await storeBytes(db, settings.databaseUrl));
  set('optiatiende_backup_timestamp_seconds', {}, ((await lastBackup(db)) ?? 0) / 1_000);
}
