import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { wordsSaid } from '../../../src/deliver/voice/nothing-said.ts';
import { openTranscriber, type TranscriberOptions } from '../../../src/deliver/voice/transcriber.ts';
import { SttFailure } from '../../../src/deliver/voice/stt-failure.ts';
import type { Quirk } from '../../../src/sandbox/llm/quirks.ts';
import { startSandboxLlm, type SandboxLlm } from '../../../src/sandbox/llm/server.ts';
import type { Fault } from '../../../src/sandbox/types.ts';

let server: SandboxLlm;
beforeAll(async () => (server = await startSandboxLlm()));
afterAll(() => server.close());
beforeEach(() => {
  server.quirks.clear();
  server.faults.set([]);
  server.notes.length = 0;
});

const clock = { at: 1_000_000, now: () => clock.at };
const ogg = Buffer.from('OggS and some sound');
const options = (given: Partial<TranscriberOptions> = {}): TranscriberOptions => ({
  baseUrl: server.url,
  model: 'ear',
  apiKey: server.speech['STT_API_KEY'] ?? null,
  language: null,
  timeoutMs: 20_000,
  mostBytes: 1_000_000,
  clock,
  ...given,
});
const hear = (
  given: Partial<TranscriberOptions> = {},
  bytes: Uint8Array = ogg,
  type: string | null = 'audio/ogg; codecs=opus',
) => openTranscriber(options(given)).hear({ bytes, type }, new AbortController().signal);
const failureOf = async (heard: Promise<unknown>) =>
  await heard.then(
    () => 'heard',
    (error: unknown) => (error instanceof SttFailure ? `${error.kind}, ${error.verdict}` : String(error)),
  );

test('a voice note becomes text: the name of the file ends as its bytes are, whatever was told of it', async () => {
  expect(await hear({ language: 'es' })).toBe('¿Cuáles son los horarios?');
  expect(server.notes[0]).toMatchObject({ model: 'ear', language: 'es', name: 'voice.ogg', type: 'audio/ogg' });
  expect(Buffer.from(server.notes[0]?.bytes ?? [])).toEqual(ogg);
  const kinds: [Uint8Array, string | null, string][] = [
    [Buffer.from('OggS'), 'audio/mpeg', 'voice.ogg'],
    [Buffer.from([0xff, 0xfb, 0x90]), 'audio/ogg', 'voice.mp3'],
    [Buffer.from('ID3 tag'), null, 'voice.mp3'],
    [Buffer.from('....ftypM4A '), 'audio/mp4', 'voice.m4a'],
    [Buffer.from('RIFF....WAVE'), null, 'voice.wav'],
    [Buffer.from([0xff, 0xf1, 0x50]), 'audio/aac', 'voice.m4a'],
    [Buffer.from('what is this'), null, 'voice.ogg'],
  ];
  for (const [bytes, type, name] of kinds) {
    await hear({}, bytes, type);
    expect(server.notes.at(-1)?.name).toBe(name);
  }
});

test.each<[string, { quirk?: Quirk; fault?: Fault; given?: Partial<TranscriberOptions> }]>([
  ['key, pause', { given: { apiKey: 'another' } }],
  ['key, pause', { given: { apiKey: null } }],
  ['model, pause', { quirk: 'no_model' }],
  ['balance, pause', { quirk: 'no_credits' }],
  ['balance, pause', { quirk: 'no_quota' }],
  ['address, pause', { fault: { kind: 'not_found' } }],
  ['address, pause', { fault: { kind: 'maintenance' } }],
  ['busy, retry', { fault: { kind: 'too_many', ms: 3_000 } }],
  ['server, retry', { fault: { kind: 'fail_before' } }],
  ['malformed, retry', { fault: { kind: 'maintenance', status: 200 } }],
  ['malformed, retry', { quirk: 'malformed' }],
  ['malformed, retry', { quirk: 'empty_body' }],
  ['malformed, retry', { quirk: 'openrouter_error' }],
  ['malformed, retry', { fault: { kind: 'endless' } }],
  ['cut, retry', { quirk: 'cut_body' }],
  ['cut, retry', { fault: { kind: 'cut' } }],
  ['timeout, retry', { fault: { kind: 'hang' }, given: { timeoutMs: 50 } }],
  ['unreachable, retry', { given: { baseUrl: 'http://127.0.0.1:9/v1' } }],
  ['too_large, never', { quirk: 'too_large' }],
  ['too_large, never', { given: { mostBytes: 10 } }],
  ['format, never', { quirk: 'no_format' }],
])('%s', async (expected, { quirk, fault, given }) => {
  if (quirk) server.quirks.add(quirk);
  if (fault) server.faults.set([fault]);
  const { baseUrl = server.url } = given ?? {};
  expect(await failureOf(hear({ ...given, baseUrl }))).toBe(expected);
});

test('nothing said, and what models make up where nothing is said, is no text', async () => {
  server.quirks.add('blank');
  expect(await hear()).toBeNull();
  for (const invented of [
    '...',
    ' [Música] ',
    '♪ ♪',
    '(silencio)',
    'Subtítulos realizados por la comunidad de Amara.org',
    '¡Gracias por ver el video!',
    'Thanks for watching!',
    '¡Suscríbete al canal!',
  ])
    expect(wordsSaid(invented), invented).toBeNull();
  for (const said of [
    'Sí',
    '42',
    'gracias por verme tan rápido, ¿a qué hora cierran?',
    '(risas) hola, quería saber el precio',
    'hacen subtítulos para videos por encargo, y cuánto sale cada minuto?',
  ])
    expect(wordsSaid(said), said).toBe(said);
});

test('a server that is known to hear nobody is left alone, and tried again later', async () => {
  const transcriber = openTranscriber(options());
  const again = () => transcriber.hear({ bytes: ogg, type: null }, new AbortController().signal);
  server.quirks.add('no_credits');
  expect(await failureOf(again())).toBe('balance, pause');
  server.quirks.clear();
  expect(await failureOf(again())).toBe('balance, pause');
  clock.at += 30_000;
  expect(await failureOf(again())).toBe('heard');
  server.faults.set([{ kind: 'fail_before', times: 3 }]);
  for (let n = 0; n < 4; n++) expect(await failureOf(again())).toBe('server, retry');
  expect(server.faults.list()).toEqual([]);
  clock.at += 30_000;
  expect(await failureOf(again())).toBe('heard');
});
