import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { tool, type ToolSet } from 'ai';
import { z } from 'zod';
import { openModel, wordsOf, type ModelOptions, type Question } from '../../../src/bots/llm/model/client.ts';
import { ModelFailure } from '../../../src/bots/llm/model/failure.ts';
import { lessons } from '../../../src/bots/llm/model/learnt.ts';
import { systemClock } from '../../../src/clock.ts';
import type { Quirk } from '../../../src/sandbox/llm/quirks.ts';
import { startSandboxLlm, type SandboxLlm } from '../../../src/sandbox/llm/server.ts';
import type { Fault } from '../../../src/sandbox/types.ts';
import { never } from './rig.ts';

const tools: ToolSet = {
  look: tool({ description: 'Looks.', inputSchema: z.object({ word: z.string() }) as z.ZodType<unknown> }),
};

async function standIn(quirks: Quirk[] = []): Promise<SandboxLlm> {
  const llm = await startSandboxLlm({ quirks, model: () => ({ text: 'Hola.' }) });
  onTestFinished(() => llm.close());
  return llm;
}

let models = 0;
function modelAt(llm: Pick<SandboxLlm, 'url'>, more: Partial<ModelOptions> = {}) {
  return openModel({
    baseUrl: llm.url,
    model: `model-${models++}`,
    apiKey: 'sandbox-llm-key',
    timeoutMs: 30_000,
    maxOutputTokens: 100,
    temperature: 0.2,
    clock: systemClock,
    ...more,
  });
}

const question = (more: Partial<Question> = {}): Question => ({
  instructions: 'Be kind.',
  messages: [{ role: 'user', content: 'Hola' }],
  signal: never,
  ...more,
});

const failure = async (asked: Promise<unknown>): Promise<ModelFailure> => {
  const error: unknown = await asked.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ModelFailure);
  return error as ModelFailure;
};

const faults: [string, Fault | Quirk, string, string][] = [
  ['500', { kind: 'fail_before' }, 'server', 'retry'],
  ['429', { kind: 'too_many', ms: 3_000 }, 'busy', 'retry'],
  ['an HTML page with 200', { kind: 'maintenance', status: 200 }, 'malformed', 'retry'],
  ['404 of a page', { kind: 'not_found' }, 'address', 'pause'],
  ['a firewall', { kind: 'refuse_text', status: 403 }, 'key', 'pause'],
  ['cut before an answer', { kind: 'cut' }, 'unreachable', 'retry'],
  ['an endless answer', { kind: 'endless' }, 'malformed', 'retry'],
  ['a redirect', { kind: 'maintenance' }, 'unreachable', 'retry'],
  ['malformed JSON', 'malformed', 'malformed', 'retry'],
  ['no choices', 'no_choices', 'malformed', 'retry'],
  ['an empty body', 'empty_body', 'malformed', 'retry'],
  ['an answer that is cut', 'cut_body', 'cut', 'retry'],
  ['an error with 200', 'openrouter_error', 'server', 'retry'],
  ['no such model', 'no_model', 'model', 'pause'],
  ['no credits', 'no_credits', 'balance', 'pause'],
  ['429 for an empty account', 'no_quota', 'balance', 'pause'],
  ['a filter of Azure', 'azure_filter', 'filtered', 'next'],
  ['no credits, with 200', 'openrouter_credits', 'balance', 'pause'],
  ['a model that is loading', 'loading', 'server', 'retry'],
];

test.each(faults)('%s: %j is %s, and leads to %s', async (_, how, kind, verdict) => {
  const llm = await standIn(typeof how === 'string' ? [how] : []);
  if (typeof how !== 'string') llm.faults.set([how]);
  const found = await failure(modelAt(llm).ask(question({ instructions: 'Secret words. '.repeat(20) })));
  expect([found.kind, found.verdict]).toEqual([kind, verdict]);
  expect(found.message).not.toContain('Secret words');
  expect(`${found.stack}`).not.toContain('sandbox-llm-key');
});

test('a wrong key and a dead server are told apart', async () => {
  const llm = await standIn();
  expect((await failure(modelAt(llm, { apiKey: 'another' }).ask(question()))).kind).toBe('key');
  const dead = await startSandboxLlm();
  await dead.close();
  expect((await failure(modelAt(dead).ask(question()))).kind).toBe('unreachable');
});

test('a model that hangs is left after its time, and a stop is no failure of the model', async () => {
  const llm = await standIn();
  llm.faults.set([{ kind: 'hang' }]);
  expect((await failure(modelAt(llm, { timeoutMs: 50 }).ask(question()))).kind).toBe('timeout');
  const stop = new AbortController();
  const asked = modelAt(llm).ask(question({ signal: stop.signal }));
  stop.abort(new Error('stopping'));
  await expect(asked).rejects.toThrow('stopping');
});

test('what only the operator can mend is not asked again for a while, nor what asked for rest', async () => {
  const llm = await standIn(['no_credits']);
  const clock = { at: 0, now: () => clock.at };
  const model = modelAt(llm, { clock });
  await failure(model.ask(question()));
  expect((await failure(model.ask(question()))).kind).toBe('balance');
  expect(llm.requests).toHaveLength(1);
  clock.at = 31_000;
  llm.quirks.clear();
  expect((await model.ask(question())).text).toBe('Hola.');
  llm.faults.set([{ kind: 'too_many', ms: 3_000, times: 1 }]);
  expect((await failure(model.ask(question()))).waitMs).toBe(3_000);
  expect((await failure(model.ask(question()))).kind).toBe('busy');
  clock.at += 3_000;
  expect((await model.ask(question())).text).toBe('Hola.');
});

const learnt: [Quirk[], string[]][] = [
  [['reasoning_model'], ['max_completion_tokens', 'reasoning_effort=none', '-temperature']],
  [
    ['reasoning_model', 'no_param'],
    ['max_completion_tokens', 'reasoning_effort=none', '-temperature'],
  ],
  [['vllm_no_auto_tools'], ['-tools']],
  [['ollama_no_tools'], ['-tools']],
  [['ollama_no_tools', 'gemini_errors'], ['-tools']],
  [['ollama_no_tools', 'ollama_errors'], ['-tools']],
  [
    ['reasoning_model', 'mistral_errors'],
    ['max_completion_tokens', 'reasoning_effort=none', '-temperature'],
  ],
  [
    ['reasoning_model', 'plain_errors'],
    ['max_completion_tokens', 'reasoning_effort=none', '-temperature'],
  ],
];

test('those who asked while the first lesson was learnt ask again with it', async () => {
  const llm = await standIn(['reasoning_model']);
  const model = modelAt(llm);
  const answers = await Promise.all(Array.from({ length: 8 }, () => model.ask(question({ tools }))));
  expect(answers.map(({ text }) => text)).toEqual(Array.from({ length: 8 }, () => 'Hola.'));
});

test('a call that the model made in a broken way is a matter of trying again', async () => {
  const llm = await standIn(['groq_broken_call']);
  const found = await failure(modelAt(llm).ask(question({ tools })));
  expect([found.kind, found.verdict]).toEqual(['malformed', 'retry']);
});

test.each(learnt)('%j: what is refused is learnt and kept', async (quirks, words) => {
  const llm = await standIn(quirks);
  const model = modelAt(llm);
  expect((await model.ask(question({ tools }))).text).toBe('Hola.');
  expect(lessons(model.learnt)).toEqual(words);
  const asked = llm.requests.length;
  await model.ask(question({ tools }));
  expect(llm.requests).toHaveLength(asked + 1);
});

test.each(['groq_history', 'deepseek_history', 'deepseek_r1', 'gemini_signatures', 'same_ids'] as const)(
  '%s: a second step is taken with what the server wants back',
  async (quirk) => {
    const llm = await standIn([quirk]);
    llm.model = ({ messages }) =>
      messages.some(({ role }) => role === 'tool')
        ? { text: 'Hay.' }
        : { calls: [{ name: 'look', arguments: { word: 'x' } }] };
    const model = modelAt(llm);
    const first = await model.ask(question({ tools }));
    const [call] = first.calls;
    expect(call).toMatchObject({ name: 'look', input: { word: 'x' }, invalid: false });
    const kept = JSON.parse(JSON.stringify(first.messages)) as typeof first.messages;
    const result = {
      type: 'tool-result' as const,
      toolCallId: call!.id,
      toolName: 'look',
      output: { type: 'text' as const, value: 'x' },
    };
    const second = await model.ask(
      question({ tools, messages: [...question().messages, ...kept, { role: 'tool', content: [result] }] }),
    );
    expect(wordsOf(second)).toBe('Hay.');
  },
);

test('a context that is too small is known by every server’s words', async () => {
  for (const quirk of ['llama_context', 'openai_context'] as const) {
    const llm = await standIn([quirk]);
    const found = await failure(modelAt(llm).ask(question({ instructions: 'long '.repeat(4_000) })));
    expect([found.kind, found.verdict]).toEqual(['context', 'shorten']);
  }
});

test('only words that came to their end are an answer', async () => {
  const kinds: [Quirk, string][] = [
    ['length', 'too_long'],
    ['content_filter', 'filtered'],
    ['blank', 'empty'],
    ['openrouter_finish', 'malformed'],
  ];
  for (const [quirk, kind] of kinds) {
    const answer = await modelAt(await standIn([quirk])).ask(question());
    expect(() => wordsOf(answer)).toThrow(expect.objectContaining({ kind }));
  }
});

test('thoughts are no words of the answer, and tokens are counted where the server counts none', async () => {
  const answer = await modelAt(await standIn(['think_tags', 'no_usage'])).ask(question());
  expect(wordsOf(answer)).toBe('Hola.');
  expect(answer.tokens).toMatchObject({ estimated: true });
  expect(answer.tokens.in).toBeGreaterThan(5);
});

test('the key goes to the address that was set and nowhere else', async () => {
  let other = 0;
  const thief = createServer((_, response) => {
    other++;
    response.end('{}');
  }).listen(0, '127.0.0.1');
  const moved = createServer((_, response) => {
    response.writeHead(302, { location: `http://127.0.0.1:${(thief.address() as AddressInfo).port}/` }).end();
  }).listen(0, '127.0.0.1');
  for (const server of [thief, moved]) if (!server.listening) await once(server, 'listening');
  onTestFinished(() => void [thief.close(), moved.close()]);
  await failure(modelAt({ url: `http://127.0.0.1:${(moved.address() as AddressInfo).port}` }).ask(question()));
  expect(other).toBe(0);
});
