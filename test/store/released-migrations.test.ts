import { expect, test } from 'vitest';
import { migrations } from '../../src/store/migrations.ts';

/** Ledgers out there have these behind them, in this order: a ledger refuses a step that stands before one it has taken. */
const RELEASED = [
  '001_ledger',
  '002_people',
  '003_places',
  '004_effects',
  '005_pieces',
  '006_waiting',
  '007_plans',
  '009_marketing',
  '010_channels',
  '011_duties',
  '012_audit',
  '013_turns',
  '014_several',
  '017_commits',
  '018_questions',
];

test('a new step stands behind all that are released', () => {
  expect(Object.keys(migrations).slice(0, RELEASED.length)).toEqual(RELEASED);
  expect(Object.keys(migrations)).toEqual(Object.keys(migrations).toSorted());
});
