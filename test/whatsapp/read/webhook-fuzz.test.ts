import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describe as inWords } from '../../../src/whatsapp/say/describe.ts';
import { messageText } from '../../../src/whatsapp/say/message-text.ts';
import { readWebhook } from '../../../src/whatsapp/read/webhook.ts';
import type { WebhookContent } from '../../../src/whatsapp/types.ts';
import { arrivedAt, index, sample } from './samples.ts';

const bodies = index.cases.filter(({ found }) => found).map(({ file }) => sample(file.slice(0, 3)));

const junk = fc.oneof(
  fc.constantFrom(
    null,
    undefined,
    true,
    0,
    -1,
    1e308,
    '',
    '\0',
    '\ud83d',
    'text',
    '__proto__',
    'constructor',
    [],
    {},
    [[]],
    [null],
  ),
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom(...bodies),
);

interface Mutation {
  at: number;
  how: 'delete' | 'replace' | 'shuffle' | 'repeat' | 'rename';
  junk: unknown;
}

const mutations = fc.array(
  fc.record<Mutation>({
    at: fc.nat(400),
    how: fc.constantFrom('delete', 'replace', 'shuffle', 'repeat', 'rename'),
    junk,
  }),
  { minLength: 1, maxLength: 6 },
);

type Node = Record<string | number, unknown>;

/** Every place of a value: the object or list it lies in, and its key there. */
function places(value: unknown, found: [Node, string][] = []): [Node, string][] {
  if (typeof value !== 'object' || value === null) return found;
  for (const key of Object.keys(value)) {
    found.push([value as Node, key]);
    places((value as Node)[key], found);
  }
  return found;
}

function mutate(value: unknown, steps: Mutation[]): unknown {
  const root: Node = { value: structuredClone(value) };
  for (const { at, how, junk } of steps) {
    const all = places(root);
    const [node, key] = all[at % Math.max(all.length, 1)] ?? [root, 'value'];
    const there = node[key];
    if (how === 'delete') delete node[key];
    if (how === 'replace') node[key] = structuredClone(junk);
    if (how === 'shuffle' && Array.isArray(there)) there.reverse();
    if (how === 'repeat') node[key] = [there, structuredClone(there)];
    if (how === 'rename') node[`${key}x`] = there;
  }
  return root.value;
}

const isShown = (content: WebhookContent) => {
  for (const message of content.messages) {
    if (messageText(message, 'es', 'x').trim() === '') return false;
    if (inWords(message.content, 'en').trim() === '') return false;
    JSON.stringify(message);
  }
  return true;
};

test('no body makes the reader throw, and everything read can be shown and stored', () => {
  fc.assert(
    fc.property(fc.constantFrom(...bodies), mutations, (body, steps) =>
      isShown(readWebhook(mutate(body, steps), arrivedAt)),
    ),
    { numRuns: 3000 },
  );
});

test('no JSON value at all makes the reader throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), junk), (body) => isShown(readWebhook(body, arrivedAt))),
    { numRuns: 1000 },
  );
});

const good = {
  from: '12025550143',
  id: 'wamid.GOOD',
  timestamp: '1790000000',
  type: 'text',
  text: { body: 'still here' },
};

const badMessages = fc.array(
  fc.oneof(
    junk,
    fc.tuple(fc.constantFrom(...bodies), mutations).map(([body, steps]) => {
      const list = places(body).find(([node, key]) => key === 'messages' && Array.isArray(node[key]));
      const [first] = (list?.[0][list[1]] ?? [good]) as unknown[];
      return mutate(first, steps);
    }),
  ),
  { maxLength: 4 },
);

test('a good message is found among broken ones, in broken company', () => {
  fc.assert(
    fc.property(badMessages, badMessages, junk, junk, fc.boolean(), (before, after, contacts, errors, flat) => {
      const value = { metadata: errors, contacts, errors, messages: [...before, good, ...after], statuses: errors };
      const body = flat
        ? value
        : { entry: [null, { changes: [{ field: 'messages', value: contacts }, { field: 'messages', value }, 7] }] };
      const { messages } = readWebhook(body, arrivedAt);
      const found = messages.find(({ raw }) => raw === good);
      expect(found).toMatchObject({ wamid: 'wamid.GOOD', content: { kind: 'text', text: 'still here' } });
      expect(found?.sender.waId).toBe('12025550143');
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    }),
    { numRuns: 2000 },
  );
});
