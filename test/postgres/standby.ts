import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, lchownSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { eventually } from '../stack.ts';
import { adminOf } from './database.ts';
import { freePort, program, type TestServer } from './server.ts';

/** What a primary needs, besides, to have one. */
export const WITH_STANDBY = ['wal_level=replica', 'max_wal_senders=4', 'wal_keep_size=64MB'];

/** A second server that follows the first by streaming replication; the first waits with each commit until it is here too. */
export interface Standby {
  port: number;
  /** It becomes the primary. */
  promote(): Promise<void>;
  stop(): Promise<void>;
}

/** What `pg_basebackup` does, which does not come with these binaries. */
export async function openStandby(primary: TestServer): Promise<Standby> {
  const admin = await adminOf(`${primary.url}/postgres`);
  const { rows } = await admin.query<{ at: string }>(`select current_setting('data_directory') as at`);
  const from = rows[0]?.at ?? '';
  const folder = mkdtempSync(join(process.env['TMPDIR'] ?? tmpdir(), 'optiatiende-standby-'));
  await admin.query(`select pg_backup_start('standby', fast := true)`);
  const filter = (path: string) => !basename(path).startsWith('postmaster.');
  cpSync(from, folder, { recursive: true, preserveTimestamps: true, filter });
  const backup = await admin.query<{ labelfile: string }>(
    'select labelfile from pg_backup_stop(wait_for_archive := false)',
  );
  writeFileSync(join(folder, 'backup_label'), backup.rows[0]?.labelfile ?? '');
  writeFileSync(join(folder, 'standby.signal'), '');
  const { uid, gid } = statSync(from);
  for (const name of ['', ...readdirSync(folder, { recursive: true })])
    lchownSync(join(folder, String(name)), uid, gid);
  const port = await freePort();
  const { password } = new URL(primary.url);
  const settings = [
    `port=${port}`,
    `primary_conninfo=host=127.0.0.1 port=${primary.port} user=postgres password=${password} application_name=standby`,
    ...['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=300', 'fsync=off'],
    ...WITH_STANDBY,
  ];
  const server = spawn(program('postgres'), ['-D', folder, ...settings.flatMap((setting) => ['-c', setting])], {
    ...(process.getuid?.() === 0 ? { uid, gid } : {}),
    stdio: 'ignore',
  });
  const gone = once(server, 'exit');
  const streams = async () =>
    (await admin.query('select 1 from pg_stat_replication where state = $1', ['streaming'])).rowCount === 1;
  await eventually(streams);
  await admin.query(`alter system set synchronous_standby_names = '*'`);
  await admin.query('select pg_reload_conf()');
  await eventually(
    async () => (await admin.query(`select 1 from pg_stat_replication where sync_state = 'sync'`)).rowCount === 1,
  );
  await admin.end();
  const own = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  return {
    port,
    async promote() {
      const standby = await adminOf(own);
      await standby.query('select pg_promote()');
      await standby.end();
    },
    async stop() {
      server.kill('SIGQUIT');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
