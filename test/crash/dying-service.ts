import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createServer } from 'node:net';
import { onTestFinished } from 'vitest';

/** A service as a process of its own, which comes back at the same address each time, as the provider knows it. */
export interface DyingService {
  /** Of its webhook; of one that is dead the one it had. */
  url: () => string;
  /** How often it was killed. */
  deaths: () => number;
  /** Begins another life, and tells the address. */
  start: () => Promise<void>;
  kill: () => Promise<void>;
  /** A clean end, as a restart of the machine has it. */
  stop: () => Promise<void>;
}

export interface DyingOptions {
  /** The file in this folder that is run. */
  script: string;
  environment: Record<string, string | undefined>;
  onAddress: (url: string) => void;
  /** It kills itself, and is started again each time. */
  diesByItself?: boolean;
}

/** Starts it for the first time; it ends with the test. */
export async function startDying({
  script,
  environment,
  onAddress,
  diesByItself,
}: DyingOptions): Promise<DyingService> {
  const env = { ...process.env, PORT: String(await freePort()), ...environment };
  let child: ChildProcess | null = null;
  let url = 'http://127.0.0.1:9/';
  let deaths = 0;

  async function start(): Promise<void> {
    const started = fork(join(import.meta.dirname, script), { env });
    child = started;
    if (diesByItself)
      started.once('exit', (_, signal) => {
        if (signal !== 'SIGKILL' || child !== started) return;
        deaths += 1;
        void start();
      });
    url = await new Promise<string>((resolve, reject) => {
      started.once('message', (message) => resolve(message as string));
      started.once('exit', (code, signal) => {
        // Killed while it starts, it is started again.
        if (!diesByItself || signal !== 'SIGKILL')
          reject(new Error(`the service ended while starting: ${code ?? signal}`));
      });
    });
    onAddress(url);
  }
  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const ending = child;
    child = null;
    if (!ending) return;
    const gone = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill(signal);
    await gone;
    if (signal === 'SIGKILL') deaths += 1;
  }

  onTestFinished(() => void child?.kill('SIGKILL'));
  await start();
  return { url: () => url, deaths: () => deaths, start, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
