import { describe, expect, test } from 'vitest';
import type { Store } from '../../src/store/open.ts';
import { eventually } from '../stack.ts';
import { body, text } from './inbound.ts';
import { store, digests, digest, keep, outcomes, take, messages, texts, withDigests } from './digest-setup.ts';

withDigests();

describe('when something fails', () => {
  test('one part costs only itself, and the event says so', async () => {
    let made = 0;
    digest({
      newId: () => {
        made += 1;
        if (made === 2) throw new Error('no id');
        return `id-${made}`;
      },
    });
    await take(
      body({ messages: [text('w1', 'uno'), text('w2', 'dos'), text('w3', 'tres')] }),
      body({ messages: [text('w4', 'cuatro')] }),
    );
    expect(await texts()).toEqual(['uno', 'tres', 'cuatro']);
    expect(await outcomes()).toEqual(['failed: no id', 'read']);
  });

  test('a store that fails for a moment loses nothing: the event is read later', async () => {
    let broken = 2;
    const failing: Store = {
      ...store,
      write: (work) =>
        store.write(async (tx) => {
          const value = await work(tx);
          if (broken-- > 0) throw Object.assign(new Error('database or disk is full'), { errcode: 13 });
          return value;
        }),
    };
    await keep(body({ messages: [text('w1', 'uno')] }), body({ messages: [text('w2', 'dos')] }));
    const one = digest({ store: failing });
    one.wake();
    await eventually(() => broken <= 0);
    expect(await outcomes()).toEqual([null, null]);
    one.wake();
    await eventually(async () => !(await outcomes()).includes(null));
    expect(await outcomes()).toEqual(['read', 'read']);
    expect((await texts()).sort()).toEqual(['dos', 'uno']);
  });

  test('a part that finds the store broken does not count as read', async () => {
    let broken = true;
    let made = 0;
    digest({
      newId: () => {
        if (broken) throw Object.assign(new Error('disk I/O error'), { errcode: 10 + 256 });
        return `id-${(made += 1)}`;
      },
    });
    await keep(body({ messages: [text('w1', 'uno'), text('w2', 'dos')] }));
    digests[0]?.wake();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(await outcomes()).toEqual([null]);
    broken = false;
    await take();
    expect(await texts()).toEqual(['uno', 'dos']);
  });

  test('what was kept before a crash is read at the next start, in its order', async () => {
    await keep(...Array.from({ length: 95 }, (_, n) => body({ messages: [text(`w${n}`, `t${n}`)] })));
    expect(await messages()).toEqual([]);
    digest().wake();
    await eventually(async () => !(await outcomes()).includes(null));
    expect(await texts()).toEqual(Array.from({ length: 95 }, (_, n) => `t${n}`));
  });

  test('a body that is no webhook is kept and passed over', async () => {
    await take('[]', 'null', '{"entry":7}');
    expect(await outcomes()).toEqual(['read', 'read', 'read']);
  });
});
