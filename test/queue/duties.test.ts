import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { silentLog } from '../../src/observe/log.ts';
import { Duties, type Duty } from '../../src/queue/duties.ts';
import { Run } from '../../src/queue/run.ts';
import { StoreFault } from '../../src/store/fault.ts';
import { addJob, claim, LeaseLost, finish } from '../../src/store/jobs.ts';
import type { Store } from '../../src/store/open.ts';
import { sql } from '../../src/store/sql.ts';
import { emptyStore, type TestStore } from '../store/databases.ts';
import { contact } from '../store/rows.ts';

let opened: TestStore;
afterEach(async () => await opened.close());

/** One process, whose time passes only as the test has it pass. */
interface Process {
  run: Run;
  duties: Duties;
  doing: Set<string>;
  asleep: boolean;
  outdated: string[];
  beat(): Promise<void>;
}

const log = silentLog();
let now = 0;

async function open(names: string[], dutiesStore: Store = opened.store): Promise<Process> {
  const { store } = opened;
  const doing = new Set<string>();
  const outdated: string[] = [];
  const own = names.map((name): Duty => ({
    name,
    begin: () => Promise.resolve(void doing.add(name)),
    end: () => Promise.resolve(void doing.delete(name)),
  }));
  let spreading: Promise<void> = Promise.resolve();
  const run: Run = await Run.begin({
    store,
    log,
    elapsed: () => now,
    onBeat: (living) => void (spreading = duties.spread(living)),
    onLost: () => duties.lose(),
    onOutdated: (why) => void outdated.push(why.message),
  });
  const duties = new Duties({ store: dutiesStore, log, token: run.token });
  await duties.add(own);
  const beat = async () => {
    await run.beat();
    await spreading;
  };
  await beat();
  return { run, duties, doing, outdated, asleep: false, beat };
}

const six = ['a', 'b', 'c', 'd', 'e', 'f'];

async function pass(processes: Process[], ms: number): Promise<void> {
  for (const end = now + ms; now < end; now += 1_500) for (const it of processes) if (!it.asleep) await it.beat();
}

test('one run has every duty; a second and a third get their share, and what one gives away goes on elsewhere', async () => {
  opened = await emptyStore();
  const first = await open(six);
  expect([...first.doing].sort()).toEqual(six);
  const second = await open(six);
  await pass([first, second], 6_000);
  expect([first.doing.size, second.doing.size]).toEqual([3, 3]);
  const third = await open(six);
  await pass([first, second, third], 6_000);
  expect([first.doing.size, second.doing.size, third.doing.size]).toEqual([2, 2, 2]);
  await first.duties.stop();
  await first.run.end();
  await pass([second, third], 3_000);
  expect([...second.doing, ...third.doing].sort()).toEqual(six);
});

test.each(['before it was written', 'before its answer came'])(
  'the ledger is lost as duties are taken and given back, %s: soon each is done, by one run',
  async (when) => {
    opened = await emptyStore();
    let isAway = false;
    const store: Store = {
      ...opened.store,
      write: async (work) => {
        const lost = new StoreFault('away', { outcome: 'unknown' });
        if (isAway && when === 'before it was written') throw lost;
        const done = await opened.store.write(work);
        if (isAway) throw lost;
        return done;
      },
    };
    const first = await open(six, store);
    await first.duties.remove(['f']);
    isAway = true;
    await expect(first.duties.remove(['e'])).resolves.toBeUndefined();
    // Its share of four is two: it gives two away.
    const second = await open(six);
    for (const it of [first, second, first]) await it.beat().catch(() => undefined);
    isAway = false;
    await pass([first, second], 6_000);
    expect([...first.doing, ...second.doing].sort()).toEqual(six);
    await second.duties.stop();
    await second.run.end();
    isAway = true;
    await first.beat().catch(() => undefined);
    isAway = false;
    await pass([first], 6_000);
    expect([...first.doing].sort()).toEqual(['a', 'b', 'c', 'd']);
  },
);

test('a run that sleeps loses its duties and its jobs within 15 s, knows it before, and begins anew', async () => {
  opened = await emptyStore();
  const { store } = opened;
  const [first, second] = [await open(['a']), await open(['a'])];
  await store.write(async (tx) => {
    const { id: contactId } = await contact(tx, { waId: '5491155550123' });
    await addJob(tx, { kind: 'send', contactId, key: 'k', payload: {}, dueAt: 0 });
  });
  const take = (token: string) =>
    store.write((tx) => claim(tx, { channelId: 'main', kind: 'send', limit: 1, now: 1, leaseMs: 1_000, token }));
  const [job] = await take(first.run.token);
  const asleepSince = now;
  first.asleep = true;
  let unsureAt = 0;
  while (second.doing.size === 0) {
    await pass([second], 1_500);
    if (unsureAt === 0 && !first.run.isSure()) unsureAt = now;
  }
  expect(now - asleepSince).toBeLessThanOrEqual(15_000);
  expect(unsureAt).toBeGreaterThan(0);
  expect(unsureAt).toBeLessThan(now);
  const [again] = await take(second.run.token);
  expect(again?.id).toBe(job?.id);
  await expect(store.write((tx) => finish(tx, job!, now))).rejects.toThrow(LeaseLost);
  await first.beat();
  expect(first.run.isSure()).toBe(true);
  expect([first.doing.size, second.doing.size]).toEqual([0, 1]);
});

test('where nobody had the ledger for a while, nobody is taken for dead who comes back with it, and who does not is', async () => {
  opened = await emptyStore();
  const [first, second] = [await open(six), await open(six)];
  await pass([first, second], 6_000);
  const had = [...second.doing];
  await first.beat();
  now += 15_000;
  await first.beat();
  await second.beat();
  await pass([first, second], 6_000);
  expect([[...second.doing], first.doing.size]).toEqual([had, 3]);
  // Killed while nobody had it.
  second.asleep = true;
  now += 15_000;
  await pass([first, second], 15_000);
  expect([...first.doing].sort()).toEqual(six);
});

test('a run whose ledger a newer version has changed is told once, begins nothing, takes nothing over and is not taken for dead', async () => {
  opened = await emptyStore();
  const { store } = opened;
  const [first, second] = [await open(['a', 'b']), await open(['a', 'b'])];
  await pass([first, second], 6_000);
  await sql`insert into kysely_migration (name, timestamp) values ('999_later', '')`.execute(store.db);
  await pass([first], 20_000);
  expect(first.outdated).toEqual([expect.stringContaining('a newer version of OptiAtiende (step 999_later)')]);
  expect(first.run.isSure()).toBe(false);
  // What the other had is not taken, though it is silent: this one does not know what it would be.
  expect(first.doing.size).toBe(1);
  expect(await store.db.selectFrom('runs').selectAll().execute()).toHaveLength(2);
  await first.duties.stop();
  await first.run.end();
  await sql`delete from kysely_migration where name = '999_later'`.execute(store.db);
  expect(await store.db.selectFrom('duties').select('name').where('holder', '=', first.run.token).execute()).toEqual(
    [],
  );
});

test('what the run of a process that is gone had is free at the start of the next', async () => {
  opened = await emptyStore();
  const { store } = opened;
  const first = await open(['a']);
  // No process has this number.
  const gone = first.run.token.replace(/\/\d+\//, '/999999999/');
  await store.write((tx) => tx.updateTable('runs').set({ token: gone }).execute());
  await store.write((tx) => tx.updateTable('duties').set({ holder: gone }).execute());
  const second = await open(['a']);
  expect([...second.doing]).toEqual(['a']);
});

test('however processes come, sleep and die: no duty is done by two who may still call, and in the end each is done once, evenly', async () => {
  const act = fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 200, max: 4_000 }) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('sleep' as const, 'wake' as const), who: fc.nat(3) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('come' as const, 'go' as const), who: fc.nat(3) }) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 40 }), async (acts) => {
      opened = await emptyStore();
      now = 0;
      const processes = [await open(six)];
      const sound = () => {
        const calling = processes.filter(({ run }) => run.isSure()).flatMap(({ doing }) => [...doing]);
        expect(new Set(calling).size).toBe(calling.length);
      };
      for (const it of acts) {
        const one = 'who' in it ? processes[it.who % processes.length] : undefined;
        if (it.do === 'sleep' && one) one.asleep = true;
        if (it.do === 'wake' && one) one.asleep = false;
        if (it.do === 'come' && processes.length < 4) processes.push(await open(six));
        if (it.do === 'go' && one && processes.length > 1) {
          processes.splice(processes.indexOf(one), 1);
          if (!one.asleep) {
            await one.duties.stop();
            await one.run.end();
          }
        }
        if (it.do === 'pass') {
          now += it.ms;
          sound();
          for (const process of processes) {
            if (!process.asleep) await process.beat();
            sound();
          }
        }
      }
      for (const process of processes) process.asleep = false;
      await pass(processes, 30_000);
      const counts = processes.map(({ doing }) => doing.size);
      expect(processes.flatMap(({ doing }) => [...doing]).sort()).toEqual(six);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      await opened.close();
    }),
    { numRuns: 40 },
  );
  opened = await emptyStore();
});
