import { spawn } from 'node:child_process';
import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { addJob, claim } from '../../src/store/jobs.ts';
import { freeDeadLeases, prolongLeases } from '../../src/queue/leases.ts';
import { databases, emptyStore } from '../store/databases.ts';
import { people } from '../store/rows.ts';

const holder = new URL('holder.ts', import.meta.url).pathname;

test('what a killed process held is free at once, what a living one holds is not', async () => {
  const { store, url, close } = await emptyStore(databases[0]);
  await people(store);
  const now = Date.now();
  await store.write((tx) => addJob(tx, { kind: 'send', contactId: 1, key: 'a', payload: {}, dueAt: now - 1_000 }));
  const child = spawn(process.execPath, [holder, url], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  expect(await store.write((tx) => freeDeadLeases(tx))).toBe(0);
  const gone = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await gone;
  expect(await store.write((tx) => freeDeadLeases(tx))).toBe(1);
  const jobs = await store.write((tx) =>
    claim(tx, { channelId: 'main', kind: 'send', limit: 1, now, leaseMs: 1, token: 'next' }),
  );
  expect(jobs).toMatchObject([{ key: 'a', attempts: 2 }]);
  await close();
});

test('leases of other machines end by themselves; prolonging touches only what the run holds', async () => {
  const { store, close } = await emptyStore();
  await people(store);
  for (const [n, token] of [`far-${hostname()}/1/x`, 'mine'].entries()) {
    await store.write((tx) => addJob(tx, { kind: 'send', contactId: n + 1, key: token, payload: {}, dueAt: 0 }));
    await store.write((tx) =>
      tx.updateTable('jobs').set({ lease_token: token, lease_until: 50 }).where('key', '=', token).execute(),
    );
  }
  await store.write((tx) => tx.updateTable('jobs').set({ lease_token: null }).where('key', '=', 'none').execute());
  await store.write((tx) => prolongLeases(tx, 'mine', 900));
  const rows = await store.db.selectFrom('jobs').select('lease_until').orderBy('id').execute();
  expect(rows.map(({ lease_until }) => lease_until)).toEqual([50, 900]);
  await store.write((tx) => tx.updateTable('jobs').set({ lease_token: null }).where('key', '=', 'mine').execute());
  expect(await store.write((tx) => freeDeadLeases(tx))).toBe(0);
  await close();
});
