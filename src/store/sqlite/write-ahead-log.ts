import { closeSync, fdatasync, fdatasyncSync, fstatSync, openSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { StoreFault } from '../fault.ts';
import { CheckpointThread } from './checkpoint-thread.ts';
import { advice } from './faults.ts';

/** So many pages of 4 kB in the log have them carried into the database: 16 MB. More often would write the same page more often. */
const CARRY_AT = 4_000;

/** Up to so many pages, those of one event or one claim, are small: quicker on the disk than to be had brought there by another thread and told of. */
const SMALL = 8;
/** A disk that takes longer is slow: the next commits wait for it aside. Milliseconds. */
const SLOW_MS = 5;
const ASIDE_WHEN_SLOW = 20;

/** Where the outside comes in; tests put their own in. */
export interface Disk {
  /** Ends when all that was written to the file is on the disk. Everything else goes on meanwhile. */
  sync(file: number): Promise<void>;
  /** The same, and nothing else goes on. */
  syncAtOnce(file: number): void;
  /** Milliseconds. */
  now(): number;
  openThread(path: string): Pick<CheckpointThread, 'carry' | 'close'>;
}

const disk: Disk = {
  sync: promisify(fdatasync),
  syncAtOnce: fdatasyncSync,
  now: () => performance.now(),
  openThread: (path) => new CheckpointThread(path),
};

/**
 * Waits for the disk in SQLite's place. SQLite would do so inside a call, so that the whole process stood still: at each commit, and
 * longest where it carries its log into the database (up to 160 ms while large files come). Here the process goes on meanwhile, save for a
 * small commit on a quick disk, and the carrying is done in a thread of its own. As with `synchronous=full` nobody is told of a commit,
 * or sees it in this process, before it is on the disk.
 */
export class WriteAheadLog {
  readonly #database: DatabaseSync;
  readonly #path: string;
  readonly #disk: Disk;
  readonly #count: StatementSync;
  readonly #total: StatementSync;
  #file: number | null = null;
  #thread: ReturnType<Disk['openThread']> | null = null;
  /** What waits for the disk now. */
  #syncing: Promise<void> = Promise.resolve();
  /** A first pass of carrying, beside further commits; null where none runs. */
  #pass: Promise<void> | null = null;
  /** The first pass has ended: what came meanwhile is carried before the next transaction, or the log could never begin anew. */
  #restIsDue = false;
  #carryAt = CARRY_AT;
  /** Pages of the log that are on the disk, and how many rows this connection had changed by then. */
  #onDisk = { pages: 0, changes: 0 };
  /** So many further commits wait for the disk aside, however small. */
  #aside = 0;
  #isUnsure = false;

  private constructor(database: DatabaseSync, path: string, disk: Disk) {
    this.#database = database;
    this.#path = path;
    this.#disk = disk;
    // With `normal` SQLite itself waits for the disk only while it carries the log, and with the first page of a log that begins anew.
    database.exec('pragma synchronous = normal; pragma wal_autocheckpoint = 0');
    this.#count = database.prepare('pragma wal_checkpoint(noop)');
    this.#total = database.prepare('select total_changes() as changes');
  }

  /** Null for a database without such a log: in memory, or on a file system that allows none. */
  static of(database: DatabaseSync, by: Disk = disk): WriteAheadLog | null {
    const path = database.location();
    const { journal_mode: mode } = database.prepare('pragma journal_mode').get() as { journal_mode: string };
    return path === null || mode !== 'wal' ? null : new WriteAheadLog(database, path, by);
  }

  /** Before each transaction. @throws StoreFault where the disk still takes nothing. */
  async ready(): Promise<void> {
    if (this.#isUnsure) this.#makeSure();
    if (!this.#restIsDue) return;
    this.#restIsDue = false;
    await this.#carry();
    this.#carryAt = this.#pages() + CARRY_AT;
  }

  /** After each commit: ends when it is on the disk. @throws StoreFault */
  async committed(): Promise<void> {
    // From the first commit on it is there, and the same one, as long as the database is open.
    this.#file ??= openSync(`${this.#path}-wal`, 'r+');
    // Removed, it is still written, and gone with the process.
    if (fstatSync(this.#file).nlink === 0)
      throw new StoreFault(advice.lostLog.reason, { outcome: 'unknown', advice: advice.lostLog });
    const pages = this.#pages();
    const changes = this.#changes();
    // Most claims find no job. By the pages alone a log that began anew might be taken for the one before.
    if (pages === this.#onDisk.pages && changes === this.#onDisk.changes) return;
    const before = this.#onDisk.pages;
    try {
      await this.#toDisk(this.#file, pages < before ? pages : pages - before);
    } catch (cause) {
      this.#isUnsure = true;
      throw new StoreFault('the disk did not take what was written', { outcome: 'unknown', cause });
    }
    this.#onDisk = { pages, changes };
    const hasBegunAnew = pages < this.#carryAt - CARRY_AT;
    if (hasBegunAnew) this.#carryAt = CARRY_AT;
    if (pages < this.#carryAt || this.#pass || this.#restIsDue) return;
    this.#pass = this.#carry().then(() => {
      this.#pass = null;
      this.#restIsDue = true;
    });
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.#syncing, this.#pass]);
    await this.#thread?.close();
    if (this.#file !== null) closeSync(this.#file);
  }

  async #toDisk(file: number, pages: number): Promise<void> {
    if (pages <= SMALL && this.#aside === 0 && !this.#pass) {
      const start = this.#disk.now();
      this.#disk.syncAtOnce(file);
      if (this.#disk.now() - start > SLOW_MS) this.#aside = ASIDE_WHEN_SLOW;
      return;
    }
    if (this.#aside > 0) this.#aside -= 1;
    this.#syncing = this.#disk.sync(file);
    await this.#syncing;
  }

  #pages(): number {
    return (this.#count.get() as { log: number }).log;
  }

  #changes(): number {
    return (this.#total.get() as { changes: number }).changes;
  }

  async #carry(): Promise<void> {
    try {
      this.#thread ??= this.#disk.openThread(this.#path);
      await this.#thread.carry();
    } catch {
      // This once it is done here, as SQLite would.
      this.#thread = null;
      this.#carryHere();
    }
  }

  #carryHere(): void {
    try {
      this.#database.exec('pragma wal_checkpoint(passive)');
    } catch {
      // Nothing is lost with it: the log grows until it can be carried.
    }
  }

  /**
   * After a disk that did not take the log: what it holds is written into the database instead, and the log emptied. To ask the disk once
   * more would not do, since systems take for written what they failed to write (https://wiki.postgresql.org/wiki/Fsync_Errors).
   */
  #makeSure(): void {
    const { busy } = this.#database.prepare('pragma wal_checkpoint(truncate)').get() as { busy: number };
    if (busy !== 0) throw new StoreFault('what was written before is not on the disk yet', { outcome: 'not written' });
    this.#isUnsure = false;
  }
}
