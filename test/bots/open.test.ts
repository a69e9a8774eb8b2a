import { expect, test } from 'vitest';
import { closeBots, openBots } from '../../src/bots/chain.ts';
import { openBot } from '../../src/bots/open.ts';
import { Misconfigured } from '../../src/errors.ts';
import { turnOf } from './turn.ts';

const nothing = { faqFile: null, module: null, language: 'es' } as const;

test('several are opened in their order, and closed again where one of them cannot be', async () => {
  expect(await openBots([], nothing)).toEqual([]);
  const bots = await openBots(['faq', 'module'], { ...nothing, module: './examples/echo-bot.ts' });
  expect(bots.map(({ name }) => name)).toEqual(['faq', 'module']);
  await closeBots(bots);
  await expect(openBots(['faq', 'module'], { ...nothing, module: './no-such.ts' })).rejects.toThrow(Misconfigured);
});

test('faq without a file answers from the example that ships', async () => {
  const bot = await openBot({ ...nothing, kind: 'faq' });
  expect(await bot.answer(turnOf(['wifi']), new AbortController().signal)).toMatchObject([
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
  expect(await bot.answer(turnOf(['eco']), new AbortController().signal)).toEqual([
    { do: 'reply', text: 'Dijiste: eco' },
  ]);
});
