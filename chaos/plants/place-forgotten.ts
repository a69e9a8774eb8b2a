import type { Plant } from './plants.ts';

/** Two contacts turn out to be one person, and the place of the number stays behind. */
export const placeForgotten: Plant = {
  file: 'src/store/people/join.ts',
  changes: [
    {
      from: `  await tx.updateTable('places').set({ current: 0 }).where('id', '=', left.id).execute();
  await tx.updateTable('places').set({ contact_id: keptId }).where('contact_id', '=', otherId).execute();`,
      to: '  void left;',
    },
  ],
};
