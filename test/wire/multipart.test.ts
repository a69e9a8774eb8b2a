import { expect, test } from 'vitest';
import { multipart } from '../../src/wire/multipart.ts';
import { collected, given } from '../bytes.ts';

test('its length is that of its bytes, whatever the names and texts', async () => {
  const form = multipart(
    [
      ['content', 'línea 1\nlínea "2"\r\n🌻'],
      ['na"me', ''],
    ],
    [
      { field: 'f[]', filename: 'a"b\r\nc ñ.txt', type: 'text/plain', size: 3, bytes: given(Buffer.from('ñ!')) },
      { field: 'f[]', filename: 'leer', type: 'image/png', size: 0, bytes: given(new Uint8Array()) },
    ],
  );
  const all = await collected(form.bytes);
  expect(all).toHaveLength(form.length);
  const read = await new Response(all, { headers: { 'content-type': form.type } }).formData();
  expect([...read.keys()]).toEqual(['content', 'na"me', 'f[]', 'f[]']);
  expect(read.get('content')).toBe('línea 1\r\nlínea "2"\r\n🌻');
  const [first, second] = read.getAll('f[]') as File[];
  expect([first?.name, first?.type, await first?.text()]).toEqual(['a"b\r\nc ñ.txt', 'text/plain', 'ñ!']);
  expect([second?.name, second?.size]).toEqual(['leer', 0]);
});
