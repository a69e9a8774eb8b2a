import { optionsOf, type Heard } from '../../bots/eval/talk.ts';
import { botWords } from '../../bots/llm/words.ts';
import { mark } from '../print.ts';
import type { BotWords } from '../words/bot-words.ts';

/** One answer on the terminal: what the customer reads, what is done besides, and how it came about. */
export function shown({ actions, trace, took }: Heard, words: BotWords, language: 'es' | 'en'): string {
  const said = actions.flatMap((action): string[] => {
    switch (action.do) {
      case 'reply':
        return [action.text, ...optionsOf(action).map(({ title }, at) => mark('off', `  ${at + 1}  ${title}`))];
      case 'handoff':
        return [...(action.words ? [action.words] : []), mark('warning', words.person(action.reason))];
      case 'pass':
        return [mark('warning', words.passed)];
      case 'note':
        return [mark('off', action.text)];
      case 'state':
        return [];
      default:
        return [mark('off', words.did(action.do))];
    }
  });
  const { sources, tools, tokens } = trace;
  const facts = sources !== null || tools.length > 0 || tokens !== null;
  const names = sources?.map(({ source, head }) => (head === '' ? source : `${source} › ${head}`)) ?? null;
  return [
    ...keptBack(actions, trace).map((text) => mark('warning', words.keptBack(text, reasons(trace.gate, language)))),
    ...(said.length > 0 ? said : [mark('off', words.silent)]),
    ...(facts
      ? [mark('off', words.trace({ sources: names, tools: [...new Set(tools)], tokens, ms: Math.round(took) }))]
      : []),
  ].join('\n');
}

/** Answers of the model that are not what was sent. */
function keptBack(actions: Heard['actions'], { said }: Heard['trace']): string[] {
  if (actions.some((action) => action.do === 'pass')) return said;
  return said.slice(0, -1);
}

const reasons = (gate: string[], language: 'es' | 'en'): string[] =>
  [...new Set(gate)].map((kind) => (botWords[language].hits as Record<string, string>)[kind] ?? kind);
