import { statSync } from 'node:fs';
import type { Advice } from '../advice.ts';
import { sqliteCode, StoreFault } from '../fault.ts';
import { advice } from './faults.ts';

const DAMAGED: Record<number, Advice> = { 11: advice.damaged, 26: advice.noDatabase };

/**
 * Whether a file may be written. Once SQLite has found it damaged it may not, until it is opened again: each further write could make it
 * worse, and what is acknowledged might not be there. Nor while the file is not in its place: what is written to one that was removed or
 * replaced is gone with the process.
 */
export class Condition {
  readonly #path: string;
  readonly #file: { ino: number; dev: number } | null;
  #damage: StoreFault | null = null;

  /** @param path of a file that is open; `:memory:` has no place. */
  constructor(path: string) {
    this.#path = path;
    this.#file = path === ':memory:' ? null : statSync(path);
  }

  /** @throws StoreFault */
  check(): void {
    if (this.#damage) throw this.#damage;
    if (!this.#file) return;
    const now = statSync(this.#path, { throwIfNoEntry: false });
    if (now?.ino !== this.#file.ino || now.dev !== this.#file.dev)
      throw new StoreFault(advice.moved.reason, { outcome: 'unknown', advice: advice.moved });
  }

  /** Call with what SQLite threw. */
  heard(error: unknown): void {
    const found = DAMAGED[(sqliteCode(error) ?? 0) & 0xff];
    if (found) this.isDamaged(found, error);
  }

  isDamaged(found: Advice, cause?: unknown): void {
    this.#damage ??= new StoreFault(found.reason, { outcome: 'not written', advice: found, cause });
  }
}
