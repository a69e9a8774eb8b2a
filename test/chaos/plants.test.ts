import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runChaos } from '../../chaos/chaos.ts';
import { ofStore, type ChaosOptions } from '../../chaos/options.ts';
import type { Weather } from '../../chaos/outside/weather.ts';
import { planted } from '../../chaos/plants/planted.ts';
import type { PlantName } from '../../chaos/plants/plants.ts';
import type { FindingKind } from '../../chaos/verdict/finding.ts';
import { SHORT } from './short.ts';

/** With what goes wrong where the bug is, the run need not wait for it to come by chance. */
type Scene = Partial<Pick<ChaosOptions, 'heldOf' | 'twoNamesOf' | 'takeOvers'>> & { only?: Weather };

const FOR_EVER = { least: 500, most: 1_000, rounds: Infinity };
const posts = { method: 'POST', path: '/messages$' };
const plants: [PlantName, FindingKind, Scene][] = [
  ['no-read-back', 'doubled', { only: { name: 'after', chatwoot: [{ ...posts, kind: 'fail_after', rate: 0.5 }] } }],
  ['lease-ignored', 'doubled', {}],
  [
    'order-by-due-time',
    'out_of_order',
    { only: { name: '429', chatwoot: [{ ...posts, kind: 'too_many', rate: 0.2, ms: 1_000 }] } },
  ],
  ['place-forgotten', 'conversations', { twoNamesOf: 1 }],
  ['handoff-not-looked-at', 'bot_over_human', { heldOf: 9 }],
];

test.each(plants)('with the bug "%s" planted it fails: %s', async (plant, kind, { only, ...scene }) => {
  const folder = mkdtempSync(join(tmpdir(), 'optiatiende-plant-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const weather = only === undefined ? { weather: null } : { weathers: [only], weather: FOR_EVER };
  const { findings } = await runChaos({
    ...SHORT,
    ...ofStore('sqlite'),
    twoNamesOf: 1_000,
    heldOf: 1_000,
    takeOvers: 0,
    talkMs: 2_000,
    ...weather,
    ...scene,
    plant,
    trouble: null,
    stopAtFirst: true,
    folder,
  });
  expect(findings.map((finding) => finding.kind)).toContain(kind);
});

test('a bug whose place is not there, or there twice, cannot be planted', () => {
  const plant = { file: 'x.ts', changes: [{ from: 'a === b', to: 'true' }] };
  expect(planted('if (a === b) c();', plant)).toBe('if (true) c();');
  expect(() => planted('if (a !== b) c();', plant)).toThrow('0 times');
  expect(() => planted('a === b; a === b;', plant)).toThrow('2 times');
});
