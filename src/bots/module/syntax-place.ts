import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { placeOfFault } from '../place-of-fault.ts';

/**
 * Where a file is no JavaScript. The error of an import does not say it, but `node --check` does, which runs nothing of the file.
 *
 * @param address as `import` takes it
 */
export function syntaxPlace(address: string): string | null {
  const file = address.startsWith('file:') ? fileURLToPath(address) : address;
  if (!existsSync(file)) return null;
  const { stderr } = spawnSync(process.execPath, ['--check', file], { encoding: 'utf8', timeout: 10_000 });
  return placeOfFault(stderr);
}
