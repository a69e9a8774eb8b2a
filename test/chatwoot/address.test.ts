import { expect, test } from 'vitest';
import { baseUrl } from '../../src/chatwoot/address.ts';
import { Misconfigured } from '../../src/errors.ts';

test.each([
  ['https://chatwoot.example.com', 'https://chatwoot.example.com'],
  ['https://chatwoot.example.com/', 'https://chatwoot.example.com'],
  [' https://chatwoot.example.com/public/api/v1 ', 'https://chatwoot.example.com'],
  ['https://chatwoot.example.com/public/api/v1/', 'https://chatwoot.example.com'],
  ['https://chatwoot.example.com/public/api/v1/inboxes/abc', 'https://chatwoot.example.com'],
  ['http://127.0.0.1:3000//', 'http://127.0.0.1:3000'],
  ['https://example.com/chatwoot/public/api/v1', 'https://example.com/chatwoot'],
  ['https://example.com/chatwoot/?a=b#c', 'https://example.com/chatwoot'],
])('%s', (url, root) => {
  expect(baseUrl(url)).toBe(root);
});

test.each(['', 'chatwoot.example.com', 'ftp://chatwoot.example.com', 'https://me:secret@chatwoot.example.com'])(
  'not an address: %s',
  (url) => {
    expect(() => baseUrl(url)).toThrow(Misconfigured);
    expect(() => baseUrl(url)).not.toThrow(/secret@/);
  },
);
