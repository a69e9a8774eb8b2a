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
  let asked: { at: number; list: Promise<readonly TemplateFacts[]> } | null = null;
  const ask = (oldest: number): Promise<readonly TemplateFacts[]> => {
    if (asked === null || clock.now() - asked.at >= oldest)
      asked = { at: clock.now(), list: provider.templates().catch(() => []) };
    return asked.list;
  };
  const within = async (list: Promise<readonly TemplateFacts[]>): Promise<readonly TemplateFacts[]> => {
    const { promise, resolve } = Promise.withResolvers<readonly TemplateFacts[]>();
    const timer = setTimeout(() => resolve([]), longestMs);
    return await Promise.race([list, promise]).finally(() => clearTimeout(timer));
  };
  return async (name, language) => {
    const among = (all: readonly TemplateFacts[]) =>
      all.find((one) => one.name === name && one.language === language) ?? null;
    return among(await within(ask(KEPT_MS))) ?? among(await within(ask(MISSED_MS)));
  };
}
