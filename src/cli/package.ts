import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A path inside the package: two folders up from here, in src/ as in dist/. */
export const packagePath = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** The version of this package. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as { version: string };
  return version;
}
