import type { Clock } from '../clock.ts';
import type { Provider, TemplateFacts } from './provider.ts';

/** What is known of one template. */
export type FindTemplate = (name: string, language: string) => Promise<TemplateFacts | null>;

/** Templates change by days; one that is not in the list may have been made a moment ago. Milliseconds. */
const KEPT_MS = 3_600_000;
const MISSED_MS = 60_000;
/** Agents wait for the words of their template no longer than this. Milliseconds. */
const LONGEST_MS = 5_000;

/**
 * The account's templates, asked for when one is needed and kept for an hour; anew within a minute where one is not among them. Null where it
 * is not there or the list cannot be had in time: that is no fault of whoever asks.
 */
export function openTemplateList(
  provider: Pick<Provider, 'templates'>,
  clock: Clock,
  longestMs = LONGEST_MS,
): FindTemplate {
  let asked: Asked | null = null;
  const ask = async (oldest: number): Promise<readonly TemplateFacts[]> => {
    if (asked === null || clock.now() - asked.at >= oldest) asked = begin();
    const { inTime } = asked;
    await inTime;
    return asked.list;
  };
  const begin = (): Asked => {
    const one: Asked = { at: clock.now(), list: [], inTime: Promise.resolve() };
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, longestMs).unref();
    one.inTime = promise;
    void provider
      .templates()
      .then(
        (list) => void (one.list = list),
        () => undefined,
      )
      .finally(() => {
        clearTimeout(timer);
        resolve();
      });
    return one;
  };
  return async (name, language) => {
    const among = (all: readonly TemplateFacts[]) =>
      all.find((one) => one.name === name && one.language === language) ?? null;
    return among(await ask(KEPT_MS)) ?? among(await ask(MISSED_MS));
  };
}

/** One asking for the list. All who need it wait for it together: while it does not come, nobody waits another time. */
interface Asked {
  at: number;
  /** Empty until it is there. */
  list: readonly TemplateFacts[];
  /** Ends once it is there, cannot be had, or has been waited for long enough. */
  inTime: Promise<void>;
}
