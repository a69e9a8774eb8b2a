import type { Plant } from './plants.ts';

/** A job that somebody runs is claimed all the same, and whoever had it goes on as if it were still theirs. */
export const leaseIgnored: Plant = {
  file: 'src/store/jobs.ts',
  changes: [
    {
      from: 'and j.lease_until <= ${now} and (j.lease_token is null or j.lease_token <> ${token})',
      to: '',
    },
    {
      from: 'sql`id = ${job.id} and lease_token = ${job.lease_token} and claims = ${job.claims}`',
      to: 'sql`id = ${job.id}`',
    },
  ],
};
