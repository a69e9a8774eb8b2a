import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { eventually } from '../stack.ts';
import { expectAllOnceInOrder, talk } from '../traffic.ts';
import { byLimit, realDisk } from './full-disk.ts';
import { openServed } from './served.ts';

const PEOPLE = 3;
const EACH = 8;
const folder = mkdtempSync(join(tmpdir(), 'optiatiende-full-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const real = realDisk(join(folder, 'real'));
const disks = [
  { what: 'no write passes', disk: byLimit, place: folder },
  ...(real === null ? [] : [{ what: 'a real one', disk: real, place: join(folder, 'real') }]),
];

/** Calls take 0.3 s at most. */
const underWay = () => new Promise((resolve) => setTimeout(resolve, 1_000));

test.each(disks)(
  'the disk fills while it serves ($what): 503 with what to do; once there is room all goes on, once and in order',
  async ({ disk, place }) => {
    const served = await openServed(place);
    onTestFinished(() => served.close());
    const { sandbox, desk } = served;
    const { child } = await served.serve({}, disk.through);
    const pid = child.pid ?? 0;
    // Calls are under way all the time.
    sandbox.whatsapp.faults.set([{ kind: 'slow_after', ms: 300 }]);
    sandbox.chatwoot.faults.set([{ kind: 'slow_after', ms: 100 }]);
    const talking = talk(served.door, PEOPLE, EACH);
    await eventually(() => sandbox.whatsapp.sent.length >= PEOPLE);
    disk.fill(pid);
    const health = await eventually(async () => {
      const seen = await served.health();
      return seen.status === 503 ? seen : null;
    });
    expect(health.body).toMatchObject({ status: 'not ready', store: 'not writable' });
    expect(health.body.reason).toMatch(disk.reason);
    expect(health.body.fix).toMatch(/goes on by itself/);
    const { status, ms } = await served.knock();
    expect(status).toBe(503);
    // Not held until there is room.
    expect(ms).toBeLessThan(30_000);
    if (disk === byLimit) {
      const told = await desk.run(['status'], {
        DATABASE_URL: `sqlite:${served.file}`,
        PORT: new URL(served.door()).port,
      });
      expect(told.out).toContain('its database cannot be used now: the disk');
      expect(told.out).toMatch(/To send on WhatsApp +[1-9]/);
    }
    await underWay();
    const before = sandbox.whatsapp.sent.length;
    await underWay();
    // What was under way has ended; nothing else begins.
    expect(sandbox.whatsapp.sent.length).toBe(before);
    disk.makeRoom(pid);
    await eventually(async () => (await served.health()).status === 200);
    await talking;
    await expectAllOnceInOrder(sandbox, PEOPLE, EACH);
  },
);

test.each(disks)(
  'the disk is full at the start ($what): it says so and what to do, and ends',
  async ({ disk, place }) => {
    const served = await openServed(place);
    onTestFinished(() => served.close());
    const running = served.desk.start(['serve'], { DATABASE_URL: `sqlite:${served.file}` }, disk.throughFull);
    expect(await running.ended).toBe(2);
    const [said = '', ...more] = running.err().trim().split('\n');
    expect(more).toEqual([]);
    expect(said).toContain(`the database ${served.file} cannot be used: ${disk.reason.source.slice(1, -1)}. `);
    expect(said).toMatch(/Make room|Look whether the disk/);
  },
);
