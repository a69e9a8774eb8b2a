import { execFile } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** Tells, when the program ends, whether Node's compiler for TypeScript was loaded. */
const look = `
  import { writeSync } from 'node:fs';
  process.on('exit', () => writeSync(1, 'compiler: ' + process.moduleLoadList.some((name) => name.includes('amaro'))));
`;
const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

async function compilerIn(parameters: string[], environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  const all = ['--import', `data:text/javascript,${encodeURIComponent(look)}`, ...parameters, '--version'];
  const { stdout } = await promisify(execFile)(process.execPath, all, { env: environment });
  return /compiler: (\w+)/.exec(stdout)?.[1];
}

const { NODE_COMPILE_CACHE: _, ...plain } = process.env;
const { keepingCompiled } = (await import(pathToFileURL(path('bin/compiled.js')).href)) as {
  keepingCompiled: (environment: NodeJS.ProcessEnv) => NodeJS.ProcessEnv;
};

test.each([
  ['the command', 'bin/optiatiende.js', plain],
  ['npm start', 'src/cli.ts', keepingCompiled(plain)],
])('%s does without the compiler for TypeScript once it was started', async (_name, program, environment) => {
  await compilerIn([path(program)], environment);
  expect(await compilerIn([path(program)], environment)).toBe('false');
});
