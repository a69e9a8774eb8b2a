import { wordsOf } from '../../faq/read/text.ts';
import { formsOf, stream, views } from './disguises.ts';
import type { GateContext, HitKind } from './hit.ts';

/** So many words of the prompt in a row are a quotation. */
const RUN = 8;
/** The runs of the prompts of this process, by their text. */
const runsByPrompt = new Map<string, string[]>();
const PROMPTS = 100;

/** Every run of the prompt's words that must not leave, each as a stream of letters. */
function runsOf(kept: string): string[] {
  const found = runsByPrompt.get(kept);
  if (found) return found;
  const words = wordsOf(kept);
  const runs = words
    .slice(0, Math.max(0, words.length - RUN + 1))
    .map((_, at) => stream(words.slice(at, at + RUN).join(' ')))
    .filter((run) => run.length >= 16);
  if (runsByPrompt.size >= PROMPTS) runsByPrompt.clear();
  runsByPrompt.set(kept, runs);
  return runs;
}

/** Whether a text quotes the prompt, other than in words that the papers say too. */
function quotes(seen: readonly string[], kept: string, open: readonly string[]): boolean {
  const runs = runsOf(kept).filter((run) => seen.some((view) => view.includes(run)));
  if (runs.length === 0) return false;
  const papers = open.map(stream);
  return runs.some((run) => !papers.some((paper) => paper.includes(run)));
}

const ROLES = new RegExp(
  [
    String.raw`^\s*(?:#{1,6}\s*)?\*{0,2}(?:system|assistant|user|developer|tool|sistema|asistente|usuario|herramienta|thoughts?|reasoning|analysis|scratchpad|observation|action(?: input)?|pensamientos?|razonamiento|raciocinio)\*{0,2}\s*:`,
    String.raw`<\|?\s*/?(?:im_start|im_end|system|assistant|user|endoftext|eot_id|start_header_id|start|channel|message|(?:start|end)_of_turn)\b`,
    String.raw`\[/?(?:INST|SYS|TOOL_CALLS|TOOL_RESULTS|AVAILABLE_TOOLS)\]|</?(?:think|reason|scratchpad|tool_call|function|passage|parameter|invoke)|\{\{[\s\w-]+\}\}|\b(?:phone|email|card|id)[-_–][a-j]{8}\b`,
    String.raw`\bassistant(?:final|commentary|analysis)\b|^\s*(?:analysis|commentary)\s+[A-Z]`,
  ].join('|'),
  'im',
);
const CALLS =
  /\{\s*["'][\w-]{1,40}["']\s*:|["'](?:tool_calls?|tool_call_id|arguments|function|role)["']\s*:|\b(?:tool_calls?|function_call)\b|```\s*json|\bfunctions?\.\w+\(/i;

/** What must stay inside: the canary and the prompt in any disguise, keys, names of tools, the language of machines. */
export function leakHits(text: string, context: GateContext): HitKind[] {
  const seen = views(text);
  const holds = (words: readonly string[]) =>
    words.flatMap(formsOf).some((form) => seen.some((view) => view.includes(form)));
  const low = text.toLowerCase();
  return [
    ...(holds(context.canaries) ? (['canary'] as const) : []),
    ...(holds(context.secrets) ? (['secret'] as const) : []),
    ...(quotes(seen, context.kept, context.open) ? (['prompt'] as const) : []),
    ...(context.tools.some((name) => /[_.\d]|[a-z][A-Z]/.test(name) && low.includes(name.toLowerCase())) ||
    CALLS.test(text)
      ? (['tools'] as const)
      : []),
    ...(ROLES.test(text) ? (['role'] as const) : []),
  ];
}
