import type { Action } from '../../bot.ts';
import { isFailure, startsWith } from '../hear/before.ts';

/**
 * Marks what is no answer: the list of questions for what was not understood, a few to choose from, the offer of a person, and the hand-off
 * after that.
 *
 * @param asked what the person had said before, where it was answered with something else
 */
export function markUnanswered(actions: readonly Action[], asked: string | null): Action[] {
  const unanswered = asked?.trim() || true;
  return actions.map((action) =>
    action.do === 'reply' && isNoAnswer(action.text) ? { ...action, unanswered } : action,
  );
}

const isNoAnswer = (text: string): boolean =>
  isFailure(text) || startsWith(text, ({ givenUp, otherThan }) => [givenUp, otherThan]);
