import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runChaos } from '../../chaos/chaos.ts';
import { planted } from '../../chaos/plants/planted.ts';
import type { PlantName } from '../../chaos/plants/plants.ts';
import type { FindingKind } from '../../chaos/verdict/finding.ts';
import { SHORT } from './short.ts';

/** What each bug leads to, whatever else. */
const plants: [PlantName, FindingKind][] = [
  ['no-read-back', 'doubled'],
  ['lease-ignored', 'doubled'],
  ['order-by-due-time', 'out_of_order'],
  ['place-forgotten', 'conversations'],
  ['handoff-not-looked-at', 'bot_over_human'],
];

test.each(plants)('with the bug "%s" planted it fails: %s', async (plant, kind) => {
  const folder = mkdtempSync(join(tmpdir(), 'optiatiende-plant-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { findings } = await runChaos({ ...SHORT, store: 'sqlite', processes: 1, databaseMs: null, plant, troubleMs: null, stopAtFirst: true, folder });
  expect(findings.map((finding) => finding.kind)).toContain(kind);
});

test('a bug whose place is not there, or there twice, cannot be planted', () => {
  const plant = { file: 'x.ts', from: 'a === b', to: 'true' };
  expect(planted('if (a === b) c();', plant)).toBe('if (true) c();');
  expect(() => planted('if (a !== b) c();', plant)).toThrow('0 times');
  expect(() => planted('a === b; a === b;', plant)).toThrow('2 times');
});
