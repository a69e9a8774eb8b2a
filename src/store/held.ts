import { LeaseLost } from './jobs.ts';
import { sql } from './sql.ts';
import type { Job, Tx } from './tables.ts';

/**
 * Whoever writes in the middle of a job must still have it; nobody else gets it before the write ends.
 *
 * @throws LeaseLost
 */
export async function mustBeHeld(tx: Tx, job: Pick<Job, 'id' | 'lease_token'>): Promise<void> {
  const { rows } = await sql`update jobs set lease_token = lease_token
    where id = ${job.id} and lease_token = ${job.lease_token} returning id`.execute(tx);
  if (rows.length === 0) throw new LeaseLost(`the lease of job ${job.id} was lost`);
}
