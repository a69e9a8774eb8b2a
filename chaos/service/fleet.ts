import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { createServer, connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pause } from '../../src/clock.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The line of a service that has begun. */
const RUNNING = 'OptiAtiende is running';

/** One place for a service process; whoever is killed there begins anew at the same address. */
export interface Slot {
  readonly name: string;
  readonly url: string;
  /** `up`: it takes connections. */
  state: 'down' | 'starting' | 'up' | 'asleep';
  /** When it was up last, and how long it had taken to begin. Milliseconds. */
  upAt: number;
  tookMs: number;
}

interface OwnSlot extends Slot {
  port: number;
  child: ChildProcess | null;
  /** Its end was our doing. */
  isMeant: boolean;
}

export interface FleetOptions {
  processes: number;
  environment: Record<string, string>;
  folder: string;
  /** Before the service's own file. */
  nodeArguments: string[];
  /** A process ended that had begun and that nobody had killed. */
  onEnded: (name: string, code: number | null) => void;
}

/** The service's processes: `serve`, as anybody starts it. */
export class Fleet {
  readonly #options: FleetOptions;
  readonly #slots: OwnSlot[] = [];
  #closing = false;

  constructor(options: FleetOptions) {
    this.#options = options;
  }

  get slots(): readonly Slot[] {
    return this.#slots;
  }

  /** Those that a load balancer would ask. */
  readonly doors = (): string[] => this.#slots.filter(({ state }) => state === 'up').map(({ url }) => url);

  async open(): Promise<void> {
    for (let n = 1; n <= this.#options.processes; n++) {
      const port = await freePort();
      const slot: OwnSlot = {
        name: `process-${n}`,
        url: `http://127.0.0.1:${port}`,
        state: 'down',
        upAt: 0,
        tookMs: 0,
        port,
        child: null,
        isMeant: false,
      };
      this.#slots.push(slot);
    }
    await Promise.all(this.#slots.map((slot) => this.#start(slot)));
  }

  /** Without a word, and begun anew. */
  async kill(slot: Slot): Promise<void> {
    const own = this.#own(slot);
    await this.#end(own, 'SIGKILL');
    if (!this.#closing) await this.#start(own);
  }

  /** It does nothing for a while, and knows of nothing. */
  async sleep(slot: Slot, ms: number): Promise<void> {
    const own = this.#own(slot);
    if (own.state !== 'up') return;
    own.child?.kill('SIGSTOP');
    own.state = 'asleep';
    await pause(ms);
    own.child?.kill('SIGCONT');
    own.state = 'up';
  }

  async close(): Promise<void> {
    this.#closing = true;
    await Promise.all(this.#slots.map((slot) => this.#end(slot, 'SIGKILL')));
  }

  #own(slot: Slot): OwnSlot {
    const own = this.#slots.find(({ name }) => name === slot.name);
    if (!own) throw new Error(`there is no ${slot.name}`);
    return own;
  }

  async #end(slot: OwnSlot, how: NodeJS.Signals): Promise<void> {
    const { child } = slot;
    slot.isMeant = true;
    slot.state = 'down';
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(how);
    await gone;
  }

  async #start(slot: OwnSlot): Promise<void> {
    const { environment, folder, nodeArguments } = this.#options;
    const file = join(folder, `${slot.name}.log`);
    const log = openSync(file, 'a');
    const { size } = fstatSync(log);
    const env = {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      LOG_LEVEL: 'info',
      ...environment,
      PORT: String(slot.port),
    };
    const child = spawn(process.execPath, [...nodeArguments, join(ROOT, 'src/cli.ts'), 'serve'], {
      // Where no `.env` is.
      cwd: folder,
      env,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    // Broken off, a run leaves nothing behind that works on.
    const endWithUs = () => child.kill('SIGKILL');
    process.once('exit', endWithUs);
    child.once('exit', () => process.off('exit', endWithUs));
    slot.child = child;
    slot.isMeant = false;
    slot.state = 'starting';
    const began = Date.now();
    child.once('exit', (code) => {
      if (slot.child !== child || slot.isMeant) return;
      slot.state = 'down';
      // A start may fail: the database is away.
      if (readFileSync(file).subarray(size).includes(RUNNING)) this.#options.onEnded(slot.name, code);
      // As whatever watches over a service does.
      void pause(500).then(() => {
        if (!this.#closing && slot.child === child && !slot.isMeant) void this.#start(slot);
      });
    });
    while (slot.child === child && slot.state === 'starting' && child.exitCode === null) {
      if (await takesConnections(slot.port))
        Object.assign(slot, { state: 'up', upAt: Date.now(), tookMs: Date.now() - began });
      else await pause(50);
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
