import { expect, test } from 'vitest';
import { rootOfCopied } from '../../src/chatwoot/address.ts';

test.each([
  ['https://chatwoot.example.com/app/accounts/1/dashboard', 'https://chatwoot.example.com'],
  ['https://chatwoot.example.com/app/accounts/1/settings/inboxes/list?page=2#x', 'https://chatwoot.example.com'],
  ['chatwoot.example.com', 'https://chatwoot.example.com'],
  ['chatwoot.example.com/app/login', 'https://chatwoot.example.com'],
  [' "https://chatwoot.example.com/" ', 'https://chatwoot.example.com'],
  ['<https://chatwoot.example.com>', 'https://chatwoot.example.com'],
  ['chatwoot.example.com:8443/desk/app/accounts/7', 'https://chatwoot.example.com:8443/desk'],
  ['https://chatwoot.example.com/api/v1/accounts/1', 'https://chatwoot.example.com'],
  ['https://chatwoot.example.com/public/api/v1/inboxes', 'https://chatwoot.example.com'],
  ['localhost:3000', 'http://localhost:3000'],
  ['127.0.0.1:3000/app', 'http://127.0.0.1:3000'],
])('the address %s, as it was copied, leads to %s', (given, root) => {
  expect(rootOfCopied(given)).toBe(root);
});

test.each(['', 'ftp://chatwoot.example.com', 'https://ana:secret@chatwoot.example.com', 'not an address'])(
  '%s is no address of a Chatwoot',
  (given) => {
    expect(() => rootOfCopied(given)).toThrow('CHATWOOT_URL');
  },
);
