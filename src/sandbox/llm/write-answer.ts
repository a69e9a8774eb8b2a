import { textOf, tokensOf, type ChatRequest, type Said } from './chat.ts';
import { countedTokens, type Quirk } from './quirks.ts';

/** The body of a successful answer, with whatever the quirks make of it. */
export function answerBody(request: ChatRequest, said: Said, quirks: ReadonlySet<Quirk>, number: number): string {
  if (quirks.has('empty_body')) return '';
  if (quirks.has('no_choices')) return JSON.stringify({ ...frame(request, number), choices: [] });
  if (quirks.has('openrouter_error'))
    return JSON.stringify({ error: { code: 502, message: 'Provider returned error' } });
  if (quirks.has('openrouter_credits'))
    return JSON.stringify({ error: { code: 402, message: 'This request requires more credits.', metadata: {} } });
  const text = JSON.stringify({
    ...frame(request, number),
    choices: [{ index: 0, message: messageOf(said, quirks, number), finish_reason: finishOf(said, quirks) }],
    ...(quirks.has('no_usage') ? {} : { usage: usageOf(request, said, quirks) }),
  });
  return quirks.has('malformed') ? text.slice(0, -text.length / 3) : text;
}

const frame = ({ model }: ChatRequest, number: number) => ({
  id: `chatcmpl-${number}`,
  object: 'chat.completion',
  created: 1_750_000_000 + number,
  model,
});

function messageOf(said: Said, quirks: ReadonlySet<Quirk>, number: number) {
  const { text = null, calls = [] } = said;
  const shown = quirks.has('blank') || quirks.has('content_filter') ? '' : text;
  const thought =
    said.reasoning ??
    (quirks.has('deepseek_history') || quirks.has('deepseek_r1') || quirks.has('groq_history') ? 'Let me see.' : null);
  return {
    role: 'assistant',
    content:
      quirks.has('think_tags') && shown !== null ? `<think>\nThey ask me. I look it up.\n</think>\n\n${shown}` : shown,
    ...(thought === null ? {} : { reasoning_content: thought }),
    ...(calls.length === 0
      ? {}
      : { tool_calls: calls.map((call, at) => callOf(call, quirks, `call_${number}_${at}`)) }),
  };
}

function callOf(call: NonNullable<Said['calls']>[number], quirks: ReadonlySet<Quirk>, fallback: string) {
  const { name, arguments: given } = call;
  return {
    id: quirks.has('same_ids') ? 'c1' : (call.id ?? fallback),
    type: 'function',
    function: { name, arguments: quirks.has('object_arguments') ? given : JSON.stringify(given) },
    ...(quirks.has('gemini_signatures') ? { extra_content: { google: { thought_signature: 'c2lnbmVk' } } } : {}),
  };
}

function finishOf(said: Said, quirks: ReadonlySet<Quirk>): string {
  if (quirks.has('length')) return 'length';
  if (quirks.has('content_filter')) return 'content_filter';
  if (quirks.has('openrouter_finish')) return 'error';
  return said.finish ?? ((said.calls ?? []).length > 0 ? 'tool_calls' : 'stop');
}

function usageOf(request: ChatRequest, said: Said, quirks: ReadonlySet<Quirk>) {
  const prompt = countedTokens(tokensOf(request.messages.map(textOf).join('')), quirks);
  const completion = tokensOf((said.text ?? '') + JSON.stringify(said.calls ?? ''));
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}
