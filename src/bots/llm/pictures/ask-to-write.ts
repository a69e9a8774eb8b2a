import { handOff, reply, type Action } from '../../bot.ts';
import type { TurnTalk } from '../conversation.ts';
import { botWords } from '../words.ts';
import { isPicture } from './look.ts';

/** Whether the customer said anything besides pictures without words. */
export const saysWords = ({ turn }: TurnTalk): boolean =>
  turn.messages.some((one) => !isPicture(one) || one.text.includes('\n'));

/**
 * Asks the customer to write what stands in pictures that the model was not shown, beside what the bot says to the rest. Where nothing but
 * such pictures comes again, a person looks at them.
 */
export function askToWrite(actions: Action[], talk: TurnTalk): Action[] {
  const { parts, turn, language } = talk;
  const text = parts.unseenText ?? botWords[language].unseen;
  if (text === '' || actions.some(({ do: what }) => what === 'handoff' || what === 'pass')) return actions;
  const before = turn.history.findLast(({ author }) => author === 'bot');
  if (actions.length === 0 && before?.text.trim() === text.trim())
    return [handOff(botWords[turn.language].unseenAgain, null)];
  return [...actions, reply(text)];
}
