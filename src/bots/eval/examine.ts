import { reasonOf } from '../../errors.ts';
import { languageOf } from '../faq/read/language.ts';
import { NOT_ID } from '../faq/say/menu.ts';
import type { Case, Must } from './cases.ts';
import { optionsOf, Talk, type Examined, type Heard } from './talk.ts';

/** What a case came to. `menu`: something to choose from where an answer was due. `wrong`: it answered otherwise, without a way back. */
export type Outcome = 'right' | 'menu' | 'unsure' | 'wrong';

export interface Result {
  case: Case;
  outcome: Outcome;
  /** Why it is not right, one sentence each. */
  faults: string[];
  /** What was said last. */
  said: string;
  took: number;
}

/** Plays one case. A bot that throws has failed it. */
export async function examine(one: Case, examined: Examined, timeoutMs: number): Promise<Result> {
  const history = one.history.flatMap((said) =>
    (['customer', 'bot', 'agent'] as const).flatMap((author) =>
      author in said ? [{ author, text: (said as Record<string, string>)[author]! }] : [],
    ),
  );
  const talk = new Talk(examined.bot, one.ui, history);
  try {
    for (const turn of one.before) await talk.say(turn, AbortSignal.timeout(timeoutMs));
    const heard = await talk.say(one.ask, AbortSignal.timeout(timeoutMs));
    const faults = faultsOf(one.must, heard, examined);
    const outcome = faults.length === 0 ? 'right' : missed(heard, one.must);
    return { case: one, outcome, faults, said: heard.text, took: heard.took };
  } catch (error) {
    return { case: one, outcome: 'wrong', faults: [reasonOf(error)], said: '', took: 0 };
  }
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[*_~`]/gu, '')
    .replace(/\s+/gu, ' ');

function faultsOf(must: Must, heard: Heard, { sourcesOf }: Examined): string[] {
  const said = plain(heard.text);
  const faults = [
    ...(must.contains ?? []).filter((part) => !said.includes(plain(part))).map((part) => `"${part}" is not in it`),
    ...(must.not ?? []).filter((part) => said.includes(plain(part))).map((part) => `"${part}" is in it`),
  ];
  if (must.hands_off !== undefined && must.hands_off !== heard.handsOff)
    faults.push(heard.handsOff ? 'hands off to a person' : 'does not hand off to a person');
  const language = languageOf(heard.text);
  if (must.language !== undefined && language !== null && language !== must.language)
    faults.push(`is in "${language}"`);
  if (must.menu !== undefined && must.menu !== isMenu(heard))
    faults.push(must.menu ? 'offers no menu' : 'offers a menu');
  if (must.source !== undefined) {
    if (sourcesOf !== null) faults.push(...compared('source', must.source, sourcesOf(heard.text)));
    else faults.push(...restsOn(must.source, heard.trace.sources));
  }
  if (must.tool !== undefined) faults.push(...compared('tool', must.tool, [...new Set(heard.trace.tools)]));
  return faults;
}

/** Passages are found by the words they share with an answer: one more than was wanted is no fault, except where none was. */
function restsOn(wanted: string[] | null, given: Heard['trace']['sources']): string[] {
  if (given === null) return ['this bot does not tell what its answers are made of'];
  if (wanted === null) return compared('source', null, given.map(nameOf));
  return wanted
    .filter((one) => !given.some(({ source, head }) => [source, head, nameOf({ source, head })].includes(one)))
    .map((one) => `source "${one}" is missing`);
}

const nameOf = ({ source, head }: { source: string; head: string }): string =>
  head === '' ? source : `${source} › ${head}`;

function compared(what: string, wanted: string[] | null, given: string[]): string[] {
  const missing = (wanted ?? []).filter((one) => !given.includes(one)).map((one) => `${what} "${one}" is missing`);
  const extra = given.filter((one) => !(wanted ?? []).includes(one)).map((one) => `${what} "${one}" was not wanted`);
  return [...missing, ...extra];
}

const optionsIn = ({ actions }: Heard) => actions.flatMap((action) => (action.do === 'reply' ? optionsOf(action) : []));

const isMenu = (heard: Heard): boolean => optionsIn(heard).filter(({ id }) => !id.startsWith(NOT_ID)).length > 0;

/** How it missed: where it may be put right by the next word, nobody was told something wrong. */
function missed(heard: Heard, must: Must): Outcome {
  const hasWayBack = optionsIn(heard).some(({ id }) => id.startsWith(NOT_ID));
  if (isMenu(heard)) return must.source === null ? 'unsure' : 'menu';
  return hasWayBack || heard.handsOff ? 'unsure' : 'wrong';
}
