import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));

/** What an example and the service it belongs to both know. */
export const BOT_SECRET = 'a-secret-of-both';

/** Bots of their own process, as a developer starts them. */
export interface ExamplePrograms {
  /** Starts a file of `examples/`, and gives the address that it prints once it listens. */
  start(command: string, file: string, environment: Record<string, string>): Promise<string>;
  /** Ends all of them. */
  end(): void;
}

export function examplePrograms(): ExamplePrograms {
  const running: ChildProcess[] = [];
  return {
    async start(command, file, environment) {
      const { PATH = '', HOME = '' } = process.env;
      const env = { PATH, HOME, BOT_SECRET, PORT: '0', ...environment };
      const child = spawn(command, [EXAMPLES + file], { env, stdio: ['ignore', 'pipe', 'inherit'] });
      running.push(child);
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      return line.toString().trim();
    },
    end() {
      for (const child of running.splice(0)) child.kill();
    },
  };
}
