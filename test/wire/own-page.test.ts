import { expect, test } from 'vitest';
import { strangeRequest } from '../../src/wire/own-page.ts';

const json = { host: '127.0.0.1:8080', 'content-type': 'application/json' };
const asked = (headers: Record<string, string>) => strangeRequest((name) => headers[name])?.status ?? 200;

test.each<[string, Record<string, string>, number]>([
  ['a program', json, 200],
  ['a program that names a character set', { ...json, 'content-type': 'Application/JSON; charset=utf-8' }, 200],
  ['our own page', { ...json, origin: 'http://127.0.0.1:8080', 'sec-fetch-site': 'same-origin' }, 200],
  ['a text, as any page may send it', { ...json, 'content-type': 'text/plain' }, 415],
  ['a text that names JSON', { ...json, 'content-type': 'text/plain; x=application/json' }, 415],
  ['a form', { ...json, 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ['no type', { host: json.host }, 415],
  ['another site', { ...json, origin: 'https://shop.example.com', 'sec-fetch-site': 'cross-site' }, 403],
  ['another site, by an old browser', { ...json, origin: 'https://shop.example.com' }, 403],
  ['another port of this machine', { ...json, origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-site' }, 403],
  ['a page without an origin of its own', { ...json, origin: 'null' }, 403],
  ['a name that was turned to this machine', { ...json, origin: 'http://rebind.example.com:8080' }, 403],
])('%s: %i', (_, headers, status) => {
  expect(asked(headers)).toBe(status);
});
