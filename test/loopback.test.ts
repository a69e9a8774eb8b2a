import { expect, test } from 'vitest';
import { namesThisMachine } from '../src/loopback.ts';

test('a Host header names this machine, or does not', () => {
  for (const host of ['localhost', 'LOCALHOST:8080', '127.0.0.1', '127.9.9.9:80', '[::1]:8080', '[::1]'])
    expect(namesThisMachine(host), host).toBe(true);
  for (const host of [
    '',
    'example.com',
    'localhost.example.com',
    '127.0.0.1.example.com',
    '10.0.0.1',
    '[::2]:80',
    'a@localhost',
  ])
    expect(namesThisMachine(host), host).toBe(false);
});
