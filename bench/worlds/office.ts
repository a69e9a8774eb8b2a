import { DatabaseSync } from 'node:sqlite';
import { makeLedger, RETENTION_DAYS, type LedgerSize } from './ledger.ts';

/** A business as the console shows it. */
export interface OfficeSize {
  people: number;
  messages: number;
  handoffs: number;
}

export const wholeOffice: OfficeSize = { people: 10_000, messages: 1_000_000, handoffs: 20_000 };
export const tinyOffice: OfficeSize = { people: 50, messages: 2_000, handoffs: 40 };

const DAY = 86_400_000;

/**
 * Makes a ledger as `makeLedger` does, of fewer people who write more, and with what the console shows besides: who answered, and who was
 * handed over for how long. Nothing of it is counted ahead: as after an update from a version that did not count.
 *
 * @param now milliseconds since 1970; everything is older.
 */
export async function makeOffice(path: string, now: number, { people, messages, handoffs }: OfficeSize): Promise<void> {
  const size: LedgerSize = {
    ...{ people, messages, events: messages / 10, ofOne: messages / 50, active: people / 2 },
    ...{ human: people / 10, waiting: messages / 200, problems: messages / 500 },
  };
  await makeLedger(path, now, size);
  const db = new DatabaseSync(path);
  db.exec('pragma journal_mode = memory; pragma synchronous = off; begin');
  db.exec(`delete from meta where key = 'reports:main'`);
  db.exec(`update messages set answer = case rowid % 10 when 1 then 'handed_off' when 3 then 'exchange' when 5 then 'person' else 'bot' end
    where author = 'customer' and rowid <= ${messages - 40}`);
  db.exec(
    `update messages set answered_at = created_at where author = 'customer' and answered_at is null and answer is not null`,
  );
  // Everybody was told of: the newest of each are what their list is ordered by.
  db.exec(
    `update contacts set active_at = coalesce((select max(created_at) from messages where contact_id = contacts.id), active_at)`,
  );
  db.exec(`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${handoffs})
    insert into handoffs (channel_id, contact_id, cause, began_at, answered_at, ended_at, ended_by)
    select 'main', 1 + (i * 7919) % ${people}, case i % 3 when 0 then 'bot_handed_off' when 1 then 'agent_replied' else 'bot_failed' end,
      ${now} - (i * 155520011) % ${RETENTION_DAYS * DAY}, case when i % 5 > 0 then ${now} - (i * 155520011) % ${RETENTION_DAYS * DAY} + 60000 * (i % 90) end,
      case when i > ${people / 10} then ${now} end, case when i > ${people / 10} then 'quiet' end
    from n`);
  db.exec(`update jobs set
      last_error = case id % 3 when 0 then 'the recipient is not on the list of allowed test numbers'
        else 'it cannot be delivered: no WhatsApp there, an old app, or terms not accepted' end,
      fix = case id % 3 when 0 then 'Add the number to the list, or use a production number.' else '' end
    where state = 'problem'`);
  // Some of those in human hands were promised somebody, within days.
  db.exec(`update contacts set answered_remind_at = ${now + 3 * DAY} + id where id in
      (select id from contacts where answered_by = 'human' order by id limit ${Math.ceil(people / 50)})`);
  db.exec('commit; pragma journal_mode = wal');
  db.close();
}
