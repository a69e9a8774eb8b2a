import { expect, test } from 'vitest';
import { readSettings } from '../../src/config.ts';
import { languageAsked, statusPage, type Status } from '../../src/service/status-page/page.ts';
import { statusWords } from '../../src/service/status-page/words.ts';
import { startStack } from '../stack.ts';

const chatwoot = {
  CHATWOOT_ENABLED: 'true',
  CHATWOOT_URL: 'https://chatwoot.example.com',
  CHATWOOT_INBOX_ID: 'EXAMPLEinboxIdentifier01',
};
const whatsapp = { D360_API_KEY: 'theapikey0001' };
const of = (environment: Record<string, string>, more: Partial<Status['channels'][number]> = {}): Status => ({
  channels: [{ name: 'main', settings: readSettings(environment), isParked: false, rests: [], ...more }],
  counts: { waiting: 0, problems: 0 },
});
const page = (status: Status, language: 'es' | 'en' = 'es') => statusPage(status, language, 'bin/optiatiende.js');

test('what runs, what is missing and the next step; with nothing set it says so, and how to begin', () => {
  const idle = page(of({}));
  expect(idle).toContain('Todavía no hace nada');
  expect(idle).toContain('<code>bin/optiatiende.js connect</code>');
  expect(idle).toContain('<code>D360_API_KEY</code>');
  expect(idle).toContain('bin/optiatiende.js log --phone');
  const whole = page(of({ ...chatwoot, ...whatsapp }), 'en');
  expect(whole).toContain('WhatsApp is answered, and both sides are kept in Chatwoot.');
  expect(whole).toContain('Nothing: all of it runs.');
  expect(page(of({ ...chatwoot, CHATWOOT_DRY_RUN: 'true' }))).toContain('CHATWOOT_DRY_RUN=false');
  const stuck = page({ ...of({ ...chatwoot, ...whatsapp }, { isParked: true, rests: ['chatwoot'] }), counts: null });
  for (const text of [
    'no lo deja trabajar',
    'Ahora no se llama a Chatwoot',
    'bin/optiatiende.js check',
    'base de datos',
  ])
    expect(stuck).toContain(text);
  expect(page({ ...of({}), counts: { waiting: 3, problems: 2 } })).toContain('problems list');
});

test('it shows no address, no secret and no name that is markup', () => {
  const text = page(of({ ...chatwoot, ...whatsapp }, { name: '<b>' }));
  expect(text).not.toMatch(/chatwoot\.example\.com|EXAMPLEinbox|theapikey/);
  const one = of({}).channels[0]!;
  expect(page({ ...of({}), channels: [{ ...one, name: '<b>' }, one] })).toContain('&lt;b&gt;: Chatwoot');
});

test('the language is the browser’s, else that of the texts', () => {
  expect(languageAsked('en-GB,en;q=0.9,es;q=0.8', 'es')).toBe('en');
  expect(languageAsked('pt-BR, es;q=0.5, en;q=0.4', 'en')).toBe('es');
  expect(languageAsked('en;q=0, es', 'en')).toBe('es');
  expect(languageAsked('de', 'en')).toBe('en');
  expect(languageAsked(undefined, 'es')).toBe('es');
  expect(Object.keys(statusWords.es)).toEqual(Object.keys(statusWords.en));
});

test('the service answers / with it, and other addresses as before', async (context) => {
  const stack = await startStack();
  context.onTestFinished(() => stack.close());
  const answer = await fetch(stack.service.url, { headers: { 'accept-language': 'en' } });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8']);
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await answer.text()).toContain('OptiAtiende is running');
  const other = await fetch(`${stack.service.url}/nothing`);
  expect([other.status, await other.json()]).toEqual([404, { error: 'there is nothing at this address' }]);
});
