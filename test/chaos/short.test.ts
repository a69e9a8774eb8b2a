import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runChaos } from '../../chaos/chaos.ts';
import { ofStore } from '../../chaos/options.ts';
import { ledger } from '../store/databases.ts';
import { SHORT } from './short.ts';

test('the short form: everything fails, and all is there once, in order, at the pace allowed, nobody talked over', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'optiatiende-chaos-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const form = { ...SHORT, ...ofStore(ledger), folder };
  // Of a server one, amid the talk.
  const restarts = form.restarts && { everyMs: 6_000, times: 1 };
  const { findings, counts } = await runChaos({ ...form, restarts });
  expect(findings).toEqual([]);
  expect(counts.exchanges).toBe(SHORT.exchanges);
  expect(counts.takeOvers).toBeGreaterThan(0);
  expect(counts.kills).toBeGreaterThan(0);
  expect(counts.restarts).toBe(ledger === 'postgres' ? 1 : 0);
});
