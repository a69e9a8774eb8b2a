import { expect, test } from 'vitest';
import { restAsBefore } from '../../src/queue/lasting-rest.ts';
import type { Outcome } from '../../src/queue/worker.ts';
import { eventually } from '../stack.ts';
import { store, clock, target, worker, add, job, done, failed, withWorkers } from './worker-setup.ts';

withWorkers();

test('a rest that was asked for outlasts a restart; one that only a person can mend, who starts us anew, does not', async () => {
  const pauses: Outcome[] = [
    failed({ verdict: { do: 'pause', afterMs: 900_000, reason: 'too many', fix: 'wait' } }),
    failed({ verdict: { do: 'pause', afterMs: 3_000_000, reason: 'key', fix: 'set it', endsAtStart: true } }),
  ];
  for (const name of ['whatsapp', 'chatwoot'] as const) {
    const given = pauses.shift() ?? done;
    const before = target({ name });
    const one = worker(() => Promise.resolve(given), {
      target: before,
      kind: name === 'whatsapp' ? 'send' : 'register',
    });
    await add(1, name, one.kind);
    one.start();
    await eventually(async () => before.rest !== null && (await job(name)).attempts === 0 && one.running === 0);
    await one.stop(0);
  }
  clock.at += 100_000;
  const [whatsapp, chatwoot] = [target({ name: 'whatsapp' }), target({ name: 'chatwoot' })];
  for (const it of [whatsapp, chatwoot]) await restAsBefore(store.db, 'main', it, clock.at);
  expect(whatsapp.rest).toMatchObject({ until: clock.at + 800_000, reason: 'too many', asked: true });
  expect(chatwoot.rest).toBeNull();
  clock.at += 800_000;
  const later = target({ name: 'whatsapp' });
  await restAsBefore(store.db, 'main', later, clock.at);
  expect(later.rest).toBeNull();
});
