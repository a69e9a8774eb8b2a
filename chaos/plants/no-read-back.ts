import type { Plant } from './plants.ts';

/** What may have arrived is not looked for: it is posted again. */
export const noReadBack: Plant = {
  file: 'src/chatwoot/read-back.ts',
  changes: [
    {
      from: 'for (let n = 0; n < PAGES_MAX; n++) {',
      to: 'for (let n = 0; n < 0; n++) {',
    },
  ],
};
