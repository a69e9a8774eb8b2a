import { applicationVerdict } from '../chatwoot/application-failure.ts';
import type { ApplicationClient } from '../chatwoot/application.ts';
import { isMissingRecord } from '../chatwoot/refusal.ts';
import { reasonOf, Refused, Unreachable } from '../errors.ts';
import type { Outcome } from '../queue/worker.ts';
import type { Contact, Job } from '../store/tables.ts';
import type { RegisterOptions } from './register-options.ts';

/** One thing to arrange in a conversation with the bot's token, in the person's register lane: after what was said before it. */
export type Arrangement =
  | { step: 'note'; text: string; exchange: string }
  | { step: 'open'; exchange: string }
  | { step: 'assign'; teamId: number | null; assigneeId: number | null; exchange: string }
  | { step: 'label'; label: string; on: boolean; exchange: string };

export async function arrange(
  job: Job,
  contact: Contact,
  what: Arrangement,
  client: ApplicationClient,
  options: RegisterOptions,
): Promise<Outcome> {
  const { log, dryRun, clock, store } = options;
  const conversation = contact.chatwoot_conversation_id;
  if (dryRun || conversation === null) return { do: 'done' };
  // A note whose answer was lost: the bot may not read the conversation, and two notes are worse than one that may be missing.
  if (what.step === 'note' && job.unclear_before === 1) return { do: 'done' };
  const trace = { exchange: what.exchange, conversation, step: what.step };
  // Passed on since, while this waited: what an agent has resolved is not opened again.
  if (isOverBy(what, contact)) return { do: 'done' };
  const triedAt = clock.now();
  try {
    const own = ownMark(what, triedAt);
    // Before the call: its echo may be quicker than its answer, and is no person's act.
    if (own) await store.write((tx) => tx.updateTable('contacts').set(own).where('id', '=', contact.id).execute());
    await carryOut(client, conversation, what);
    log.info(trace, 'arranged in Chatwoot');
    return { do: 'done' };
  } catch (error) {
    if (isMissingRecord(error)) return { do: 'done' };
    const unclear = (error instanceof Refused || error instanceof Unreachable) && error.unclear;
    log.warn({ ...trace, reason: reasonOf(error) }, 'not arranged');
    return {
      do: 'failed',
      verdict: applicationVerdict(error, job.attempts),
      reason: reasonOf(error),
      unclear,
      triedAt,
    };
  }
}

/** What belongs to a person's hands is not done once the bot answers again, and the other way round. */
function isOverBy(what: Arrangement, contact: Contact): boolean {
  if (what.step === 'note') return false;
  return contact.answered_by !== (what.step === 'label' && !what.on ? 'bot' : 'human');
}

function ownMark(what: Arrangement, now: number): Partial<Contact> | null {
  if (what.step === 'open') return { chatwoot_own_status: 'open', chatwoot_own_status_at: now };
  if (what.step !== 'label') return null;
  return { chatwoot_own_labels: what.on ? 'on' : 'off', chatwoot_own_labels_at: now };
}

async function carryOut(client: ApplicationClient, conversation: number, what: Arrangement): Promise<void> {
  switch (what.step) {
    case 'note':
      await client.postMessage(conversation, { content: what.text, private: true });
      return;
    case 'open':
      await client.toggleStatus(conversation, 'open');
      return;
    case 'assign':
      if (what.teamId !== null) await client.assign(conversation, { teamId: what.teamId });
      if (what.assigneeId !== null) await client.assign(conversation, { assigneeId: what.assigneeId });
      return;
    case 'label': {
      // The call replaces the whole set: others' labels are kept.
      const labels = await client.labels(conversation);
      const wanted = what.on ? [...new Set([...labels, what.label])] : labels.filter((label) => label !== what.label);
      if (wanted.length !== labels.length) await client.setLabels(conversation, wanted);
    }
  }
}
