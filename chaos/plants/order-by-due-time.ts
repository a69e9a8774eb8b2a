import type { Plant } from './plants.ts';

/** Of a lane that goes first what is due first: what waits out a failure is overtaken. */
export const orderByDueTime: Plant = {
  file: 'src/store/lanes.ts',
  changes: [
    {
      from: "where id = (select min(id) from jobs where lane = ${lane} and state = 'waiting' and ${isOpen})",
      to: "where id = (select id from jobs where lane = ${lane} and state = 'waiting' and ${isOpen} order by due_at, id limit 1)",
    },
  ],
};
