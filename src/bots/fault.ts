import { reasonOf } from '../errors.ts';
import { placeOfFault } from './place-of-fault.ts';

/** What a bot did wrong, in words of ours: they hold nothing a customer wrote, so that every log may show them. */
export class BotFault extends Error {
  override readonly name = 'BotFault';
  /** The places in the bot's code, where they are known. */
  readonly places: string | undefined;

  constructor(message: string, places?: string) {
    super(message);
    this.places = places;
  }
}

/** What may be logged of a bot's failure: its own words may repeat what the customer wrote, and are for trace level alone. */
export interface Failure {
  /** In our words. */
  reason: string;
  /** Where in its code, as `my-bot.ts:12:5`; undefined where nothing tells. */
  at: string | undefined;
  /** The places in its code, without the words. */
  stack: string | undefined;
  /** Its own words; at trace level only. */
  text: string;
}

/** Splits what a bot threw into what everybody may read and what not. */
export function failureOf(error: unknown): Failure {
  const text = reasonOf(error);
  if (error instanceof BotFault)
    return { reason: text, at: placeOfFault(error.places) ?? undefined, stack: error.places, text };
  const { name, stack } = error instanceof Error ? error : { name: typeof error, stack: undefined };
  const places = stack
    ?.split('\n')
    .filter((line) => /^ +at /.test(line))
    .join('\n');
  const kind = /^[\w.]{1,60}$/.test(name) ? name : 'Error';
  const at = placeOfFault(places) ?? undefined;
  return { reason: `the bot threw: ${kind}`, at, stack: places || undefined, text };
}
