import { expect, test } from 'vitest';
import { jobLine } from '../../src/cli/check/job.ts';
import { wordsIn } from '../../src/cli/words/words.ts';
import { readSettings } from '../../src/config.ts';
import { openDesk } from './run.ts';

const chatwoot = {
  CHATWOOT_ENABLED: 'sí',
  CHATWOOT_URL: 'https://chatwoot.example.com',
  CHATWOOT_INBOX_ID: 'EXAMPLEinboxIdentifier01',
};
const whatsapp = { D360_API_KEY: 'theapikey0001' };
const said = (environment: Record<string, string>, language: 'es' | 'en' = 'en') =>
  jobLine(readSettings(environment), wordsIn(language).check);

test('the verdict is well only where WhatsApp is answered and registered; else the next step is named', () => {
  expect(said({ ...chatwoot, ...whatsapp })).toMatchObject({ state: 'ok' });
  expect(said({})).toMatchObject({ state: 'wrong', fix: expect.stringContaining('CHATWOOT_ENABLED=true') });
  expect(said(whatsapp)).toMatchObject({ state: 'wrong', detail: expect.stringContaining('nothing of it is') });
  expect(said({ ...chatwoot, ...whatsapp, CHATWOOT_DRY_RUN: 'si' })).toMatchObject({ state: 'warning' });
  expect(said(chatwoot)).toMatchObject({ state: 'off', fix: expect.stringContaining('D360_API_KEY') });
  expect(said({}, 'es').detail).toBe('todavía no hace nada: Chatwoot y WhatsApp están apagados');
});

test('with nothing switched on check does not say "all is well" and exits 1, in the language of the terminal', async () => {
  const desk = openDesk({ UI_LANGUAGE: 'es' });
  try {
    const { code, out } = await desk.run(['check']);
    expect(code).toBe(1);
    expect(out).toContain('1 cosa está mal');
    expect(out).not.toContain('Todo bien');
  } finally {
    await desk.close();
  }
});

test('DEFAULT_COUNTRY reads a number without a country code, in log and in contacts', async () => {
  const desk = openDesk({ UI_LANGUAGE: 'es', DEFAULT_COUNTRY: 'ar' });
  try {
    const logged = await desk.run(['log', '--phone', '0341 15 555-0123', '--user', 'hola', '--json']);
    expect(logged.err).toBe('');
    const asked = await desk.run(['contacts', 'forget', '341 555 0123', '--yes']);
    expect([asked.code, asked.err]).toEqual([0, '']);
    expect(asked.out).toContain('se vaciaron 1 mensajes');
    const wrong = await desk.run(['log', '--phone', '15-555-0123', '--user', 'hola']);
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('--phone no es un número de AR')]);
    const alone = await desk.run(['contacts', 'export', '15-555-0123']);
    expect([alone.code, alone.err]).toEqual([2, expect.stringContaining('PHONE no es un número de AR')]);
  } finally {
    await desk.close();
  }
});

test.each(['15-555-0123', '0341 15 555-0123', '+0 341 555', '(341) 555 0123'])(
  'log refuses %s, which has no country code, with the rule',
  async (phone) => {
    const desk = openDesk({ UI_LANGUAGE: 'es' });
    try {
      const { code, out, err } = await desk.run(['log', '--phone', phone, '--user', 'hola']);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain('--phone tiene que empezar con el código de país');
    } finally {
      await desk.close();
    }
  },
);
