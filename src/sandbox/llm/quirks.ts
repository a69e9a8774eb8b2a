import { textOf, tokensOf, type ChatRequest } from './chat.ts';

/** Ways of real servers that clients stumble over, each by its name; several may be on at once. */
export const QUIRKS = [
  'reasoning_model',
  'no_param',
  'groq_history',
  'deepseek_history',
  'deepseek_r1',
  'groq_broken_call',
  'mistral_order',
  'mistral_errors',
  'ollama_errors',
  'plain_errors',
  'loading',
  'gemini_errors',
  'gemini_signatures',
  'ollama_no_tools',
  'ollama_cuts',
  'vllm_no_auto_tools',
  'llama_context',
  'openai_context',
  'azure_filter',
  'openrouter_error',
  'openrouter_credits',
  'openrouter_finish',
  'no_credits',
  'no_quota',
  'no_model',
  'no_usage',
  'think_tags',
  'same_ids',
  'object_arguments',
  'malformed',
  'no_choices',
  'empty_body',
  'cut_body',
  'length',
  'content_filter',
  'blank',
  'too_large',
  'no_format',
  'no_images',
] as const;

export type Quirk = (typeof QUIRKS)[number];

/** How many tokens the servers with a small context take. */
const SMALL_CONTEXT = 2_000;

export interface Refusal {
  status: number;
  body: unknown;
}

const openAi = (
  status: number,
  message: string,
  more: { code?: string | null; param?: string | null } = {},
): Refusal => ({
  status,
  body: { error: { message, type: 'invalid_request_error', param: more.param ?? null, code: more.code ?? null } },
});

/** What a server with these quirks refuses of a request, in the words of the real one; null: nothing. */
export function refusalOf(request: ChatRequest, quirks: ReadonlySet<Quirk>): Refusal | null {
  const refusal = firstRefusal(request, quirks);
  if (refusal === null) return null;
  const { error } = refusal.body as { error: { param?: unknown; message: string } };
  if (quirks.has('gemini_errors')) {
    const body = [{ error: { code: refusal.status, message: error.message, status: 'INVALID_ARGUMENT' } }];
    return { status: refusal.status, body };
  }
  if (quirks.has('mistral_errors')) {
    const { code = null } = error as { code?: string | null };
    const body = { object: 'error', message: error.message, type: 'invalid_request_error', param: null, code };
    return { status: refusal.status, body };
  }
  if (quirks.has('ollama_errors')) return { status: refusal.status, body: { error: error.message } };
  if (quirks.has('plain_errors')) return { status: refusal.status, body: { detail: error.message } };
  if (quirks.has('no_param')) delete error.param;
  return refusal;
}

function firstRefusal(request: ChatRequest, quirks: ReadonlySet<Quirk>): Refusal | null {
  const has = (quirk: Quirk) => quirks.has(quirk);
  const tools = (request.tools ?? []).length > 0;
  const assistants = request.messages.filter(({ role }) => role === 'assistant');
  const size = tokensOf(request.messages.map(textOf).join(''));
  if (has('no_images') && request.messages.some(showsPicture))
    return openAi(400, `The model ${request.model} does not support image input.`);
  if (has('no_model'))
    return openAi(404, `The model \`${request.model}\` does not exist or you do not have access to it.`, {
      code: 'model_not_found',
    });
  if (has('no_credits')) return openAi(402, 'Insufficient credits. Add more to continue.');
  if (has('no_quota'))
    return openAi(429, 'You exceeded your current quota, please check your plan and billing details.', {
      code: 'insufficient_quota',
    });
  if (has('reasoning_model')) {
    if (request.max_tokens !== undefined)
      return openAi(
        400,
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        { param: 'max_tokens', code: 'unsupported_parameter' },
      );
    if (request.temperature !== undefined && request.temperature !== 1)
      return openAi(400, "Unsupported value: 'temperature' does not support this value with this model.", {
        param: 'temperature',
        code: 'unsupported_value',
      });
    if (tools && request.reasoning_effort !== 'none')
      return openAi(400, "Function tools with reasoning_effort are not supported. Set reasoning_effort to 'none'.", {
        param: 'reasoning_effort',
      });
  }
  if (has('loading')) return openAi(503, 'Loading model');
  if (has('groq_broken_call') && tools)
    return openAi(400, 'Failed to call a function. Please adjust your prompt. See failed_generation.', {
      code: 'tool_use_failed',
    });
  if (has('deepseek_r1') && assistants.some((message) => message.reasoning_content !== undefined))
    return openAi(400, 'The reasoning_content must not be included in the messages of the next round.');
  if (has('groq_history') && assistants.some((message) => message.reasoning_content !== undefined))
    return openAi(400, "'messages.2' : for 'role:assistant' property 'reasoning_content' is unsupported");
  if (
    has('deepseek_history') &&
    assistants.some((message) => message.tool_calls && message.reasoning_content === undefined)
  )
    return openAi(400, 'The `reasoning_content` in the thinking mode must be passed back to the API.');
  const afterTool = request.messages.some(
    ({ role }, at) => role === 'user' && request.messages[at - 1]?.role === 'tool',
  );
  if (has('mistral_order') && afterTool)
    return openAi(400, "Unexpected role 'user' after role 'tool'", { code: '3230' });
  if (has('gemini_signatures') && assistants.some(unsigned))
    return openAi(400, 'Function call is missing a thought_signature in functionCall parts.');
  if (has('ollama_no_tools') && tools)
    return openAi(400, `registry.ollama.ai/library/${request.model} does not support tools`);
  if (has('vllm_no_auto_tools') && tools)
    return openAi(400, '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set');
  if (has('llama_context') && size > SMALL_CONTEXT) {
    const message = 'the request exceeds the available context size, try increasing it';
    const error = {
      code: 400,
      message,
      type: 'exceed_context_size_error',
      n_prompt_tokens: size,
      n_ctx: SMALL_CONTEXT,
    };
    return { status: 400, body: { error } };
  }
  if (has('openai_context') && size > SMALL_CONTEXT)
    return openAi(400, `This model's maximum context length is ${SMALL_CONTEXT} tokens.`, {
      code: 'context_length_exceeded',
      param: 'messages',
    });
  if (has('azure_filter'))
    return openAi(
      400,
      "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
      {
        code: 'content_filter',
        param: 'prompt',
      },
    );
  return null;
}

const showsPicture = ({ content }: ChatRequest['messages'][number]): boolean =>
  Array.isArray(content) && content.some(({ type }) => type === 'image_url');

/** Gemini's signatures travel in a field of the call that only it knows. */
const unsigned = ({ tool_calls: calls }: ChatRequest['messages'][number]): boolean =>
  (calls ?? []).some((call) => !JSON.stringify(call).includes('thought_signature'));

/** How many tokens of the prompt a server counts that cuts what is too long without a word. */
export const countedTokens = (size: number, quirks: ReadonlySet<Quirk>): number =>
  quirks.has('ollama_cuts') ? Math.min(size, SMALL_CONTEXT) : size;
