import type { TurnSteps } from '../bot.ts';

/** What a bot kept of how it came to its answer. */
export interface Trace {
  /** Names of the tools that were called, each as often as it was. */
  tools: string[];
  /** What the answer rests on; null where the bot does not tell. */
  sources: { source: string; head: string }[] | null;
  /** Kinds of faults for which answers were kept back, or would have been. */
  gate: string[];
  /** Answers without a call, the last one included. */
  said: string[];
  /** Of all calls of a model; null where none was made. */
  tokens: { calls: number; in: number; out: number } | null;
}

export const emptyTrace = (): Trace => ({ tools: [], sources: null, gate: [], said: [], tokens: null });

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Keeps no steps, and writes down what they tell. */
export const traced = (trace: Trace): TurnSteps => ({
  saved: [],
  save(_, answer, usage) {
    if (isObject(answer)) read(answer, usage, trace);
    return Promise.resolve();
  },
  async once(call, run) {
    if (!trace.tools.includes(call.name)) trace.tools.push(call.name);
    return { outcome: 'done', value: await run(`${call.step}:${call.index}`) };
  },
});

/** One step: an answer of a model with what it calls, or what is kept at the end of a turn. */
function read(answer: Record<string, unknown>, usage: unknown, trace: Trace): void {
  const { calls, text, sources, gate } = answer;
  if (Array.isArray(calls)) {
    trace.tools.push(...texts(calls.map((call) => (isObject(call) ? call['name'] : null))));
    if (calls.length === 0 && typeof text === 'string' && text !== '') trace.said.push(text);
  }
  if (Array.isArray(sources))
    trace.sources = sources
      .filter(isObject)
      .map((one) => ({ source: textOf(one['source']), head: textOf(one['head']) }));
  trace.gate.push(...texts(gate));
  if (isObject(usage) && typeof usage['in'] === 'number' && typeof usage['out'] === 'number') {
    const { calls: before, in: read, out } = trace.tokens ?? { calls: 0, in: 0, out: 0 };
    trace.tokens = { calls: before + 1, in: read + usage['in'], out: out + usage['out'] };
  }
}
