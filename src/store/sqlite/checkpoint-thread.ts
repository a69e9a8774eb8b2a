import { Worker } from 'node:worker_threads';

/**
 * The whole of the thread: a connection of its own, which may wait for the disk without stopping anybody. As text, since of a file Node
 * would load its compiler for TypeScript into the thread as well: 24 MB instead of 14.
 */
const PROGRAM = `
  const { DatabaseSync } = require('node:sqlite');
  const { parentPort, workerData } = require('node:worker_threads');
  const database = new DatabaseSync(workerData);
  database.exec('pragma synchronous = normal; pragma cache_size = -256');
  const carry = database.prepare('pragma wal_checkpoint(passive)');
  parentPort.on('message', () => parentPort.postMessage(carry.get()));
`;

/** A thread that carries SQLite's log into the database whenever it is asked. It keeps no process alive. */
export class CheckpointThread {
  readonly #worker: Worker;
  #settle: { resolve: () => void; reject: (error: Error) => void } | null = null;
  #ended = false;

  constructor(path: string) {
    const resourceLimits = { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 16 };
    this.#worker = new Worker(PROGRAM, { eval: true, workerData: path, resourceLimits });
    this.#worker.unref();
    this.#worker.on('message', () => this.#settle?.resolve());
    this.#worker.on('error', (error: Error) => this.#end(error));
    this.#worker.on('exit', () => this.#end(new Error('the thread has ended')));
  }

  /** One at a time. @throws Error where the thread is gone. */
  carry(): Promise<void> {
    if (this.#ended) return Promise.reject(new Error('the thread has ended'));
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#worker.postMessage('carry');
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #end(error: Error): void {
    this.#ended = true;
    this.#settle?.reject(error);
  }
}
