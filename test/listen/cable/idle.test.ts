import { expect, onTestFinished, test, vi } from 'vitest';
import { openCable } from '../../../src/listen/cable/cable.ts';
import { cableServer } from './cable-server.ts';

test('cables with nothing to ask for wake the process no more often than one', async () => {
  const server = await cableServer(30);
  onTestFinished(() => server.close());
  server.known = new Set(['a']);
  const timers = () => process.getActiveResourcesInfo().filter((what) => what === 'Timeout').length;
  const until = (what: () => void) => vi.waitFor(what, { timeout: 60_000, interval: 5 });
  const before = timers();
  const all = Array.from({ length: 20 }, () => openCable({ url: server.url, onEvent: () => undefined }));
  onTestFinished(() => all.forEach((one) => one.close()));
  for (const one of all) one.watch('a');
  await until(() => expect(all.map((one) => one.heard('a'))).toEqual(all.map(() => true)));
  await until(() => expect(timers() - before).toBeLessThan(5));
  all[0]?.watch('new');
  await until(() => expect(server.commands.at(-1)).toMatchObject({ token: 'new' }));
});
