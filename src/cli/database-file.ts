import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Misconfigured } from '../errors.ts';
import { openStore, type Store } from '../store/open.ts';

/** The file that a `DATABASE_URL` names, with its whole path: whoever looks in the wrong folder sees it. */
export const databaseFile = (url: string): string => resolve(url.replace(/^sqlite:(\/\/)?/, ''));

/** Opens a database that is there; only looking must not make one. @throws Misconfigured where there is none. */
export async function openExisting(url: string): Promise<Store> {
  const file = databaseFile(url);
  if (!existsSync(file))
    throw new Misconfigured(
      `There is no database at ${file} yet: the first \`optiatiende serve\` makes it. ` +
        'If the service runs already, run this in its folder, or with its DATABASE_URL.',
    );
  return await openStore(url);
}
