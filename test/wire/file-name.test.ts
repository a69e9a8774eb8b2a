import { expect, test } from 'vitest';
import { cleanFileName, nameInAddress, nameInDisposition } from '../../src/wire/file-name.ts';

test.each([
  ['factura ñ 2026.pdf', 'factura ñ 2026.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\Ana\\foto.png', 'foto.png'],
  ['factura\u202efdp.exe', 'factura_fdp.exe'],
  ['a\r\nContent-Type: text/html\0.txt', 'html_.txt'],
  ['a"b<c>d|e?f*g:h.txt', 'a_b_c_d_e_f_g_h.txt'],
  ['.htaccess', 'htaccess'],
  ['..', null],
  ['  ', null],
  ['', null],
  [null, null],
  ['a/b\nc/d.txt', 'd.txt'],
  ['. .ssh', 'ssh'],
  [`${'ñ'.repeat(100)}.jpeg`, `${'ñ'.repeat(55)}.jpeg`],
  ['🌻'.repeat(100), '🌻'.repeat(60)],
  [`a.${'b'.repeat(100)}`, `a.${'b'.repeat(58)}`],
])('%j is named %j', (name, clean) => {
  expect(cleanFileName(name, 60)).toBe(clean);
});

test.each([
  [`inline; filename="a b.png"; filename*=UTF-8''a%20%C3%B1.png`, 'a ñ.png'],
  [`attachment; filename*=UTF-8''%E0%A4; filename="plain.pdf"`, 'plain.pdf'],
  ['attachment; filename=plain.pdf', 'plain.pdf'],
  ['inline', null],
  [null, null],
])('the name in %j is %j', (disposition, name) => {
  expect(nameInDisposition(disposition)).toBe(name);
});

test.each([
  ['https://example.com/a/foto%20%C3%B1.png?x=1#y', 'foto ñ.png'],
  ['/a/50%.png', '50%.png'],
  ['https://example.com/', null],
  ['http://[', null],
])('the last part of %s is %j', (url, name) => {
  expect(nameInAddress(url)).toBe(name);
});
