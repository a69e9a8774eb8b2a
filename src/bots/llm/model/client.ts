import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { extractReasoningMiddleware, generateText, wrapLanguageModel, type ModelMessage, type ToolSet } from 'ai';
import type { Clock } from '../../../clock.ts';
import { boundedFetch } from './bounded-fetch.ts';
import { asLearnt, isRefusal, learn, lessons, type Learnt } from './learnt.ts';
import { Lessons } from './kept-lessons.ts';
import { hasPictures, lettersOf } from '../pictures/show.ts';
import { refusedPictures } from '../pictures/refused.ts';
import { ModelFailure } from './failure.ts';
import { failureOf, saidOf } from './read-failure.ts';
import { Rest } from './rest.ts';

// Its warnings would go to stderr, past the log.
(globalThis as { AI_SDK_LOG_WARNINGS?: boolean }).AI_SDK_LOG_WARNINGS = false;

export interface ModelOptions {
  baseUrl: string;
  model: string;
  apiKey: string | null;
  /** Of one call, its answer included. */
  timeoutMs: number;
  maxOutputTokens: number;
  /** Null: the server's own. */
  temperature: number | null;
  clock: Clock;
  /** What is known of it from before. */
  lessons?: Lessons;
  fetch?: typeof globalThis.fetch;
}

/** One question to the model. */
export interface Question {
  instructions: string;
  messages: ModelMessage[];
  /** Without `execute`: what is called, we run ourselves. */
  tools?: ToolSet;
  /** Whether it may call one now. */
  mayCall?: boolean;
  signal: AbortSignal;
}

export interface Call {
  id: string;
  name: string;
  input: unknown;
  /** It was answered already: an unknown tool, wrong arguments. */
  invalid: boolean;
}

/** JSON through and through: kept in the ledger as it is. */
export interface ModelAnswer {
  /** What was said, without the model's thoughts. Of a step that calls tools it is not for the customer. */
  text: string;
  finish: string;
  calls: Call[];
  /** To be put behind the conversation before the next step. */
  messages: ModelMessage[];
  tokens: { in: number; out: number; cached: number; estimated: boolean };
}

/** Lessons that one call may bring. */
const LESSONS = 4;

/** A language model behind a server that speaks OpenAI's protocol. */
export interface Model {
  readonly learnt: Learnt;
  /** @throws ModelFailure, or what `signal` was aborted with. */
  ask(question: Question): Promise<ModelAnswer>;
}

export function openModel(options: ModelOptions): Model {
  const { baseUrl, model, apiKey, clock } = options;
  const kept = options.lessons ?? new Lessons(options, null);
  const { learnt } = kept;
  const rest = new Rest(clock);
  const isAzure = /\.azure\.com$/i.test(URL.parse(baseUrl)?.hostname ?? '');
  const provider = createOpenAICompatible({
    name: 'llm',
    baseURL: baseUrl,
    ...(apiKey === null ? {} : isAzure ? { headers: { 'api-key': apiKey } } : { apiKey }),
    fetch: boundedFetch(options.fetch),
    transformRequestBody: (body) => asLearnt(body, learnt),
  });
  const wrapped = wrapLanguageModel({
    model: provider(model),
    middleware: extractReasoningMiddleware({ tagName: 'think' }),
  });

  const once = async (question: Question): Promise<ModelAnswer> => {
    const { instructions, messages, tools, mayCall = true } = question;
    const given = tools !== undefined && !learnt.noTools ? tools : undefined;
    const late = AbortSignal.timeout(options.timeoutMs);
    const result = await generateText({
      model: wrapped,
      instructions,
      messages,
      ...(given ? { tools: given, toolChoice: mayCall ? 'auto' : 'none' } : {}),
      maxRetries: 0,
      maxOutputTokens: options.maxOutputTokens,
      ...(options.temperature === null ? {} : { temperature: options.temperature }),
      abortSignal: AbortSignal.any([question.signal, late]),
    });
    const { usage } = result;
    const estimated = usage.inputTokens === undefined;
    const sent = () => lettersOf(instructions, messages) / 4;
    return {
      text: result.text.trim(),
      finish: result.finishReason,
      calls: result.toolCalls.map((call) => ({
        id: call.toolCallId,
        name: call.toolName,
        input: call.input as unknown,
        invalid: 'invalid' in call && call.invalid === true,
      })),
      messages: result.response.messages,
      tokens: {
        in: usage.inputTokens ?? Math.ceil(sent()),
        out: usage.outputTokens ?? Math.ceil(JSON.stringify(result.response.messages).length / 4),
        cached: usage.inputTokenDetails.cacheReadTokens ?? 0,
        estimated,
      },
    };
  };

  return {
    learnt,
    async ask(question) {
      rest.throwIfResting();
      kept.begin(clock.now());
      for (let lesson = 0; ; lesson++) {
        const before = lessons(learnt).join();
        try {
          const answer = await once(question);
          rest.over();
          return answer;
        } catch (error) {
          question.signal.throwIfAborted();
          const said = saidOf(error);
          const unseen = said !== null && hasPictures(question.messages) ? refusedPictures(said) : null;
          if (unseen !== null) {
            if (unseen === 'model') {
              learnt.noPictures = true;
              await kept.keep(clock.now());
            }
            throw new ModelFailure('pictures', 'the model does not take the pictures (LLM_VISION)');
          }
          // Another may have learnt it while this request was on its way: what was refused is no lesson any more.
          const isOld = lessons(learnt).join() !== before;
          const isNews = said !== null && (isOld ? isRefusal(said) : learn(learnt, said));
          if (lesson < LESSONS && isNews) {
            if (!isOld) await kept.keep(clock.now());
            continue;
          }
          const failure = failureOf(error, { timeoutMs: options.timeoutMs, now: clock.now() });
          rest.after(failure);
          throw failure;
        }
      }
    },
  };
}

/** @throws ModelFailure where an answer that calls no tool is nothing that a customer may be sent. */
export function wordsOf({ text, finish }: ModelAnswer): string {
  if (finish === 'stop' && text !== '') return text;
  if (finish === 'length')
    throw new ModelFailure('too_long', 'the model did not come to an end (LLM_MAX_OUTPUT is too small for it)');
  if (finish === 'content-filter') throw new ModelFailure('filtered', 'the model server filtered the answer');
  if (finish === 'stop') throw new ModelFailure('empty', 'the model answered without a word');
  throw new ModelFailure('malformed', 'the model broke off its answer');
}
