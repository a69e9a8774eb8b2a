import { expect, onTestFinished, test } from 'vitest';
import type { Line } from '../../../src/cli/check/line.ts';
import { checkVoice } from '../../../src/cli/check/voice.ts';
import { wordsIn } from '../../../src/cli/words/words.ts';
import { readSettings } from '../../../src/config.ts';
import { Misconfigured } from '../../../src/errors.ts';
import type { Quirk } from '../../../src/sandbox/llm/quirks.ts';
import { startSandboxLlm } from '../../../src/sandbox/llm/server.ts';

async function checked(quirks: Quirk[], environment: Record<string, string> = {}, language: 'es' | 'en' = 'en') {
  const llm = await startSandboxLlm({ quirks });
  onTestFinished(() => llm.close());
  const lines: Line[] = [];
  const settings = readSettings({ ...llm.speech, ...environment });
  for await (const line of checkVoice(settings, wordsIn(language).check)) lines.push(line);
  return { lines, llm };
}

test('a second of silence is heard, as WhatsApp’s notes are', async () => {
  const { lines, llm } = await checked([]);
  expect(lines).toEqual([{ name: 'voice', state: 'ok', detail: 'sandbox-ear hears voice notes' }]);
  expect(llm.notes[0]).toMatchObject({ name: 'voice.ogg', type: 'audio/ogg' });
  expect(Buffer.from(llm.notes[0]?.bytes ?? []).toString('latin1')).toContain('OpusHead');
});

test.each<[string, Quirk[], Record<string, string>]>([
  ['does not take the key', [], { STT_API_KEY: 'another' }],
  ['no such model', ['no_model'], {}],
  ['no balance', ['no_quota'], {}],
  ['does not take Ogg', ['no_format'], {}],
  ['not even a second', ['too_large'], {}],
  ['something that is no text', ['malformed'], {}],
  ['cannot be reached', [], { STT_BASE_URL: 'http://127.0.0.1:9/v1' }],
])('%s', async (says, quirks, environment) => {
  const { lines } = await checked(quirks, environment);
  expect(lines[0]).toMatchObject({ name: 'voice', state: 'wrong' });
  expect(lines[0]?.detail).toContain(says);
  expect(lines[0]?.fix).toBeTruthy();
});

test('nothing is tried where none are to be heard, and half a set-up is refused', async () => {
  expect((await checked([], { STT_BASE_URL: '', STT_MODEL: '', STT_API_KEY: '' })).lines).toEqual([]);
  expect(() => readSettings({ STT_BASE_URL: 'https://stt.example/v1' })).toThrow(Misconfigured);
  expect(() => readSettings({ STT_MODEL: 'whisper-1' })).toThrow('STT_BASE_URL');
});
