import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addJob, claim, finish, giveUp, LeaseLost, putBack, unclaim } from '../../src/store/jobs.ts';
import { moveLane } from '../../src/store/lanes.ts';
import type { Store } from '../../src/store/open.ts';
import type { Job } from '../../src/store/tables.ts';
import { emptyStore, ledger } from '../store/databases.ts';
import { people } from '../store/rows.ts';

const LEASE = 60_000;
const LANES = 4;

type Step =
  | { do: 'add'; lane: number; count: number }
  | { do: 'claim'; run: 0 | 1; limit: number }
  | { do: 'finish' | 'retry' | 'refund' | 'unclaim' | 'giveUp'; pick: number; unclear: boolean; wait: number }
  | { do: 'crash'; run: 0 | 1 }
  | { do: 'merge'; from: number; to: number }
  | { do: 'time'; ms: number };

const lane = fc.integer({ min: 1, max: LANES });
const run = fc.constantFrom(0 as const, 1 as const);
const ending = fc.record({
  do: fc.constantFrom(
    'finish' as const,
    'finish' as const,
    'retry' as const,
    'refund' as const,
    'unclaim' as const,
    'giveUp' as const,
  ),
  pick: fc.nat(20),
  unclear: fc.boolean(),
  wait: fc.nat(5_000),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('add' as const), lane, count: fc.integer({ min: 1, max: 3 }) }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('claim' as const), run, limit: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 6, arbitrary: ending },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const), run }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('merge' as const), from: lane, to: lane }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('time' as const), ms: fc.constantFrom(100, 3_000, LEASE + 1) }) },
);

/** What the test itself knows of the queue, and the two processes that work on it. */
class Model {
  readonly store: Store;
  now = 1_000_000;
  added = 0;
  /** Ids that ended, in the order they ended. */
  readonly ended = new Set<number>();
  readonly running: [Map<number, Job>, Map<number, Job>] = [new Map(), new Map()];
  tokens = ['a0', 'b0'] as [string, string];
  readonly merged: number[] = Array.from({ length: LANES + 1 }, (_, n) => n);

  constructor(store: Store) {
    this.store = store;
  }

  /** Where messages of this lane go now. */
  lane(of: number): number {
    const to = this.merged[of] ?? of;
    return to === of ? of : this.lane(to);
  }

  async add(to: number): Promise<void> {
    const key = `k${(this.added += 1)}`;
    await this.store.write((tx) =>
      addJob(tx, { kind: 'send', contactId: this.lane(to), key, payload: {}, dueAt: this.now }),
    );
  }

  async claim(who: 0 | 1, limit: number): Promise<void> {
    const options = {
      channelId: 'main',
      kind: 'send' as const,
      limit,
      now: this.now,
      leaseMs: LEASE,
      token: this.tokens[who],
    };
    const jobs = await this.store.write((tx) => claim(tx, options));
    const alive = [...this.running[0].values(), ...this.running[1].values()].filter(
      (job) => job.lease_until > this.now,
    );
    for (const job of jobs) {
      expect(job.due_at).toBeLessThanOrEqual(this.now);
      expect(
        alive.map(({ id }) => id),
        'runs twice at once',
      ).not.toContain(job.id);
      const open = await this.store.db
        .selectFrom('jobs')
        .select(['id', 'lease_until'])
        .where('lane', '=', job.lane)
        .where('state', 'in', ['ready', 'waiting'])
        .execute();
      const older = open.filter(({ id }) => id < job.id);
      // Only one that was begun, or claimed by a process that died, may go before an older one, and only after its lane was joined.
      if (older.length > 0)
        expect((job.effect !== 'not begun' || job.attempts > 1) && this.merged.some((to, of) => to !== of)).toBe(true);
      expect(
        open.filter((one) => one.id !== job.id && one.lease_until > this.now),
        'two of a lane at once',
      ).toEqual([]);
      // Its lease had ended: whoever had it before has it no more.
      for (const map of this.running) map.delete(job.id);
      this.running[who].set(job.id, job);
    }
  }

  async end(kind: Extract<Step, { pick: number }>): Promise<void> {
    const all = [...this.running[0].values(), ...this.running[1].values()];
    const job = all[kind.pick % Math.max(1, all.length)];
    if (!job) return;
    const effect = kind.unclear ? `unclear ${this.now} 1` : 'not begun';
    const why = { reason: 'x', fix: 'y', now: this.now, dueAt: this.now + kind.wait, effect };
    await this.store.write(async (tx) => {
      if (kind.do === 'finish') await finish(tx, job, this.now);
      else if (kind.do === 'giveUp') await giveUp(tx, job, why);
      else if (kind.do === 'unclaim') await unclaim(tx, job);
      else await putBack(tx, job, { ...why, counts: kind.do === 'retry' });
    });
    for (const map of this.running) map.delete(job.id);
    if (kind.do === 'finish' || kind.do === 'giveUp') this.ended.add(job.id);
    await expect(
      this.store.write((tx) => finish(tx, job, this.now)),
      'written without its lease',
    ).rejects.toThrow(LeaseLost);
  }

  /** Killed: what it had stays leased; a new process takes its place. */
  crash(who: 0 | 1): void {
    this.running[who].clear();
    this.tokens[who] = `${this.tokens[who]}'`;
  }

  async merge(from: number, to: number): Promise<void> {
    const [a, b] = [this.lane(from), this.lane(to)];
    if (a === b) return;
    this.merged[a] = b;
    await this.store.write((tx) => moveLane(tx, 'send', a, b));
  }

  async step(given: Step): Promise<void> {
    if (given.do === 'add') for (let n = 0; n < given.count; n++) await this.add(given.lane);
    else if (given.do === 'claim') await this.claim(given.run, given.limit);
    else if (given.do === 'crash') this.crash(given.run);
    else if (given.do === 'merge') await this.merge(given.from, given.to);
    else if (given.do === 'time') this.now += given.ms;
    else await this.end(given);
    await this.check();
  }

  /** Nothing lost, nothing twice, one head for each lane that is not empty (two only while two of joined lanes run). */
  async check(): Promise<void> {
    const jobs = await this.store.db
      .selectFrom('jobs')
      .select(['id', 'lane', 'state', 'lease_token'])
      .orderBy('id')
      .execute();
    expect(jobs).toHaveLength(this.added);
    const gone = jobs.filter(({ state }) => state === 'done' || state === 'problem').map(({ id }) => id);
    expect(new Set(gone)).toEqual(this.ended);
    for (const name of new Set(jobs.map((job) => job.lane))) {
      const open = jobs.filter((job) => job.lane === name && !this.ended.has(job.id));
      const heads = open.filter(({ state }) => state === 'ready');
      const idle = heads.filter(({ lease_token }) => lease_token === null);
      if (open.length > 0) expect(heads.length, `head of ${name}`).toBeGreaterThanOrEqual(1);
      expect(idle.length).toBeLessThanOrEqual(heads.length > 1 ? 0 : 1);
    }
  }

  /** Everybody goes on until nothing is left. */
  async drain(): Promise<void> {
    for (let round = 0; this.ended.size < this.added; round++) {
      expect(round, 'it never ends').toBeLessThan(500);
      this.now += LEASE + 1;
      for (const map of this.running) map.clear();
      this.tokens = [`x${round}`, `y${round}`];
      await this.claim(0, 10);
      for (const job of [...this.running[0].values()]) {
        await this.store.write((tx) => finish(tx, job, this.now));
        this.running[0].delete(job.id);
        this.ended.add(job.id);
      }
    }
  }
}

test('whatever happens, in whatever order: lanes keep their order, nothing runs twice at once, nothing is lost', async () => {
  const { store, close } = await emptyStore();
  await people(store);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
      await store.write((tx) => tx.deleteFrom('jobs').execute());
      const model = new Model(store);
      for (const one of steps) await model.step(one);
      await model.drain();
      await model.check();
    }),
    { numRuns: ledger === 'postgres' ? 30 : 150 },
  );
  await close();
});
