import { count, took } from '../observe/meter.ts';
import type { Outcome } from './outcome.ts';
import type { Try, WorkerOptions } from './worker-options.ts';

/** One try has ended in the ledger. What was only too early is none. */
export function countTry({ job }: Try, outcome: Outcome, { channelId: channel, kind, clock }: WorkerOptions): void {
  if (outcome.do === 'later') return;
  const how = outcome.do === 'done' ? 'done' : outcome.verdict.do === 'give_up' ? 'given_up' : 'again';
  count('optiatiende_job_tries_total', { channel, kind, outcome: how });
  if (kind === 'turn' && how === 'done')
    took('optiatiende_turn_seconds', {}, Math.max(0, clock.now() - job.created_at) / 1_000);
  if (kind !== 'send' || (outcome.do === 'done' && !outcome.answered)) return;
  if (outcome.do === 'done') return count('optiatiende_sends_total', { channel, outcome: 'sent', class: 'ok' });
  const refused = outcome.verdict.do === 'give_up';
  count('optiatiende_sends_total', { channel, outcome: refused ? 'refused' : 'again', class: outcome.verdict.do });
}
