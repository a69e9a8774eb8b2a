import type { ApplicationClient } from '../../chatwoot/api/application.ts';
import { applicationVerdict, isShutDoor } from '../../chatwoot/failures/application-failure.ts';
import { isMissingRecord } from '../../chatwoot/failures/refusal.ts';
import { lastingClock, type Clock } from '../../clock.ts';
import { reasonOf, Refused, Unreachable } from '../../errors.ts';
import type { Handler, Outcome } from '../../queue/worker.ts';
import { messageById } from '../../store/messages.ts';
import type { Store } from '../../store/open.ts';
import { placeOfMessage } from '../../store/people/places.ts';
import type { Job, Message, Tx, WhatsAppState } from '../../store/tables.ts';
import type { Patience } from '../../verdict.ts';
import { reasonForAgents } from './refusal-words.ts';
import { tellState, type TellOptions } from './tell-state.ts';

export interface TickOptions {
  store: Store;
  clock: Clock;
  /** With a user's token: only that may set the status of a message. */
  client: ApplicationClient;
  /** How a failure is told where no tick can show it. */
  tell: TellOptions;
}

/** How long no tick is tried after the token was refused, or the release turned out not to know ticks. Milliseconds. */
const SHUT_MS = 10 * 60_000;

const RANK: Partial<Record<WhatsAppState, number>> = { sent: 1, failed: 2, delivered: 3, read: 4 };

/**
 * Shows on a message in Chatwoot how far it came on WhatsApp: the state as it is now, so that ticks never go back, however late the job
 * runs. A failure always carries its reason: without one the agents' page offers no Retry. Where ticks cannot be set at all the first one
 * becomes a problem, the others end quietly, and failures are told as they are without a user token.
 */
export function tickHandler({ store, clock, client, tell }: TickOptions): Handler {
  const shut = { until: 0, told: false };
  const tellOtherwise = async (tx: Tx, id: string, news: WhatsAppState) => {
    // Several jobs may find it failed: the one of that very news tells it, once.
    if (news === 'failed' || news === 'discarded') await tellState(tx, id, clock.now(), { ...tell, ticks: false });
  };
  return async (job): Promise<Outcome> => {
    const { message: id, state: news } = JSON.parse(job.payload) as { message: string; state: WhatsAppState };
    const message = await messageById(store.db, id);
    if (!message) return { do: 'done' };
    // Chatwoot has no other word for what was never sent.
    const state = message.whatsapp_state === 'discarded' ? 'failed' : message.whatsapp_state;
    if (state === null || RANK[state] === undefined || !isNews(message, state)) return { do: 'done' };
    // Of an older ledger: another is added when the message is registered.
    if (message.chatwoot_message_id === null) return { do: 'done' };
    if (lastingClock(clock).now() < shut.until) return { do: 'done', commit: (tx) => tellOtherwise(tx, id, news) };
    const { conversation_id: conversation } = await placeOfMessage(store.db, message.id);
    if (conversation === null) return { do: 'done' };
    try {
      await client.setMessageStatus(
        conversation,
        message.chatwoot_message_id,
        state as 'sent' | 'delivered' | 'read' | 'failed',
        state === 'failed' ? reasonForAgents(message, tell.language, tell.windowAdvice) : undefined,
      );
      return {
        do: 'done',
        answered: true,
        commit: async (tx) =>
          void (await tx.updateTable('messages').set({ ticked: state }).where('id', '=', id).execute()),
      };
    } catch (error) {
      // Deleted in Chatwoot.
      if (isMissingRecord(error)) return { do: 'done' };
      if (!(error instanceof Refused || error instanceof Unreachable)) throw error;
      const reason = reasonOf(error);
      const own = applicationVerdict(error, job.attempts);
      // At first it may be a page in front of Chatwoot that everybody gets: the inbox tells, and time.
      if (isShutDoor(error) && (own.do !== 'doubt' || isTriedEnough(job, own.own, clock.now()))) {
        shut.until = lastingClock(clock).now() + SHUT_MS;
        const commit = (tx: Tx) => tellOtherwise(tx, id, news);
        if (shut.told) return { do: 'done', commit };
        shut.told = true;
        // Never a pause: it would hold up every tick and tell nobody of the failures.
        const fix = 'Check CHATWOOT_USER_TOKEN and CHATWOOT_ACCOUNT_ID with `optiatiende check`.';
        const verdict = own.do === 'give_up' ? own : { do: 'give_up' as const, reason, fix };
        return { do: 'failed', verdict, reason, commit };
      }
      // Setting a status twice changes nothing: there is nothing to read back.
      return { do: 'failed', verdict: own, reason };
    }
  };
}

const isTriedEnough = (job: Job, { tries, overMs }: Patience, now: number): boolean =>
  job.attempts >= tries && now - (job.failing_since ?? now) >= overMs;

/** After Retry a failed message may become "sent" again; otherwise only forward. */
function isNews(message: Message, state: WhatsAppState): boolean {
  if (message.ticked === null || message.ticked === 'failed') return message.ticked !== state;
  return (RANK[state] ?? 0) > (RANK[message.ticked] ?? 0);
}
