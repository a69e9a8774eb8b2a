import { reasonOf } from '../errors.ts';
import type { Handler, Outcome } from '../queue/outcome.ts';
import { earlierNotice, type Way } from '../store/notify/jobs.ts';
import type { Store } from '../store/open.ts';
import type { Job } from '../store/tables.ts';
import type { Verdict } from '../verdict.ts';
import { DAY_OVER_FIX } from './fixes.ts';
import type { Notice } from './notice.ts';
import { bodyOf, post, postVerdict } from './post.ts';
import { sendToPhone, type PhoneChannel } from './send-to-phone.ts';
import { noticeWords, type Translated } from './words.ts';

export interface TellOptions {
  store: Store;
  clock: PhoneChannel['clock'];
  translated: Translated;
}

/** News of the operator's is of no use later. Milliseconds. */
const MOST_MS = 24 * 3_600_000;
/** What stands before it is mostly told so soon after it was due. */
const BEHIND_MS = 1_000;

/** Tells the operator one thing by one way: in the order in which it happened, until it is told or a day is over. */
export function tellHandler(channel: PhoneChannel, { store, clock, translated }: TellOptions): Handler {
  return async (job, signal, effect): Promise<Outcome> => {
    const way = wayOf(job);
    const notice = JSON.parse(job.payload) as Notice;
    const { notify, uiLanguage: language } = channel.settings;
    if (notify[way] === null) return { do: 'done' };
    const earlier = await earlierNotice(store.db, job, way);
    if (earlier !== null) return { do: 'later', dueAt: Math.max(earlier, clock.now()) + BEHIND_MS };
    const text = noticeWords(channel.name, notice, language, translated);
    if (way === 'phone') return endingAfterADay(await sendToPhone(channel, notice, text, job, effect), notice);
    const { url, secret } = notify;
    if (url === null) return { do: 'done' };
    try {
      const body = bodyOf(channel.name, notice, { text, language });
      await effect.call(() => post({ url, secret }, body, { clock, signal }));
      channel.log.info({ subject: notice.subject, state: notice.state, way }, 'the operator was told');
      return { do: 'done' };
    } catch (error) {
      return endingAfterADay({ do: 'failed', verdict: postVerdict(error), reason: reasonOf(error) }, notice);
    }
  };

  function endingAfterADay(outcome: Outcome, { at }: Notice): Outcome {
    if (outcome.do !== 'failed' || outcome.verdict.do === 'give_up' || clock.now() - at < MOST_MS) return outcome;
    const verdict: Verdict = {
      do: 'give_up',
      reason: `nobody could be told for a day: ${outcome.reason}`,
      fix: DAY_OVER_FIX,
    };
    return { ...outcome, verdict };
  }
}

const wayOf = ({ key }: Job): Way => (key.startsWith('notify:url:') ? 'url' : 'phone');
