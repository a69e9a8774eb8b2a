import { expect, test } from 'vitest';
import { CheckRuns } from '../../src/console/setup/check-run.ts';
import type { Language } from '../../src/console/language.ts';
import type { CheckLine } from '../../src/console/tools.ts';

const line = (detail: string, fix?: string): CheckLine => ({
  ...{ name: 'inbox', label: 'Inbox', state: 'ok', detail },
  ...(fix === undefined ? {} : { fix }),
});

function rig(check: (language: Language) => AsyncGenerator<CheckLine>, limitMs?: number) {
  let now = 1_000;
  let runs = 0;
  const tools = {
    check: (language: Language) => {
      runs += 1;
      return check(language);
    },
  };
  const checks = new CheckRuns({
    clock: { now: () => now },
    tools,
    secrets: () => ['secret-of-address', ''],
    ...(limitMs === undefined ? {} : { limitMs }),
  });
  return { checks, runs: () => runs, pass: (ms: number) => (now += ms) };
}

async function* two(): AsyncGenerator<CheckLine> {
  yield line('first', 'set https://example.com/webhooks/whatsapp/secret-of-address');
  yield line('second');
}

test('one run for all who look, its lines as they come; again only after a rest', async () => {
  const { checks, runs, pass } = rig(two);
  const first = checks.now('es', false);
  expect(first.lines).toEqual([]);
  expect(checks.now('es', true)).toBe(first);
  await checks.over('es');
  expect(first).toMatchObject({ done: true, cut: false, startedAt: 1_000 });
  expect(first.lines.map(({ detail }) => detail)).toEqual(['first', 'second']);
  pass(4_999);
  expect(checks.now('es', true)).toBe(first);
  pass(1);
  expect(checks.now('es', false)).toBe(first);
  expect(checks.now('es', true)).not.toBe(first);
  await checks.over('es');
  pass(300_000);
  checks.now('es', false);
  expect(runs()).toBe(3);
  checks.now('en', false);
  expect(runs()).toBe(4);
});

test('no secret leaves in a line', async () => {
  const { checks } = rig(two);
  const { lines } = checks.now('es', false);
  await checks.over('es');
  expect(lines[0]?.fix).toBe('set https://example.com/webhooks/whatsapp/…');
});

test('what hangs is cut at the limit, and what throws is a line', async () => {
  const hangs = rig(async function* () {
    yield line('first');
    await new Promise(() => undefined);
  }, 5);
  const cut = hangs.checks.now('es', false);
  await hangs.checks.over('es');
  expect(cut).toMatchObject({ done: true, cut: true, lines: [{ detail: 'first' }] });

  const fails = rig(async function* () {
    throw new Error('CHANNELS: no such file');
  });
  const failed = fails.checks.now('es', false);
  await fails.checks.over('es');
  expect(failed).toMatchObject({ done: true, lines: [{ state: 'wrong', detail: 'CHANNELS: no such file' }] });
});
