import { expect, test } from 'vitest';
import { versionFinding } from '../../../src/chatwoot/versions/version-finding.ts';
import { compareVersions, isVersion, supportOf } from '../../../src/chatwoot/versions/versions.ts';

test.each([
  ['4.9.0', '4.15.1', -1],
  ['4.15.1', '4.15.1', 0],
  ['4.15.1-ee', '4.15.1', 0],
  ['v4.15', '4.15.0', 0],
  ['10.0.0', '4.15.1', 1],
  ['3.16.0', '4.0.0', -1],
])('%s against %s: %i', (a, b, expected) => {
  expect(compareVersions(a, b)).toBe(expected);
});

test('what is a version', () => {
  expect(['4.15.1', 'v3.7', 'develop', '', 4, null].map(isVersion)).toEqual([true, true, false, false, false, false]);
});

test.each([
  ['4.15.1', 'full', 0],
  ['4.14.2', 'full', 0],
  ['4.14.1', 'reduced', 1],
  ['4.14.0', 'reduced', 2],
  ['4.13.0', 'reduced', 1],
  ['4.12.1', 'reduced', 2],
  ['4.7.1', 'reduced', 3],
  ['4.6.0', 'reduced', 4],
  ['4.1.0', 'reduced', 5],
  ['3.7.0', 'reduced', 5],
  ['3.6.0', 'untested', 6],
  ['3.2.0', 'untested', 8],
  ['3.0.0', 'refused', 8],
] as const)('%s is %s and lacks %i things', (version, support, count) => {
  const facts = supportOf(version);
  expect(facts).toMatchObject({ support, newerThanTested: false });
  expect(facts.lacks).toHaveLength(count);
});

test('each level reads as such', () => {
  expect(versionFinding('4.15.1', false)).toEqual({ name: 'version', state: 'ok', detail: '4.15.1' });
  expect(versionFinding('4.16.2', false)).toMatchObject({ state: 'ok', detail: '4.16.2, newer than tested (4.15.1)' });
  expect(versionFinding('4.2.0', false)).toMatchObject({
    state: 'warn',
    detail: expect.stringContaining('not signed'),
  });
  expect(versionFinding('3.2.0', false)).toMatchObject({
    state: 'warn',
    detail: expect.stringContaining('not tested'),
  });
  expect(versionFinding('2.18.0', false)).toMatchObject({ state: 'wrong', fix: expect.stringContaining('Upgrade') });
  expect(versionFinding('4.13.0', true).detail).toMatch(/^4\.13\.0 or later .* may lack/);
  expect(versionFinding(null, false)).toMatchObject({
    state: 'warn',
    detail: expect.stringContaining('older than 3.7.0'),
  });
});
