import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Where Node keeps what it has compiled; null where nothing can be kept. With it the program starts in half the time, and from the second
 * start on Node's compiler for TypeScript is not loaded: 29 MB less for as long as it runs. It has to be known before the first TypeScript
 * file is, so that the program itself would be too late.
 */
const packages = fileURLToPath(new URL('../node_modules', import.meta.url));
const folder = existsSync(packages) ? `${packages}/.cache/node` : null;

/** From now on, in this process. */
export function keepCompiled() {
  // Older ones, which only look for a newer one, do not have it.
  if (folder !== null) module.enableCompileCache?.(folder);
}

/**
 * What another process is to be started with.
 *
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {NodeJS.ProcessEnv}
 */
export function keepingCompiled(environment = process.env) {
  return folder === null ? environment : { NODE_COMPILE_CACHE: folder, ...environment };
}
