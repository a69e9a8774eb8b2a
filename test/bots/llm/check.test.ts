import { expect, onTestFinished, test } from 'vitest';
import { probeModel } from '../../../src/bots/llm/probe.ts';
import { checkBots } from '../../../src/cli/check/bot.ts';
import type { Line } from '../../../src/cli/check/line.ts';
import { wordsIn } from '../../../src/cli/words/words.ts';
import { systemClock } from '../../../src/clock.ts';
import { readSettings } from '../../../src/config.ts';
import type { ChatRequest, Said } from '../../../src/sandbox/llm/chat.ts';
import type { Quirk } from '../../../src/sandbox/llm/quirks.ts';
import { startSandboxLlm } from '../../../src/sandbox/llm/server.ts';

const calls = ({ tools = [] }: ChatRequest): Said =>
  tools.length > 0 ? { calls: [{ name: 'ping', arguments: { word: 'pong' } }] } : { text: 'OK' };

async function checked(quirks: Quirk[], environment: Record<string, string> = {}, model = calls) {
  const llm = await startSandboxLlm({ quirks, model });
  onTestFinished(() => llm.close());
  const own = { ...llm.settings, LLM_MODEL: `m-${Math.random()}` };
  const settings = readSettings({ BOT: 'llm', ...own, ...environment });
  const lines: Line[] = [];
  for await (const line of checkBots(settings, wordsIn('en').check)) lines.push(line);
  return { line: lines[0]!, settings };
}

test('a model that answers and calls tools is well, and what was learnt of it is named', async () => {
  expect((await checked([])).line).toMatchObject({ name: 'bot', state: 'ok' });
  const { line, settings } = await checked(['reasoning_model']);
  expect(line.detail).toContain('max_completion_tokens, reasoning_effort=none');
  expect((await probeModel(settings.bot.llm, systemClock)).failure).toBeNull();
});

const wrong: [string, Quirk[], Record<string, string>, string, string][] = [
  ['the key', [], { LLM_API_KEY: 'another' }, 'wrong', 'does not take the key'],
  ['the model', ['no_model'], {}, 'wrong', 'no such model'],
  ['the address', [], { LLM_BASE_URL: 'http://127.0.0.1:9' }, 'wrong', 'cannot be reached'],
  ['the balance', ['no_quota'], {}, 'wrong', 'no balance'],
  ['the context', ['llama_context'], {}, 'wrong', 'context is too small'],
  ['a context that cuts', ['ollama_cuts'], {}, 'wrong', 'cuts off'],
  ['the tools', ['vllm_no_auto_tools'], {}, 'warning', 'takes no tools'],
  ['pictures', ['no_images'], { LLM_VISION: 'true' }, 'warning', 'takes no pictures'],
  ['a model that thinks for too long', ['length'], {}, 'warning', 'did not call a tool'],
  ['a model that only thinks', ['length', 'blank'], {}, 'wrong', 'did not come to an end'],
  ['a model without a word', ['blank'], {}, 'wrong', 'without a word'],
];

test.each(wrong)('check names %s', async (_, quirks, environment, state, words) => {
  const model = quirks.includes('length') ? () => ({ text: 'Hm.' }) : calls;
  const { line } = await checked(quirks, environment, model);
  expect(line).toMatchObject({ state, detail: expect.stringContaining(words) as string });
  expect(line.fix).toBeTruthy();
});

test('BOT=llm without address or model, and money without prices, is refused at the start', () => {
  expect(() => readSettings({ BOT: 'llm' })).toThrow(/LLM_BASE_URL.*LLM_MODEL/s);
  const whole = { BOT: 'llm', LLM_BASE_URL: 'https://openrouter.ai/api/v1/', LLM_MODEL: 'x', LLM_BUDGET_MONEY: '5' };
  expect(() => readSettings(whole)).toThrow(/LLM_PRICE_INPUT/);
  const { bot } = readSettings({ ...whole, LLM_BUDGET_MONEY: '0', LLM_MASK: 'phone, EMAIL' });
  expect(bot.llm).toMatchObject({ baseUrl: 'https://openrouter.ai/api/v1', masks: ['phone', 'email'] });
});
