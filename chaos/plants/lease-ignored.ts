import type { Plant } from './plants.ts';

/** A job that somebody runs is claimed all the same. */
export const leaseIgnored: Plant = {
  file: 'src/store/jobs.ts',
  from: 'and j.lease_until <= ${now} and (j.lease_token is null or j.lease_token <> ${token})',
  to: '',
};
