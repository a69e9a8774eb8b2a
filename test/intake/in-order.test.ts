import { expect, test } from 'vitest';
import { inOrder } from '../../src/intake/in-order.ts';

/** Work that ends when it is told to. */
function held(said: string[], name: string): { work: () => Promise<string>; end: (how?: Error) => void } {
  let end!: (how?: Error) => void;
  const ended = new Promise<void>((resolve, reject) => (end = (how) => (how ? reject(how) : resolve())));
  const work = async () => {
    said.push(`${name} begins`);
    await ended;
    return name;
  };
  return { work, end };
}

test('under one name in the order asked for, under another side by side; what fails holds nobody up', async () => {
  const run = inOrder();
  const said: string[] = [];
  const [a, b, c, other] = [held(said, 'a'), held(said, 'b'), held(said, 'c'), held(said, 'other')];
  const first = run(['ana'], a.work);
  const second = run(['ana'], b.work);
  const both = run(['ana', 'beto'], c.work);
  const apart = run(['carla'], other.work);
  other.end();
  expect(await apart).toBe('other');
  expect(said).toEqual(['a begins', 'other begins']);
  a.end(new Error('failed'));
  await expect(first).rejects.toThrow('failed');
  b.end();
  expect(await second).toBe('b');
  c.end();
  expect(await both).toBe('c');
  expect(said).toEqual(['a begins', 'other begins', 'b begins', 'c begins']);
});
