import { afterEach, expect, test } from 'vitest';
import { BOT_SECRET, examplePrograms } from './example-program.ts';
import { ana, openOffice, type Office } from '../listen/office.ts';
import { eventually, startOn } from '../stack.ts';

const API_TOKEN = 'a-token-of-our-own';
const examples = examplePrograms();
let office: Office | null = null;
afterEach(async () => {
  examples.end();
  await office?.close();
  office = null;
});

/** An office whose bots are those of the settings. */
async function open(environment: Record<string, string>): Promise<Office> {
  const opened = await openOffice({ environment: { BOT: 'none', API_TOKEN } });
  await opened.stack.service.stop();
  Object.assign(opened.stack.environment, { BOT_SECRET, ...environment });
  opened.stack.service = await startOn(opened.stack.environment);
  opened.stack.sandbox.setWebhook(opened.stack.service.url + opened.stack.service.webhookPath);
  return opened;
}
/** The service stays where it is: the program was told its address. */
async function answersAt(url: string): Promise<void> {
  if (!office) return;
  const { stack } = office;
  const { port } = new URL(stack.service.url);
  await stack.service.stop();
  Object.assign(stack.environment, { BOT: 'http', BOT_URL: url, PORT: port });
  stack.service = await startOn(stack.environment);
  stack.sandbox.setWebhook(stack.service.url + stack.service.webhookPath);
}
const last = () => eventually(() => office?.phone(ana).at(-1));

test('the example in Python answers, keeps its state, reads a file, hands off; and takes nothing unsigned', async () => {
  office = await open({ BOT: 'none' });
  const url = await examples.start('python3', 'http-bot.py', { OPTIATIENDE: office.stack.service.url });
  await answersAt(url);
  await office.says('hola');
  expect(await last()).toBe('Dijiste: hola (1)');
  await office.says('¿qué tal?');
  await eventually(() => office?.phone().length === 2);
  expect(office.phone().at(-1)).toBe('Dijiste: ¿qué tal? (2)');
  const base64 = Buffer.from('%PDF-1.7 una factura').toString('base64');
  const file = { name: 'factura.pdf', mime: 'application/pdf', base64 };
  await office.stack.sandbox.whatsapp.say({ waId: ana, name: 'Ana', file });
  await eventually(() => office?.phone().length === 3);
  expect(office.phone().at(-1)).toBe('Recibí factura.pdf (application/pdf, 20 bytes)');
  await office.says('una persona');
  await office.answeredBy('human');
  await eventually(() => office?.phone().includes('Ya te atiende una persona.'));
  expect((await fetch(url, { method: 'POST', body: '{"turn":{}}' })).status).toBe(401);
});

test('the example in TypeScript says 202 and gives its actions later', async () => {
  office = await open({ BOT: 'none' });
  await answersAt(
    await examples.start(process.execPath, 'http-bot.ts', { API_TOKEN, OPTIATIENDE: office.stack.service.url }),
  );
  await office.says('hola');
  expect(await last()).toBe('Lo pensé bien: hola');
});

test('BOT=http,faq: where nobody is at BOT_URL the questions and answers answer', async () => {
  office = await open({ BOT: 'http,faq', BOT_URL: 'http://127.0.0.1:9/turns' });
  await office.says('wifi');
  expect(await last()).toContain('wifi gratis');
});
