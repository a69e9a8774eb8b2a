import { join } from 'node:path';
import { expect, test } from 'vitest';
import { placeOfFault } from '../../src/bots/place-of-fault.ts';

const here = process.cwd();
test.each<[string, string | undefined, string | null]>([
  ['a frame', 'TypeError: x\n    at answer (file:///srv/bots/bot.ts:3:9)', '/srv/bots/bot.ts:3:9'],
  [
    'one without a name, from our folder',
    `Error\n    at async file://${join(here, 'my/bot.ts')}:12:1`,
    'my/bot.ts:12:1',
  ],
  ['a name with spaces', 'Error\n    at async Promise.all (/srv/my bots/b.js:1:2)', '/srv/my bots/b.js:1:2'],
  [
    'what is no program',
    '/srv/bots/bot.ts:2\n  const x = ;\n            ^\nSyntaxError: x\n    at node:internal/a:1:1',
    '/srv/bots/bot.ts:2',
  ],
  ['file that was loaded anew', 'Error\n    at f (file:///srv/bot.mjs?again=1:4:5)', '/srv/bot.mjs:4:5'],
  [
    'a package was called from theirs',
    'Error\n    at g (/srv/node_modules/shop/index.js:1:1)\n    at f (node:events:1:1)\n    at answer (/srv/bot.js:8:3)',
    '/srv/bot.js:8:3',
  ],
  ['ours alone', `Error\n    at f (file://${join(here, 'src/bots/module/load.ts')}:1:1)`, null],
  ['nothing', undefined, null],
  ['words that only look like it', 'Error: at /srv/bot.ts:1:1 it broke', null],
])('%s', (_, stack, wanted) => {
  expect(placeOfFault(stack)).toBe(wanted);
});
