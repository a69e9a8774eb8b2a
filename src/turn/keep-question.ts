import type { Action, Said, Unanswered } from '../bots/bot.ts';
import { asksSomething } from '../bots/likeness.ts';
import type { Entry } from '../bots/faq/file/parse.ts';
import { numbersIn } from '../bots/faq/hear/choose.ts';
import { wordsSaid } from '../bots/faq/hear/words-said.ts';
import { addQuestion, noteWhatBecame } from '../store/questions.ts';
import type { Contact, Tx } from '../store/tables.ts';

/** More of a question nobody reads in a list. UTF-16 units. */
const LONGEST = 1_000;

export interface Answering {
  contact: Contact;
  /** Who answers; null where none could. */
  bot: string | null;
  /** What is answered. */
  said: readonly Said[];
  now: number;
}

/** Keeps what the bots could not answer, and what came of the question before; nothing else is kept of what was said. */
export async function keepQuestion(
  tx: Tx,
  actions: readonly Action[],
  { contact, bot, said, now }: Answering,
): Promise<void> {
  const handsOff = actions.some((action) => action.do === 'handoff');
  const mark = bot === null ? true : markIn(actions);
  // Where a list is shown again nothing was chosen yet.
  const showsMore = actions.some((action) => action.do === 'reply' && action.list !== undefined);
  const chosen = handsOff || showsMore ? null : chosenIn(said);
  if (mark === null) {
    const became = handsOff ? 'person' : chosen === null ? null : 'chosen';
    if (became !== null) await noteWhatBecame(tx, contact.id, { became, chosen, now });
    return;
  }
  if (handsOff) await noteWhatBecame(tx, contact.id, { became: 'person', chosen: null, now });
  const words = (mark === true ? wordsSaid(said) : mark).trim().slice(-LONGEST);
  // A sticker, a greeting, "no": nothing that an answer could be written for.
  if (!asksSomething(words)) return;
  const { id: contact_id, channel_id } = contact;
  await addQuestion(tx, {
    channel_id,
    contact_id,
    words,
    bot,
    became: handsOff ? 'person' : null,
    asked_at: now,
  });
}

function markIn(actions: readonly Action[]): Unanswered | null {
  for (const action of actions) {
    const mark = action.do === 'reply' || action.do === 'handoff' ? action.unanswered : undefined;
    if (mark !== undefined) return mark;
  }
  return null;
}

/** What the customer chose of what was shown: by a tap, or by its number. */
function chosenIn(said: readonly Said[]): string | null {
  const tapped = said.findLast(({ choiceId }) => choiceId !== undefined);
  if (tapped) return tapped.text;
  const text = said.map((one) => one.text).join(' ');
  return numbersIn(text, TEN, []) === null ? null : text.trim().slice(0, LONGEST);
}

/** As many rows as a list may have; which one is meant does not matter. */
const TEN = Array.from({ length: 10 }, () => ({}) as Entry);
