import type { ModelMessage, ToolModelMessage } from 'ai';
import { reply, type Action } from '../bot.ts';
import type { HitKind } from './gate/hit.ts';
import { tidied } from './gate/tidy.ts';
import { wordsOf, type Call, type ModelAnswer } from './model/client.ts';
import { ModelFailure } from './model/failure.ts';
import type { TurnTalk } from './conversation.ts';
import { lettersOf } from './pictures/show.ts';
import { promptWords } from './prompt/words.ts';
import type { Pending } from './state.ts';
import { runCall, type Ended } from './tools/run-call.ts';
import { toolsFor } from './tools/tools-for.ts';
import { botWords } from './words.ts';

/** So often the model is asked in one turn, an answer that was kept back not counted. */
const MOST_STEPS = 5;

/** Letters that count as a token, before anybody counted them. */
const LETTERS = 4;

/** How a turn ended. */
export interface Outcome {
  actions: Action[];
  /** What the customer reads, for finding where it comes from. */
  text: string;
  /** What was wrong with answers that were kept back, or would have been. */
  hits: HitKind[];
  /** A tool waits for the customer's yes. */
  asks?: Pending;
}

/** What is kept of each step: the model's answer as it came. */
type Step = ModelAnswer;

const isStep = (kept: unknown): kept is Step =>
  typeof kept === 'object' &&
  kept !== null &&
  Array.isArray((kept as Step).calls) &&
  Array.isArray((kept as Step).messages);

/**
 * Asks the model, does what it calls, asks again, until there is an answer: one step at a time, each on the disk before anything is done with
 * it. A try after a crash reads the steps that were kept in place of asking, and finds the results of tools that ran.
 *
 * @throws ModelFailure where no answer came that may leave.
 */
export async function converse(talk: TurnTalk, signal: AbortSignal): Promise<Outcome> {
  const { turn, parts } = talk;
  const tools = toolsFor(parts);
  let instructions = talk.instructions();
  let messages: ModelMessage[] = talk.messages();
  const hits = new Set<HitKind>();
  let keptBack = 0;
  for (let step = 0; step < MOST_STEPS + keptBack; step++) {
    const ask = async () => {
      const sent = Math.ceil(lettersOf(instructions, messages) / LETTERS);
      const before = { turn: talk.used, person: talk.usedBefore + talk.used };
      return await parts.budget.spend(talk.day, { in: sent, out: parts.maxOutputTokens }, before, async () => {
        const value = await parts.model.ask({ instructions, messages, tools, mayCall: step < MOST_STEPS - 1, signal });
        return { value, used: value.tokens };
      });
    };
    const kept = turn.steps.saved[step];
    let answer: Step;
    if (isStep(kept)) answer = kept;
    else {
      try {
        answer = await ask();
      } catch (error) {
        if (!(error instanceof ModelFailure) || error.verdict !== 'shorten' || step > 0) throw error;
        talk.shorten();
        instructions = talk.instructions();
        messages = talk.messages();
        answer = await ask();
      }
      // What stands there otherwise is how an earlier try ended, which was not written down in time.
      if (kept === undefined) await turn.steps.save(step, answer, answer.tokens);
    }
    talk.steps = step + 1;
    talk.used += answer.tokens.in + answer.tokens.out;
    messages.push(...answer.messages);
    let ended: Ended | null = null;
    if (answer.calls.length === 0) ended = { actions: [{ do: 'reply', text: '' }], text: saidIn(answer, talk) };
    else {
      const results: ToolModelMessage['content'] = [];
      for (const [index, call] of answer.calls.entries()) {
        if (call.invalid || ended !== null) {
          if (!call.invalid) results.push(resultOf(call, 'Not done.'));
          continue;
        }
        const done = await runCall({ ...call, input: talk.veil.showIn(call.input) }, { step, index }, talk, signal);
        if ('actions' in done) ended = done;
        results.push(resultOf(call, 'actions' in done ? 'Done.' : done.text));
      }
      if (results.length > 0) messages.push({ role: 'tool', content: results });
    }
    if (ended === null) continue;
    const text = ended.isOurs ? ended.text : tidied(ended.text);
    // What has passed once has passed, whatever the papers say since.
    const found =
      ended.isOurs || (turn.steps.saved[step + 1] !== undefined && !isStep(turn.steps.saved[step + 1]))
        ? []
        : talk.gate(text);
    for (const hit of found) hits.add(hit);
    const stopped = talk.stops(found);
    if (stopped.length === 0) {
      if (found.length > 0) parts.log.warn({ turn: turn.id, hits: found }, 'the gate found something, it is sent');
      return outcomeOf(ended, text, [...hits]);
    }
    parts.log.warn({ turn: turn.id, hits: stopped }, 'the answer of the model was kept back');
    if (keptBack > 0 || answer.calls.length > 0) {
      if (stopped.every((hit) => hit === 'unfounded' || hit === 'off_topic') && parts.strict)
        return notKnown(talk, [...hits]);
      throw new ModelFailure('gate', `the answer was kept back: ${stopped.join(', ')}`);
    }
    keptBack++;
    // It may hold what the customer dictated: that must not come back in the model's own voice.
    messages.splice(-answer.messages.length);
    const reasons = stopped.map((hit) => botWords[parts.language].hits[hit]);
    // Not every server takes a user message right behind a tool's.
    if (messages.at(-1)?.role === 'tool') messages.push({ role: 'assistant', content: '…' });
    messages.push({ role: 'user', content: `[${promptWords[parts.language].keptBack(reasons)}]` });
  }
  throw new ModelFailure('steps', `the model came to no answer in ${MOST_STEPS} steps`);
}

/** What the customer would read of an answer: a mark of ours that the model repeated is none of it, and may be all there is. */
function saidIn(answer: ModelAnswer, { veil }: TurnTalk): string {
  const text = tidied(veil.show(wordsOf(answer)));
  if (text === '') throw new ModelFailure('empty', 'the model answered without a word for the customer');
  return text;
}

/** The button under the words that nothing is written about it. */
export const PERSON_ID = 'llm:person';

/** Nothing is written about it: a person is offered, and the question is kept. */
function notKnown({ language }: TurnTalk, hits: HitKind[]): Outcome {
  const { notKnown: text, person } = botWords[language];
  return {
    actions: [reply(text, { buttons: [{ id: PERSON_ID, title: person }], unanswered: true })],
    text,
    hits,
  };
}

const resultOf = ({ id, name }: Call, text: string): ToolModelMessage['content'][number] => ({
  type: 'tool-result',
  toolCallId: id,
  toolName: name,
  output: { type: 'text', value: text },
});

/** The words stand in the first action that says something. */
function outcomeOf({ actions, asks }: Ended, text: string, hits: HitKind[]): Outcome {
  return {
    actions: actions.map((action) => (action.do === 'reply' && action.text === '' ? { ...action, text } : action)),
    text,
    hits,
    ...(asks ? { asks } : {}),
  };
}
