import { noteHandoff, type HandoffStep } from '../store/reports/handoffs.ts';
import type { Contact, Tx } from '../store/tables.ts';
import {
  handoffColumns,
  handoffOf,
  nextHandoff,
  type Effects,
  type Handoff,
  type HandoffEvent,
  type HandoffOptions,
} from './state.ts';

/**
 * Moves a contact's handoff inside a write; always from the row as it is now, never from an older copy.
 * The effects are the caller's to carry out, in the same write, so that each comes of its transition once.
 *
 * @returns `changed`: who answers is another than before.
 */
export async function applyHandoff(
  tx: Tx,
  contactId: Contact['id'],
  event: HandoffEvent,
  options: HandoffOptions,
): Promise<{ state: Handoff; effects: Effects; changed: boolean }> {
  const contact = await tx.selectFrom('contacts').selectAll().where('id', '=', contactId).executeTakeFirstOrThrow();
  const before = handoffOf(contact);
  const { state, effects } = nextHandoff(before, event, options);
  if (state !== before) {
    await tx.updateTable('contacts').set(handoffColumns(state)).where('id', '=', contactId).execute();
    const step = stepOf(before, state, event, effects);
    if (step) await noteHandoff(tx, contactId, step, options.now);
  }
  return { state, effects, changed: state.by !== before.by };
}

/** These events are a person's answer. */
const answers = new Set<HandoffEvent['type']>(['agent_replied', 'answered_on_phone']);

/** What is kept of it, so that it can be told later how long people waited. */
function stepOf(before: Handoff, state: Handoff, event: HandoffEvent, { reason }: Effects): HandoffStep | null {
  if (before.by === 'bot')
    return { did: 'began', cause: state.reason ?? event.type, answered: answers.has(event.type) };
  if (state.by === 'bot') return { did: 'ended', by: reason ?? event.type };
  return answers.has(event.type) ? { did: 'answered' } : null;
}
