import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually, startStack, type Stack } from '../stack.ts';
import { deliver, personNumber, textWebhook } from '../traffic.ts';

const CODE = `export default ({ messages }) => {
  const { text } = messages.at(-1);
  if (text === 'colgate') for (;;);
  if (text === 'fallá') { Promise.reject(new Error('nobody catches this')); return new Promise(() => {}); }
  return 're: ' + text;
};`;

let stack: Stack;
beforeEach(async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'bot-')), 'bot.mjs');
  writeFileSync(file, CODE);
  stack = await startStack({
    environment: { BOT: 'module', BOT_MODULE: file, BOT_TIMEOUT: '1.5', UI_LANGUAGE: 'es' },
  });
});
afterEach(async () => await stack.close());

let wamids = 0;
const says = (text: string, person: string) =>
  deliver(() => stack.service.url + stack.service.webhookPath, textWebhook(person, `wamid.${(wamids += 1)}`, text));
const phone = (person: string) =>
  stack.sandbox.whatsapp.sent.filter((it) => it.to === person).map((it) => (it.body['text'] as { body: string }).body);
const [ana, beto, carla] = [1, 2, 3].map(personNumber) as [string, string, string];

test('code that hangs for one and crashes for another: both are told and handed over, everybody else is answered', async () => {
  await says('colgate', ana);
  await says('fallá', beto);
  await says('hola', carla);
  await eventually(() => phone(carla).includes('re: hola'));
  await eventually(() => [ana, beto].every((person) => phone(person).some((text) => text.startsWith('Perdón'))));
  const rows = await stack.service.store.db.selectFrom('contacts').select(['wa_id', 'answered_by']).execute();
  const by = Object.fromEntries(rows.map((row) => [row.wa_id, row.answered_by]));
  expect(by).toEqual({ [ana]: 'human', [beto]: 'human', [carla]: 'bot' });
  await says('¿siguen?', carla);
  await eventually(() => phone(carla).includes('re: ¿siguen?'));
});

test('a stop is clean and soon while the code hangs', async () => {
  await says('colgate', ana);
  await eventually(async () => {
    const job = await stack.service.store.db
      .selectFrom('jobs')
      .selectAll()
      .where('kind', '=', 'turn')
      .executeTakeFirst();
    return job?.lease_token;
  });
  const began = performance.now();
  await stack.service.stop();
  expect(performance.now() - began).toBeLessThan(30_000);
});
