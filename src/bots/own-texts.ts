import { botToWhatsApp } from '../chatwoot/markdown.ts';
import type { OwnTexts, TextName } from '../settings/texts.ts';
import type { Action, Bot } from './bot.ts';
import { words as faq } from './faq/say/words.ts';
import { botWords as llm } from './llm/words.ts';

/** What is said of a turn, and not by a bot. */
type Others = 'BOT_FAILED_TEXT' | 'BOT_FILE_FAILED_TEXT' | 'HANDOFF_BACK_TEXT';

const both = <Words>(words: Record<'es' | 'en', Words>, of: (own: Words) => string): string[] => [
  of(words.es),
  of(words.en),
];

/** The sentences that the bots say by themselves, by the setting that puts another in their place. */
export const sentences: Record<Exclude<TextName, Others>, readonly string[]> = {
  BOT_MENU_TEXT: both(faq, ({ menu }) => menu),
  BOT_NEAR_TEXT: both(faq, ({ near }) => near),
  BOT_UNSURE_TEXT: both(faq, ({ unsure }) => unsure),
  BOT_OFFER_TEXT: both(faq, ({ offer }) => offer),
  BOT_GIVEN_UP_TEXT: both(faq, ({ givenUp }) => givenUp),
  BOT_NEEDS_WORDS_TEXT: both(faq, ({ needText }) => needText),
  BOT_OTHER_TEXT: both(faq, ({ notThat }) => notThat),
  BOT_OTHER_OFFER_TEXT: both(faq, ({ otherThan }) => otherThan),
  BOT_HANDOFF_TEXT: both(faq, ({ handOff }) => handOff),
  BOT_SORRY_TEXT: both(faq, ({ sorry }) => sorry),
  BOT_OWN_CASE_TEXT: both(faq, ({ own }) => own),
  BOT_TAKEN_TEXT: both(faq, ({ taken }) => taken),
  BOT_THANKS_TEXT: both(faq, ({ thanks }) => thanks),
  BOT_FINE_TEXT: both(faq, ({ fine }) => fine),
  BOT_BYE_TEXT: both(faq, ({ bye }) => bye),
  BOT_HERE_TEXT: both(faq, ({ here }) => here),
  LLM_HANDOFF_TEXT: both(llm, ({ handOver }) => handOver),
  LLM_UNKNOWN_TEXT: both(llm, ({ notKnown }) => notKnown),
  LLM_UNFINISHED_TEXT: both(llm, ({ unfinished }) => unfinished),
  LLM_CONFIRM_TEXT: both(llm, (own) => own.confirm('', '').split('\n')[0] ?? ''),
  LLM_NOT_DONE_TEXT: both(llm, ({ notDone }) => notDone),
};

/**
 * A bot of ours that says the operator's sentences in place of its own. It reads in the history what it said before, and so is shown its own
 * sentences there: what it does goes by them, not by the operator's.
 */
export function withOwnTexts(bot: Bot, texts: Partial<OwnTexts>): Bot {
  const chosen = Object.entries(sentences).flatMap(([name, ours]) => {
    const theirs = texts[name as TextName] ?? null;
    return theirs === null ? [] : [{ ours, theirs, shown: botToWhatsApp(theirs) }];
  });
  if (chosen.length === 0) return bot;
  const said = (text: string) =>
    swap(
      text,
      chosen.flatMap(({ ours, theirs }) => ours.map((from) => [from, theirs] as const)),
    );
  const before = (text: string) =>
    swap(
      text,
      chosen.flatMap(({ ours, shown }) => [[shown, ours[0] ?? ''] as const]),
    );
  return {
    async answer(turn, signal) {
      const history = turn.history.map((one) => (one.author === 'bot' ? { ...one, text: before(one.text) } : one));
      return (await bot.answer({ ...turn, history }, signal)).map((action) => worded(action, said));
    },
    ...(bot.close ? { close: () => bot.close?.() } : {}),
  };
}

function worded(action: Action, said: (text: string) => string): Action {
  if (action.do === 'reply') return { ...action, text: said(action.text) };
  return action.do === 'handoff' && action.words !== null ? { ...action, words: said(action.words) } : action;
}

/** The sentence that a text is, or begins with on a line of its own, exchanged; the longest counts. */
function swap(text: string, pairs: readonly (readonly [from: string, to: string])[]): string {
  const [found] = pairs
    .filter(([from]) => text === from || text.startsWith(`${from}\n`))
    .sort(([a], [b]) => b.length - a.length);
  return found ? found[1] + text.slice(found[0].length) : text;
}
