import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { PLANT, PLANTS, type Plant, type PlantName } from './plants.ts';
import { planted } from './planted.ts';

/** `node --import …/hook.ts`: plants the bug that the environment names. */
const name = process.env[PLANT] as PlantName | undefined;
if (name !== undefined) {
  const plant: Plant = PLANTS[name];
  const { file } = plant;
  const url = new URL(`../../${file}`, import.meta.url);
  if (!existsSync(fileURLToPath(url))) throw new Error(`there is no ${file} in which ${name} could be planted`);
  registerHooks({
    load(given, context, nextLoad) {
      const loaded = nextLoad(given, context);
      if (given !== url.href || loaded.source === undefined) return loaded;
      const source = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source);
      return { ...loaded, source: planted(source, plant) };
    },
  });
}
