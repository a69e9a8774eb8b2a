import { openExamined } from '../../bots/eval/open.ts';
import { optionsOf, Talk, type Examined, type Heard } from '../../bots/eval/talk.ts';
import { failureOf } from '../../bots/fault.ts';
import type { BotOptions } from '../../bots/open.ts';
import type { Clock } from '../../clock.ts';
import type { Settings } from '../../config.ts';
import { Misconfigured } from '../../errors.ts';
import { isOpen } from '../../hours.ts';
import { silentLog } from '../../observe/log.ts';
import { learntIn } from '../../store/llm-learnt.ts';
import { spendingOf } from '../../store/llm-spending.ts';
import type { Store } from '../../store/open.ts';
import { NotPossible } from '../not-possible.ts';
import { drafted, type Draft } from './drafted.ts';

/** What the bot said to one thing, and how it came about. */
export interface Tried {
  talk: string;
  said: string[];
  /** What may be chosen now. */
  options: string[];
  handsOff: boolean;
  /** It leaves it to the next bot, or to nobody. */
  passed: boolean;
  sources: string[] | null;
  tools: string[];
  tokens: { in: number; out: number } | null;
  ms: number;
}

interface Open {
  talk: Talk;
  examined: Examined;
  usedAt: number;
  close: () => Promise<void>;
}

export interface TryOptions {
  store: Store;
  clock: Clock;
  newId: () => string;
}

/** Whoever has not said anything for so long begins anew. Milliseconds. */
const KEPT_MS = 10 * 60_000;
const MOST_TALKS = 10;

/** Talks with the very bot of a channel: with its files, keys and limits, and nobody else hears of them. */
export class TryOuts {
  readonly #options: TryOptions;
  readonly #talks = new Map<string, Open>();

  constructor(options: TryOptions) {
    this.#options = options;
  }

  /**
   * Says something.
   *
   * @param draft a file of the bot as it would be, of a new talk
   * @throws NotPossible where there is no bot, or it fails
   */
  async say(settings: Settings, given: { talk: string | null; text: string; draft: Draft | null }): Promise<Tried> {
    await this.#forget();
    const id = given.talk !== null && this.#talks.has(given.talk) ? given.talk : this.#options.newId();
    const open = this.#talks.get(id) ?? (await this.#begin(id, settings, given.draft));
    const now = this.#options.clock.now();
    open.usedAt = now;
    const { hours, timeZone } = settings.handoff;
    open.talk.scene = { at: now, timeZone, peopleAreThere: hours === null || isOpen(hours, timeZone, now) };
    const isChoice = open.talk.offered.some(({ title }) => title === given.text);
    try {
      const acts = [isChoice ? { choose: given.text } : given.text];
      const heard = await open.talk.say(acts, AbortSignal.timeout(settings.bot.timeoutMs));
      return triedOf(id, heard, open.talk, open.examined);
    } catch (error) {
      throw new NotPossible(503, 'bot_failed', failureOf(error).text);
    }
  }

  async close(): Promise<void> {
    for (const [id, open] of this.#talks) {
      this.#talks.delete(id);
      await open.close();
    }
  }

  async #begin(id: string, settings: Settings, draft: Draft | null): Promise<Open> {
    const { examined, close } = await openTried(settings, this.#options, draft);
    const open = { talk: new Talk(examined.bot, settings.uiLanguage), examined, usedAt: 0, close };
    this.#talks.set(id, open);
    return open;
  }

  async #forget(): Promise<void> {
    const before = this.#options.clock.now() - KEPT_MS;
    const oldest = [...this.#talks].sort(([, a], [, b]) => a.usedAt - b.usedAt);
    const tooMany = oldest.length - MOST_TALKS + 1;
    for (const [at, [id, open]] of oldest.entries())
      if (open.usedAt < before || at < tooMany) {
        this.#talks.delete(id);
        await open.close();
      }
  }
}

/**
 * The bot that is asked first, as the service opens it.
 *
 * @throws NotPossible where there is none, or it cannot be opened
 */
export async function openTried(
  settings: Settings,
  { store, clock }: Pick<TryOptions, 'store' | 'clock'>,
  draft: Draft | null,
): Promise<{ examined: Examined; close: () => Promise<void> }> {
  const { channel, uiLanguage: language, handoff } = settings;
  if (settings.bot.chain.length === 0) throw new NotPossible(422, 'no_bot', 'no bot answers here');
  const { bot, remove } = await drafted(settings, draft);
  try {
    const options: BotOptions = {
      ...bot,
      ...{ kind: bot.chain[0]!, language, hours: handoff.hours, clock, log: silentLog() },
      llm: { ...bot.llm, faqFile: bot.faqFile },
      spending: spendingOf(store, channel),
      lessons: learntIn(store, channel),
    };
    const examined = await openExamined(options);
    // The thread of the business' own code is ended with its talk.
    const close = async () => {
      await examined.bot.close?.();
      await remove();
    };
    return { examined, close };
  } catch (error) {
    await remove();
    if (error instanceof Misconfigured) throw new NotPossible(422, 'not_opened', error.message);
    throw error;
  }
}

function triedOf(
  talk: string,
  { actions, text, trace, handsOff, took }: Heard,
  { offered }: Talk,
  of: Examined,
): Tried {
  const said = actions.flatMap((action): string[] =>
    action.do === 'reply' ? [action.text] : action.do === 'handoff' && action.words ? [action.words] : [],
  );
  const now = actions.some((action) => action.do === 'reply' && optionsOf(action).length > 0);
  return {
    ...{ talk, said, handsOff, tools: [...new Set(trace.tools)], ms: Math.round(took) },
    options: now ? offered.map(({ title }) => title) : [],
    passed: actions.some((action) => action.do === 'pass'),
    sources:
      trace.sources?.map(({ source, head }) => (head === '' ? source : `${source} › ${head}`)) ??
      of.sourcesOf?.(text) ??
      null,
    tokens: trace.tokens === null ? null : { in: trace.tokens.in, out: trace.tokens.out },
  };
}
