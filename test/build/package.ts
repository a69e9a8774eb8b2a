import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tsc = join(root, 'node_modules/typescript/bin/tsc');

export interface Ended {
  code: number;
  output: string;
  errors: string;
}

/** Runs a program until it ends by itself; after `withinMs` it is killed, which gives code -1. */
export function run(
  command: string,
  parameters: string[],
  options: { cwd: string; environment?: Record<string, string>; withinMs?: number },
): Promise<Ended> {
  const env = { PATH: process.env['PATH'] ?? '', ...options.environment };
  return new Promise((resolve) => {
    const timeout = options.withinMs ?? 60_000;
    execFile(command, parameters, { cwd: options.cwd, env, timeout }, (error, output, errors) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, output, errors });
    });
  });
}

export interface App {
  folder: string;
  /** Writes a file of the app. */
  write(name: string, text: string): void;
  /** Runs one of its files with this Node; only these variables are set. */
  node(file: string, environment?: Record<string, string>, withinMs?: number): Promise<Ended>;
  /** Checks the types of its files as a strict TypeScript program; gives what the compiler says. */
  types(...files: string[]): Promise<Ended>;
  remove(): void;
}

/** A program of somebody's own in an empty folder, with the package built and installed in its `node_modules`. */
export async function installedApp(): Promise<App> {
  const folder = mkdtempSync(join(tmpdir(), 'optiatiende-app-'));
  const installed = join(folder, 'node_modules/optiatiende');
  mkdirSync(installed, { recursive: true });
  copyFileSync(join(root, 'package.json'), join(installed, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(installed, 'node_modules'));
  const built = await run(
    process.execPath,
    // Without a check of its types, which `npm run check` makes: half the time.
    [tsc, '-p', join(root, 'tsconfig.build.json'), '--noCheck', '--outDir', join(installed, 'dist')],
    { cwd: root, withinMs: 300_000 },
  );
  if (built.code !== 0) throw new Error(`the package could not be built:\n${built.output}${built.errors}`);
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('package.json', '{"type": "module", "private": true}');
  return {
    folder,
    write,
    node: (file, environment = {}, withinMs = 60_000) =>
      run(process.execPath, [file], { cwd: folder, environment, withinMs }),
    types: (...files) =>
      run(
        process.execPath,
        [
          ...[tsc, '--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--skipLibCheck'],
          ...['--exactOptionalPropertyTypes', '--typeRoots', join(root, 'node_modules/@types'), '--types', 'node'],
          ...files,
        ],
        { cwd: folder, withinMs: 120_000 },
      ),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
