import { tool } from 'ai';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { wordsOf } from './model/client.ts';
import { ModelFailure, type FailureKind } from './model/failure.ts';
import { square } from './pictures/square.ts';
import { withPictures } from './pictures/show.ts';
import { lessons } from './model/learnt.ts';
import type { Model } from './model/client.ts';
import { modelOf, type LlmOptions } from './open.ts';

/** What two small calls of the model tell. */
export interface Probe {
  /** Null: it answers. */
  failure: FailureKind | null;
  /** Whether it calls tools: `no`: its server takes none; `silent`: it was asked to and did not. */
  tools: 'yes' | 'no' | 'silent';
  /** Its server cuts off what is too long, without a word. */
  cuts: boolean;
  /** Whether it takes pictures; null where it is to be shown none. */
  sees: boolean | null;
  /** Parameters that it does not take. */
  lessons: string[];
}

/** About as much as a turn with passages and some history holds. Characters. */
const USUAL = 24_000;

/** Asks the model something tiny, and then to call a tool, with a text behind it that is as long as a turn. */
export async function probeModel(options: LlmOptions, clock: Clock): Promise<Probe> {
  const model = modelOf(options, clock);
  const signal = AbortSignal.timeout(2 * options.timeoutMs);
  const probe: Probe = { failure: null, tools: 'silent', cuts: false, sees: null, lessons: [] };
  const user = (content: string) => [{ role: 'user' as const, content }];
  try {
    const first = await model.ask({ instructions: 'Answer with OK.', messages: user('OK?'), signal });
    // A model that thinks may use all of LLM_MAX_OUTPUT for that.
    if (first.text === '') wordsOf(first);
    const papers = 'This line is only here to be long. '.repeat(USUAL / 35);
    const { calls, tokens } = await model.ask({
      instructions: `Call the tool "ping" now, with the word "pong". Say nothing.\n\n${papers}`,
      messages: user('ping'),
      tools: {
        ping: tool({ description: 'Call it when you are told to.', inputSchema: z.object({ word: z.string() }) }),
      },
      signal,
    });
    probe.tools = model.learnt.noTools ? 'no' : calls.length > 0 ? 'yes' : 'silent';
    probe.cuts = !tokens.estimated && tokens.in < USUAL / 4 / 2;
    if (options.vision) probe.sees = await sees(model, signal);
  } catch (error) {
    if (!(error instanceof ModelFailure)) throw error;
    probe.failure = error.kind;
  }
  return { ...probe, lessons: lessons(model.learnt) };
}

/** Whether its server takes a small picture. */
async function sees(model: Model, signal: AbortSignal): Promise<boolean> {
  const pictures = [{ message: 'probe', type: 'image/png', bytes: square() }];
  const messages = withPictures([{ role: 'user', content: 'OK?' }], pictures);
  try {
    await model.ask({ instructions: 'Answer with OK.', messages, signal });
    return true;
  } catch (error) {
    if (error instanceof ModelFailure && error.kind === 'pictures') return false;
    throw error;
  }
}
