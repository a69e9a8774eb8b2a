import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { isNameFree } from '../store/lock.ts';
import type { Tx } from '../store/tables.ts';

/** The runs that live in this process: one pid may hold a service and a library at once. */
const living = new Set<string>();

/** Names one run in the leases it takes: `host/pid/run`; or one that begins again by the name that it had. */
export function leaseToken(token = `${hostname()}/${process.pid}/${randomUUID()}`): string {
  living.add(token);
  return token;
}

/** The run has ended: what it may still hold is free for others. */
export function endRun(token: string): void {
  living.delete(token);
}

/** Prolongs the leases of running jobs, so that a long call is not taken for a dead process. */
export async function prolongLeases(tx: Tx, token: string, until: number): Promise<void> {
  await tx
    .updateTable('jobs')
    .set({ lease_until: until })
    .where('state', '=', 'ready')
    .where('lease_token', '=', token)
    .execute();
}

/**
 * Frees what a killed process of this machine still holds, so that a restart goes on at once and does not wait for leases to end.
 * Leases of other machines end by themselves.
 */
export async function freeDeadLeases(tx: Tx): Promise<number> {
  const held = await tx
    .selectFrom('jobs')
    .select('lease_token')
    .distinct()
    .where('lease_token', 'is not', null)
    .where('state', '=', 'ready')
    .execute();
  const dead: string[] = [];
  for (const { lease_token: token } of held) {
    // Of two containers of one name each has its own process 1: a server knows which of them lives.
    if (token !== null && isDead(token) && (await isNameFree(tx, token))) dead.push(token);
  }
  if (dead.length === 0) return 0;
  const { numUpdatedRows } = await tx
    .updateTable('jobs')
    .set({ lease_until: 0, lease_token: null })
    .where('state', '=', 'ready')
    .where('lease_token', 'in', dead)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** Its process ran on this machine, and is there no more; to be believed where its name is free as well (`isNameFree`). */
export function isDead(token: string): boolean {
  const [host, pid] = token.split('/');
  if (host !== hostname()) return false;
  // Our own pid in another run's lease: a container that was started again.
  if (Number(pid) === process.pid) return !living.has(token);
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
