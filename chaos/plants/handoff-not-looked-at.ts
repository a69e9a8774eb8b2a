import type { Plant } from './plants.ts';

/** Nobody looks who answers before the bot's words go. */
export const handoffNotLookedAt: Plant = {
  file: 'src/deliver/send/begin-send.ts',
  changes: [
    {
      from: "return contact.answered_by === 'human';",
      to: "return contact.answered_by === 'human' && false;",
    },
  ],
};
