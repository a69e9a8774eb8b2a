import { readFileSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { eventually } from '../stack.ts';
import { deliver, personNumber, textWebhook } from '../traffic.ts';
import { openServed } from './served.ts';

const WAITING = 50_000;

/** A gigabyte: files of customers, and bodies and jobs that wait. Of the bytes nothing is written that need not be. */
async function fill(file: string): Promise<void> {
  await (await openStore(`sqlite:${file}`)).close();
  const database = new DatabaseSync(file);
  const numbers = (most: number) => `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${most})`;
  database.exec(`pragma synchronous = off; pragma wal_autocheckpoint = 0; pragma journal_mode = delete; begin;
    insert into contacts (channel_id, wa_id, created_at) values ('main', '5491155519999', 0);
    insert into files (message_id, position, state, source, kept) values ('large', 0, 'wanted', '{}', 950000000);
    ${numbers(3_625)} insert into pieces select 1, i, zeroblob(262144) from n;
    ${numbers(WAITING)} insert into jobs (kind, lane, contact_id, key, payload, state, due_at, created_at)
      select 'register', 'register:1', 1, 'large:' || i, '{}', case i when 1 then 'ready' else 'waiting' end, 1e14, 0 from n;
    ${numbers(WAITING)} insert into events (source, raw, received_at, outcome) select 'whatsapp', zeroblob(1000), 0, 'read' from n;
    commit`);
  database.close();
}

test('a gigabyte waits: it starts within seconds, takes what comes, and tells what waits', async () => {
  const served = await openServed();
  onTestFinished(() => served.close());
  await fill(served.file);
  expect(statSync(served.file).size).toBeGreaterThan(1e9);
  const { child } = await served.serve({ FILES_MAX: '1' });
  await deliver(served.door, textWebhook(personNumber(1), 'wamid.1', 'hola'));
  await eventually(() => served.sandbox.whatsapp.sent.length === 1);
  const { status, body } = await served.health();
  expect(status).toBe(200);
  // Counted no further than that.
  expect(body).toMatchObject({ waiting: { register: 10_000 }, files: { mostBytes: 1_000_000_000 } });
  const memory = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1_024;
  expect(memory).toBeLessThan(400);
  const told = await served.desk.run(['status'], { DATABASE_URL: `sqlite:${served.file}`, FILES_MAX: '1' });
  expect(told.out).toMatch(new RegExp(`To register in Chatwoot +${WAITING}`));
});
