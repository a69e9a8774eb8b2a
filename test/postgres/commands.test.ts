import { expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { openDesk } from '../cli/run.ts';
import { newDatabase, serverUrl } from './database.ts';

test('nothing but the address: the service starts on an empty database, and the commands beside it work and end', async () => {
  const { url, drop } = await newDatabase(serverUrl(), 'empty');
  const sandbox = await startSandbox();
  const desk = openDesk({ ...sandbox.settings, DATABASE_URL: url, PORT: '0' });
  const service = desk.start(['serve']);
  await service.says('OptiAtiende is running');
  const logged = await desk.run(['log', '--phone', '+54 9 341 555-0123', '--user', 'Hello', '--bot', 'Hi']);
  expect(logged).toMatchObject({ code: 0, err: '' });
  expect(logged.out).toContain('egistered');
  const status = await desk.run(['status']);
  expect(status).toMatchObject({ code: 0, err: '' });
  const check = await desk.run(['check']);
  expect(check.out).toMatch(/ok\s+database\s+optiatiende_\w+ at 127\.0\.0\.1:\d+: 0 waiting, 0 problems/);
  for (const { out, err } of [logged, status, check, { out: service.out(), err: service.err() }])
    expect(out + err).not.toContain(new URL(url).password);
  service.child.kill('SIGTERM');
  expect(await service.ended).toBe(0);
  await desk.close();
  await sandbox.close();
  await drop();
});
