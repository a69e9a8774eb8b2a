import { expect, test } from 'vitest';
import { FILES_AT_ONCE, fileGate, ONE_WAY, type Way } from '../../../src/deliver/files/file-gate.ts';

/** Work that ends when it is told to. */
function work() {
  const running = new Map<string, () => void>();
  const most = { in: 0, out: 0, all: 0 };
  const busy = () => [...running.keys()];
  return {
    busy,
    most,
    end: async (name: string) => {
      running.get(name)?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
    of: (way: Way, name: string) => () =>
      new Promise<void>((resolve) => {
        running.set(name, () => {
          running.delete(name);
          resolve();
        });
        const of = (wanted: Way) => busy().filter((it) => it.startsWith(wanted)).length;
        most[way] = Math.max(most[way], of(way));
        most.all = Math.max(most.all, running.size);
      }),
  };
}

test('never more than three files at once, nor than two of one direction, in whatever order they come and end', async () => {
  const gate = fileGate();
  const { of, end, busy, most } = work();
  const all = Array.from({ length: 16 }, (_, n) => {
    const way: Way = n % 3 === 0 ? 'out' : 'in';
    return gate.pass(way, of(way, `${way} ${n}`));
  });
  for (let ended = 0; ended < 16; ended++) {
    const names = busy();
    expect(names.length).toBeGreaterThan(0);
    await end(names[ended % names.length] ?? '');
  }
  await Promise.all(all);
  expect(most).toEqual({ in: ONE_WAY, out: ONE_WAY, all: FILES_AT_ONCE });
});

test('where one direction hangs, the other has a way; who asks is told whether there is one', async () => {
  const gate = fileGate();
  const { of, end, busy } = work();
  void gate.pass('out', of('out', 'out 1'));
  void gate.pass('out', of('out', 'out 2'));
  expect([gate.isOpen('out'), gate.isOpen('in')]).toEqual([false, true]);
  const through = gate.pass('in', of('in', 'in 1'));
  expect(busy()).toEqual(['out 1', 'out 2', 'in 1']);
  expect(gate.isOpen('in')).toBe(false);
  await end('in 1');
  await through;
  expect([gate.isOpen('out'), gate.isOpen('in')]).toEqual([false, true]);
});

test('work that fails gives its place back', async () => {
  const gate = fileGate();
  for (let n = 0; n < 5; n++)
    await expect(gate.pass('in', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(gate.isOpen('in')).toBe(true);
});
