import { expect, test } from 'vitest';
import { readSettings } from '../../src/config.ts';

test('the label that hands over is any small word but the one that the reminder sets and takes away', () => {
  expect(readSettings({ HANDOFF_LABEL: 'persona_1' }).handoff.label).toBe('persona_1');
  for (const label of ['Persona', 'dos palabras', 'esperando'])
    expect(() => readSettings({ HANDOFF_LABEL: label }), label).toThrow(/HANDOFF_LABEL = .*\n.*not `esperando`/);
});
