import type { EventMessage } from '../chatwoot/events/event.ts';
import { handOver, type EffectOptions, type Line } from '../deliver/hand-over.ts';
import { nextHandoff, type Handoff, type HandoffEvent } from '../handoff/state.ts';
import { changePlace, currentPlace, makeCurrent, placeById } from '../store/people/places.ts';
import type { Place, Tx } from '../store/tables.ts';
import { saysNothing } from './agent-words.ts';

/**
 * A person's public words make the bot quiet; what a program, a bot or Chatwoot itself says does not. Nor do words from before the
 * conversation was given back: an agent who sends and resolves in one act is heard of twice, and often of the words last.
 */
export async function agentReplied(
  tx: Tx,
  place: Place,
  said: EventMessage,
  now: number,
  options: EffectOptions,
): Promise<Line[]> {
  if (said.type !== 'outgoing' || said.private || said.sender?.kind !== 'user' || saysNothing(said)) return [];
  const current = await currentPlace(tx, place.contact_id);
  // Where an agent writes is the person's conversation from then on, unless newer words of theirs stand elsewhere.
  if (current.id !== place.id && said.id > current.last_outgoing_id) await makeCurrent(tx, place);
  const { back_at: backAt } = await placeById(tx, place.id);
  // Of words only the second is told.
  if (said.createdAt <= backAt) return [];
  return await handOver(tx, place.contact_id, { type: 'agent_replied' }, now, options);
}

/** In people's hands, as far as is heard, or as it will be once late words are. */
const HUMAN: Handoff = {
  by: 'human',
  reason: 'agent_replied',
  since: 0,
  until: null,
  remindAt: null,
  giveBackAt: null,
  reminded: false,
};

/**
 * Keeps Chatwoot's time of the act that gives the conversation to the bot; also where it is with the bot already, since the words before
 * that act may be heard of after it.
 */
export async function keepBackAt(tx: Tx, place: Place, at: number, events: HandoffEvent[]): Promise<void> {
  const state = events.reduce((it, event) => nextHandoff(it, event, { now: at, quietHours: 0 }).state, HUMAN);
  if (state.by === 'human') return;
  await changePlace(tx, place, { back_at: at });
}
