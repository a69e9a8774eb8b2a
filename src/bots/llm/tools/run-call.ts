import { handOff, reply, type Action } from '../../bot.ts';
import { Unreachable } from '../../../errors.ts';
import type { Call } from '../model/client.ts';
import type { TurnTalk } from '../conversation.ts';
import type { Pending } from '../state.ts';
import { botWords } from '../words.ts';
import { textOf } from './call-http.ts';
import { noId, yesId } from './confirm.ts';
import { mayAsk } from './may-ask.ts';
import type { OperatorTool, ToolResult } from './operator-tool.ts';
import { inputOf, type OwnName } from './own-tools.ts';

/** A call that ends the turn: with these actions, an empty reply among them stands for `text`. */
export interface Ended {
  actions: Action[];
  text: string;
  /** Its words are ours. */
  isOurs?: boolean;
  /** A tool waits for the customer's yes. */
  asks?: Pending;
}

export interface Place {
  step: number;
  index: number;
}

/** So many calls of the operator's tools a turn may make. */
const MOST_CALLS = 5;
/** WhatsApp's limits. */
const BUTTONS = 3;
const BUTTON_TITLE = 20;

/**
 * Does what the model called: either it ends the turn, or its result goes back to the model.
 *
 * @throws where the turn must stop (its time is over, the ledger takes nothing).
 */
export async function runCall(
  { name, input }: Call,
  place: Place,
  talk: TurnTalk,
  signal: AbortSignal,
): Promise<Ended | { text: string }> {
  const words = botWords[talk.language];
  const tool = talk.parts.tools.find((one) => one.name === name);
  if (tool) return await runTool(tool, input, place, talk, signal);
  switch (name as OwnName) {
    case 'search_knowledge': {
      const { query } = inputOf('search_knowledge', input);
      return { text: talk.search(query) };
    }
    case 'hand_off': {
      const { reason, words: said, asked } = inputOf('hand_off', input);
      // An empty word of the model is no decision to leave the customer without one.
      const told = said === '' || talk.stops(talk.gate(said)).length > 0 ? words.handOver : said;
      const more = asked ? { asked } : {};
      // Where only what is written may be said, the usual reason is that it is not.
      const mark = talk.parts.strict && !asked ? { unanswered: true as const } : {};
      return { actions: [{ ...handOff(reason, told, more), ...mark }], text: told, isOurs: true };
    }
    case 'resolve_conversation':
      talk.resolves = true;
      return { text: 'It will be marked as settled. Say goodbye in a few words.' };
    case 'offer_choices': {
      const { text, options } = inputOf('offer_choices', input);
      const rows = options.map(({ title, description }, at) => ({
        id: `llm:${at + 1}`,
        title,
        ...(description ? { description } : {}),
      }));
      const isShort =
        rows.length <= BUTTONS && rows.every((row) => row.title.length <= BUTTON_TITLE && !row.description);
      const shown = [text, ...rows.map(({ title, description }) => `${title} ${description ?? ''}`)].join('\n');
      const hits = talk.stops(talk.gate(shown));
      if (hits.length > 0) return { text: `Not sent: ${hits.map((hit) => words.hits[hit]).join('; ')}.` };
      const how = isShort ? { buttons: rows } : { list: { button: words.choose, rows } };
      return { actions: [reply(text, how)], text, isOurs: true };
    }
  }
}

/** Calls one of the operator's tools: once in this turn, whatever happens to us. */
export async function runTool(
  tool: OperatorTool,
  input: unknown,
  place: Place,
  talk: TurnTalk,
  signal: AbortSignal,
  isConfirmed = false,
): Promise<Ended | { text: string }> {
  const { turn } = talk;
  const words = botWords[talk.language];
  if (tool.isThere?.() === false) return { text: 'Not done: this tool is not there at the moment.' };
  const given = tool.check(input);
  if (given === null) return { text: 'Not done: the arguments do not fit the schema.' };
  if (talk.called.length >= MOST_CALLS) return { text: 'Not done: too many calls in one answer.' };
  if (!mayAsk(turn.messages, turn.person.name))
    return { text: 'Not done: the customer did not ask for it in words of their own.' };
  const seen = talk.results.join('\n');
  if (!isConfirmed && tool.known.some((name) => given[name] !== undefined && !seen.includes(textOf(given[name]))))
    return { text: 'Not done: this is none of what was listed for this customer. List it first.' };
  if (tool.confirm && !isConfirmed) {
    const details = Object.entries(given).map(([name, value]) => `\n${name}: ${textOf(value)}`);
    const id = turn.id.slice(-12);
    const buttons = [
      { id: yesId({ id }), title: words.yes },
      { id: noId({ id }), title: words.no },
    ];
    return {
      actions: [reply('', { buttons })],
      text: words.confirm(tool.asks ?? tool.description.split('\n')[0]!.slice(0, 200), details.join('')),
      isOurs: true,
      asks: { id, tool: tool.name, arguments: given, at: turn.now },
    };
  }
  talk.called.push(tool.name);
  const call = { ...place, name: tool.name, arguments: given };
  let kept: Awaited<ReturnType<typeof turn.steps.once>>;
  try {
    kept = await turn.steps.once(call, (key) => tool.run(given, turn.person, key, signal), {
      idempotent: tool.idempotent,
    });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Unreachable)) throw error;
    kept = { outcome: 'unfinished' };
  }
  if (kept.outcome === 'unfinished') {
    const text = words.unfinished;
    return { actions: [handOff(botWords[turn.language].reasons.unfinished(tool.name), text)], text, isOurs: true };
  }
  const { text, ok } = kept.value as ToolResult;
  if (ok) talk.did = tool.looks ? (talk.did === 'changed' ? 'changed' : 'looked') : 'changed';
  talk.results.push(text);
  return { text: talk.veil.hide(text) };
}
