import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '../stack.ts';

const entry = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

export type Variables = Record<string, string>;

/** A command as an operator has it: a folder of its own, no variables but those given. */
export interface Running {
  child: ChildProcess;
  /** What it has printed so far. */
  out: () => string;
  err: () => string;
  /** Waits for a text on standard output. */
  says: (text: string) => Promise<void>;
  /** Resolves when it has ended: the exit code, or the signal's name. */
  ended: Promise<number | NodeJS.Signals | null>;
}

export interface Desk {
  folder: string;
  /** Starts a command and gives it while it runs. `through`: a program that becomes this one (`prlimit …`). */
  start: (parameters: string[], variables?: Variables, through?: string[]) => Running;
  /** Runs a command to its end. */
  run: (
    parameters: string[],
    variables?: Variables,
  ) => Promise<{ code: number | NodeJS.Signals | null; out: string; err: string }>;
  /** Ends what still runs and deletes the folder. */
  close: () => Promise<void>;
}

/** @param common Variables of every command. */
export function openDesk(common: Variables = {}): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'optiatiende-cli-'));
  const all: Running[] = [];

  function start(parameters: string[], variables: Variables = {}, through: string[] = []): Running {
    const [program = '', ...rest] = [...through, process.execPath, entry, ...parameters];
    const child = spawn(program, rest, {
      cwd: folder,
      env: { PATH: process.env['PATH'], UI_LANGUAGE: 'en', ...common, ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (text) => (out += text));
    child.stderr.on('data', (text) => (err += text));
    const running: Running = {
      child,
      out: () => out,
      err: () => err,
      says: async (text) => {
        await eventually(() => {
          if (out.includes(text)) return true;
          if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode} before "${text}":\n${out}${err}`);
          return false;
        }, 180_000);
      },
      ended: new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal))),
    };
    all.push(running);
    return running;
  }

  return {
    folder,
    start,
    async run(parameters, variables) {
      const running = start(parameters, variables);
      const code = await running.ended;
      return { code, out: running.out(), err: running.err() };
    },
    async close() {
      for (const { child } of all) if (child.exitCode === null) child.kill('SIGKILL');
      await Promise.all(all.map(({ ended }) => ended));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The lines of a log, parsed; others are passed over, and the last one while it has not come whole. */
export const logged = (out: string): Record<string, unknown>[] =>
  out
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.startsWith('{"level"'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** Where a started service listens, from its log. */
export async function addressOf(running: Running): Promise<string> {
  await running.says('OptiAtiende is running');
  return String(logged(running.out()).find(({ msg }) => msg === 'OptiAtiende is running')?.['address']);
}
