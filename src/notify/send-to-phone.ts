import { countedFrom, type Clock } from '../clock.ts';
import { MOST_UNCLEAR_CALLS } from '../effect.ts';
import { reasonOf } from '../errors.ts';
import type { Log } from '../observe/log.ts';
import type { Provider } from '../providers/provider.ts';
import type { GivenUp, Outcome } from '../queue/outcome.ts';
import type { TrackedEffect } from '../queue/tracked-effect.ts';
import type { ChannelSettings } from '../settings/settings.ts';
import { oldestUnread } from '../store/events.ts';
import { operatorWrote } from '../store/notify/operator.ts';
import type { Store } from '../store/open.ts';
import type { Job } from '../store/tables.ts';
import { cutText } from '../text.ts';
import { sendVerdict } from '../whatsapp/failures/failure.ts';
import { templatePart } from '../whatsapp/write/template.ts';
import type { SendPart } from '../whatsapp/write/compose.ts';
import { windowOpen } from '../whatsapp/window.ts';
import type { Notice } from './notice.ts';

/** The channel whose number tells it. */
export interface PhoneChannel {
  name: string;
  settings: Pick<ChannelSettings, 'notify' | 'uiLanguage' | 'unclearSendWaitMs'>;
  /** Null where the channel has no key to send with. */
  provider: Pick<Provider, 'send' | 'words'> | null;
  store: Store;
  clock: Clock;
  log: Log;
}

/** A parameter of a template, with room for the template's own words. */
const MOST_WORDS = 700;
const LOOK_AGAIN_MS = 500;

/** Why nothing is sent to a phone that has not written. */
export const PHONE_CLOSED: GivenUp = {
  reason: 'NOTIFY_PHONE has not written to this number in the last 24 hours, and WhatsApp takes no free words then',
  fix: 'Write anything to the number from that phone and retry, or set NOTIFY_TEMPLATE.',
};

/** Why nothing is sent by a channel that cannot. */
export const NO_KEY: GivenUp = {
  reason: 'NOTIFY_PHONE is set, and the channel has no key to send on WhatsApp with',
  fix: 'Set the key of the number, or NOTIFY_URL in place of NOTIFY_PHONE.',
};

/** Why it is not sent a third time by itself. */
export const NOT_KNOWN: GivenUp = {
  reason: 'it is not known whether WhatsApp took it: sent twice, without an answer and without a status',
  fix: 'Look at the phone. Retrying the problem sends it once more.',
};

const givenUp = ({ reason, fix }: GivenUp): Outcome => ({
  do: 'failed',
  verdict: { do: 'give_up', reason, fix },
  reason,
});

/**
 * One call to WhatsApp, as for a customer: what is unclear waits for its status, and is sent again once at most. It does not wait for the
 * number's pace, nor where the channel is parked: it may be just that which is to be told.
 */
export async function sendToPhone(
  { name, settings, provider, store, clock, log }: PhoneChannel,
  { id, subject, state }: Notice,
  text: string,
  job: Job,
  effect: TrackedEffect,
): Promise<Outcome> {
  const { phone, template } = settings.notify;
  if (phone === null) return { do: 'done' };
  if (provider === null) return givenUp(NO_KEY);
  const known = effect.now;
  if (known.is === 'unclear') {
    const settled = countedFrom(known.since, clock) + settings.unclearSendWaitMs;
    if (clock.now() < settled) return { do: 'later', dueAt: settled };
    // Its status may be among what came and was not read yet.
    const [unread] = await oldestUnread(store.db, name, {
      ...{ limit: 1, upTo: Number.MAX_SAFE_INTEGER, source: 'whatsapp' },
    });
    if (unread) return { do: 'later', dueAt: clock.now() + LOOK_AGAIN_MS };
    if (known.calls >= MOST_UNCLEAR_CALLS) return givenUp(NOT_KNOWN);
  }
  const wrote = await operatorWrote(store.db, name);
  const words = cutText(text, MOST_WORDS);
  const part = partFor(words, windowOpen(wrote?.at ?? null, clock.now()), template);
  if (part === null) return givenUp(PHONE_CLOSED);
  try {
    await effect.call(() => provider.send({ to: wrote?.waId ?? phone }, part, id));
    log.info({ subject, state, way: 'phone' }, 'the operator was told');
    return { do: 'done' };
  } catch (error) {
    const verdict = sendVerdict(error, job.attempts, provider.words);
    const isUnclear = effect.now.is === 'unclear' && (verdict.do === 'retry' || verdict.do === 'doubt');
    return {
      do: 'failed',
      verdict: isUnclear ? { ...verdict, afterMs: settings.unclearSendWaitMs } : verdict,
      reason: reasonOf(error),
    };
  }
}

/** Null where WhatsApp takes nothing. */
function partFor(words: string, isOpen: boolean, template: { name: string; language: string } | null): SendPart | null {
  if (isOpen) return { type: 'text', text: { body: words, preview_url: false } };
  return template === null ? null : templatePart({ ...template, parameters: [words] });
}
