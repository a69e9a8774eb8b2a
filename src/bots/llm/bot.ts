import { handOff, reply, resolve, setState, type Action, type Bot, type Turn } from '../bot.ts';
import { TurnTalk } from './conversation.ts';
import { converse, PERSON_ID, type Outcome } from './loop.ts';
import { ModelFailure } from './model/failure.ts';
import { askToWrite, saysWords } from './pictures/ask-to-write.ts';
import { isPicture, lookAt } from './pictures/look.ts';
import type { LlmParts } from './options.ts';
import { stateOf, type Pending, type PersonState } from './state.ts';
import { agreedTo } from './tools/confirm.ts';
import { runTool } from './tools/run-call.ts';
import { botWords } from './words.ts';

/** Nothing an answer would be expected to. */
const SILENT = new Set(['reaction', 'system', 'revoke', 'silent']);
/** Where in its turn a tool runs that the customer confirmed: in front of everything the model calls. */
const CONFIRMED = { step: 0, index: 1_000 };

/** A bot that asks a language model, and lets nothing leave that is not written somewhere. */
export function llmBot(parts: LlmParts): Bot {
  return {
    async answer(turn, signal) {
      if (turn.messages.every(({ kind }) => SILENT.has(kind))) return [];
      await untilReady(parts, signal);
      const state = stateOf(turn.state);
      const talk = new TurnTalk(turn, parts, state);
      if (turn.messages.some(({ choiceId }) => choiceId === PERSON_ID))
        return [handOff(botWords[turn.language].reasons.asked, botWords[talk.language].handOver, { asked: true })];
      try {
        const early = state.pending ? await confirmed(state.pending, talk, signal) : null;
        const outcome = early ?? (await converseSeeing(talk, signal));
        await keep(turn, talk, outcome);
        return [
          ...(parts.vision && talk.unseen > 0 ? askToWrite(outcome.actions, talk) : outcome.actions),
          ...noteOf(talk, outcome),
          ...(talk.resolves ? [resolve()] : []),
          ...stateActions(state, talk, outcome.asks),
        ];
      } catch (error) {
        if (!(error instanceof ModelFailure) || error.verdict === 'pause' || error.verdict === 'retry') throw error;
        parts.log.warn({ turn: turn.id, reason: error.message }, 'the model has no answer for this turn');
        // The next bot of the chain, and after the last a person.
        return [{ do: 'pass' }];
      }
    },
    close: () => parts.knowledge.close(),
  };
}

async function untilReady({ knowledge }: LlmParts, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await Promise.race([
    knowledge.ready,
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    }),
  ]);
}

/** The same with the customer's pictures, where the model is to see them; without, where they cannot be had or it does not take them. */
async function converseSeeing(talk: TurnTalk, signal: AbortSignal): Promise<Outcome> {
  const { parts, turn } = talk;
  if (!parts.vision || !turn.messages.some(isPicture)) return await converse(talk, signal);
  if (!parts.model.learnt.noPictures) talk.see(await lookAt(turn.messages, signal, parts.log));
  try {
    if (talk.seen > 0 || saysWords(talk)) return await converse(talk, signal);
  } catch (error) {
    if (!(error instanceof ModelFailure) || error.kind !== 'pictures') throw error;
    parts.log.warn({ turn: turn.id, reason: error.message }, 'the model is not shown the pictures');
    talk.see([]);
    if (saysWords(talk)) return await converse(talk, signal);
  }
  return { actions: [], text: '', hits: [] };
}

/** What the customer's answer to "shall I?" leads to; null: the model goes on. */
async function confirmed(pending: Pending, talk: TurnTalk, signal: AbortSignal): Promise<Outcome | null> {
  const { turn, parts } = talk;
  const tool = parts.tools.find(({ name }) => name === pending.tool);
  const answer = tool ? agreedTo(pending, turn.messages, turn.now) : 'neither';
  if (answer === 'no') {
    const text = botWords[talk.language].notDone;
    return { actions: [reply(text)], text, hits: [] };
  }
  if (answer !== 'yes' || !tool) return null;
  const done = await runTool(tool, pending.arguments, CONFIRMED, talk, signal, true);
  if ('actions' in done) return { actions: done.actions, text: done.text, hits: [] };
  talk.confirmed = { tool: tool.name, result: done.text };
  return null;
}

/** Keeps with the turn how it came to its answer: for those who look at it. */
async function keep({ steps }: Turn, talk: TurnTalk, { text, hits }: Outcome): Promise<void> {
  const at = steps.saved.length > talk.steps ? null : talk.steps;
  if (at === null) return;
  await steps.save(at, {
    sources: talk.sources(text),
    tools: talk.called,
    gate: hits,
  });
}

/** What agents are shown of how an answer came about (`BOT_NOTES`). */
function noteOf(talk: TurnTalk, { text, hits }: Outcome): Action[] {
  const { parts, turn, called } = talk;
  if (!parts.notes) return [];
  const sources = talk.sources(text).map(({ source, head }) => (head === '' ? source : `${source} › ${head}`));
  return [{ do: 'note', text: botWords[turn.language].note({ sources, tools: called, hits }) }];
}

function stateActions(before: PersonState, talk: TurnTalk, asks?: Pending): Action[] {
  const spent = { day: talk.day, tokens: talk.usedBefore + talk.used };
  const after: PersonState = {
    memory: talk.memory,
    spent: talk.parts.budget.countsPersons && talk.used > 0 ? spent : before.spent,
    pending: asks ?? null,
  };
  return JSON.stringify(after) === JSON.stringify(before) ? [] : [setState(after)];
}
