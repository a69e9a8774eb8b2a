import type { Said } from './read-failure.ts';

/** What one model at one address does not take, found out by its refusals. */
export interface Learnt {
  /** `max_completion_tokens` in place of `max_tokens`. */
  completionTokens: boolean;
  /** `reasoning_effort` is sent as `none`. */
  noEffort: boolean;
  /** Fields that are not sent. */
  dropped: Set<string>;
  /** How earlier reasoning goes back within a turn. */
  reasoning: 'as it is' | 'renamed' | 'dropped' | 'always';
  /** It takes no tools. */
  noTools: boolean;
  /** It sees no pictures. */
  noPictures: boolean;
}

const DROPPABLE = ['temperature', 'parallel_tool_calls', 'tool_choice', 'max_completion_tokens'];

export const nothingLearnt = (): Learnt => ({
  completionTokens: false,
  noEffort: false,
  dropped: new Set(),
  reasoning: 'as it is',
  noTools: false,
  noPictures: false,
});

/** Whether it was the request that the server did not like. */
export const isRefusal = ({ status }: Pick<Said, 'status'>): boolean => status === 400 || status === 422;

/**
 * Draws the lesson of a refusal, from the field that the server names or, where it fills none, from its words.
 *
 * @returns whether the same request, sent anew, is another one now.
 */
export function learn(learnt: Learnt, { status, param, message }: Said): boolean {
  if (!isRefusal({ status })) return false;
  const named = param ?? '';
  const says = (word: string) => named === word || (named === '' && message.includes(word));
  if (named === '' || named === 'messages') {
    if (/reasoning_content/.test(message)) return learnReasoning(learnt, /passed back|must(?! not)/i.test(message));
  }
  if (
    /\btools?\b/i.test(message) &&
    /not support|--enable-auto-tool-choice|without tool/i.test(message) &&
    !/effort/.test(message)
  )
    return !learnt.noTools && (learnt.noTools = true);
  // Longer names first: one holds the other.
  if (says('max_completion_tokens') && learnt.completionTokens && named === 'max_completion_tokens') {
    return drop(learnt, 'max_completion_tokens');
  }
  if (says('max_tokens') && !learnt.completionTokens) return (learnt.completionTokens = true);
  if (says('reasoning_effort')) {
    if (!learnt.noEffort) return (learnt.noEffort = true);
    return drop(learnt, 'reasoning_effort');
  }
  const field = DROPPABLE.find((one) => says(one) && !learnt.dropped.has(one));
  return field !== undefined && drop(learnt, field);
}

function drop(learnt: Learnt, field: string): boolean {
  if (learnt.dropped.has(field)) return false;
  learnt.dropped.add(field);
  return true;
}

function learnReasoning(learnt: Learnt, wanted: boolean): boolean {
  const next = wanted ? 'always' : learnt.reasoning === 'renamed' ? 'dropped' : 'renamed';
  if (learnt.reasoning === next) return false;
  learnt.reasoning = next;
  return true;
}

/** What was learnt, in words for `check`; empty where there was nothing to learn. */
export function lessons({ completionTokens, noEffort, dropped, reasoning, noTools, noPictures }: Learnt): string[] {
  return [
    ...(completionTokens ? ['max_completion_tokens'] : []),
    ...(noEffort ? ['reasoning_effort=none'] : []),
    ...[...dropped].map((field) => `-${field}`),
    ...(reasoning === 'as it is' ? [] : [`reasoning: ${reasoning}`]),
    ...(noTools ? ['-tools'] : []),
    ...(noPictures ? ['-pictures'] : []),
  ];
}

type Body = Record<string, unknown>;

/** The body of a request, as this model takes it. */
export function asLearnt(body: Body, learnt: Learnt): Body {
  const changed: Body = { ...body };
  if (learnt.completionTokens && 'max_tokens' in changed) {
    changed['max_completion_tokens'] = changed['max_tokens'];
    delete changed['max_tokens'];
  }
  if (learnt.noEffort) changed['reasoning_effort'] = 'none';
  for (const field of learnt.dropped) delete changed[field];
  if (learnt.noTools) {
    delete changed['tools'];
    delete changed['tool_choice'];
    delete changed['parallel_tool_calls'];
  }
  if (learnt.reasoning !== 'as it is' && Array.isArray(changed['messages'])) {
    changed['messages'] = (changed['messages'] as Body[]).map((message) => withReasoning(message, learnt.reasoning));
  }
  return changed;
}

function withReasoning(message: Body, how: Learnt['reasoning']): Body {
  if (message['role'] !== 'assistant') return message;
  const { reasoning_content: thought, ...rest } = message;
  if (how === 'always') return { ...message, reasoning_content: thought ?? '' };
  return how === 'renamed' && thought !== undefined ? { ...rest, reasoning: thought } : rest;
}
