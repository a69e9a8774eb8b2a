import { expect, test } from 'vitest';
import { openBot } from '../../src/bots/open.ts';
import { Misconfigured } from '../../src/errors.ts';
import { turnOf } from './turn.ts';

const nothing = { faqFile: null, module: null, language: 'es' } as const;

test('none is no bot', async () => {
  expect(await openBot({ ...nothing, kind: 'none' })).toBeNull();
});

test('faq without a file answers from the example that ships', async () => {
  const bot = await openBot({ ...nothing, kind: 'faq' });
  expect(await bot?.answer(turnOf(['wifi']), new AbortController().signal)).toMatchObject([
    { text: 'Sí, hay ocho mesas y wifi gratis. La clave está en cada mesa.' },
  ]);
});

test('faq and module name a missing file', async () => {
  await expect(openBot({ ...nothing, kind: 'faq', faqFile: 'no/such.md' })).rejects.toThrow(
    /BOT_FAQ: no\/such\.md does not/,
  );
  await expect(openBot({ ...nothing, kind: 'module' })).rejects.toThrow(Misconfigured);
});

test('module loads it', async () => {
  const bot = await openBot({ ...nothing, kind: 'module', module: './examples/echo-bot.ts' });
  expect(await bot?.answer(turnOf(['eco']), new AbortController().signal)).toEqual([
    { do: 'reply', text: 'Dijiste: eco' },
  ]);
});
