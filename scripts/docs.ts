/** `npm run docs`: writes the pages that are made from the code. A test fails when they are stale. */
import { writeFileSync } from 'node:fs';
import { channelsSchema } from '../src/channels/json-schema.ts';
import { environmentExample, settingsPage } from '../src/settings/docs.ts';
import { pictures } from './pictures/pictures.ts';

const pages = {
  'docs/SETTINGS.md': settingsPage(),
  '.env.example': environmentExample(),
  'docs/channels.schema.json': `${JSON.stringify(channelsSchema(), null, 2)}\n`,
  ...pictures(),
};

for (const [path, text] of Object.entries(pages)) {
  writeFileSync(new URL(`../${path}`, import.meta.url), text);
  console.log(`${path} written`);
}
