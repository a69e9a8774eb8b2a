import { handOff, reply, type Bot, type Said, type Turn } from './bot.ts';

/** A note so long ago says nothing of how well the next one is heard. Milliseconds. */
const LATELY_MS = 24 * 3_600_000;

/** What is said of a note that nobody could hear: to the customer, and to the agents. */
export const askToWriteWords = {
  es: {
    ask: 'No pude escuchar el audio. ¿Puede ser por escrito, por favor?',
    reason: 'mandó audios que no se pudieron pasar a texto',
  },
  en: {
    ask: 'I could not listen to your voice note. Could you write it to me, please?',
    reason: 'sent voice notes that could not be turned into text',
  },
} as const;

/**
 * A bot that leaves to us what nobody could hear: the customer is asked to write it, beside what the bot says to the rest; at the second
 * note in a row a person listens. An empty text asks nothing, and the bot is given the note as it is.
 *
 * @param text `STT_FAILED_TEXT`
 */
export function askingToWrite(bot: Bot, text: string | null): Bot {
  if (text === '') return bot;
  return {
    async answer(turn, signal) {
      const unheard = turn.messages.filter(isUnheard);
      if (unheard.length === 0) return await bot.answer(turn, signal);
      const { ask, reason } = askToWriteWords[turn.language];
      const asks = reply(text ?? ask);
      if (unheard.length < turn.messages.length) {
        const actions = await bot.answer(turn, signal);
        return actions.some(({ do: what }) => what === 'handoff' || what === 'pass') ? actions : [...actions, asks];
      }
      return [wasAskedBefore(turn) ? handOff(reason, null) : asks];
    },
    ...(bot.close ? { close: () => bot.close?.() } : {}),
  };
}

const isUnheard = ({ voice }: Said): boolean => voice === 'unheard';

/** Whether what they said before this was not heard either, and nobody of the team spoke since. */
function wasAskedBefore({ history, messages }: Turn): boolean {
  const last = history.findLast(({ author }) => author !== 'bot');
  return last !== undefined && isUnheard(last) && (messages[0]?.at ?? 0) - last.at < LATELY_MS;
}
