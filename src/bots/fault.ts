import { reasonOf } from '../errors.ts';

/** What a bot did wrong, in words of ours: they hold nothing a customer wrote, so that every log may show them. */
export class BotFault extends Error {
  override readonly name = 'BotFault';
}

/** What may be logged of a bot's failure: its own words may repeat what the customer wrote, and are for trace level alone. */
export interface Failure {
  /** In our words. */
  reason: string;
  /** The places in its code, without the words. */
  stack: string | undefined;
  /** Its own words; at trace level only. */
  text: string;
}

/** Splits what a bot threw into what everybody may read and what not. */
export function failureOf(error: unknown): Failure {
  const text = reasonOf(error);
  const { name, stack } = error instanceof Error ? error : { name: typeof error };
  const places = stack
    ?.split('\n')
    .filter((line) => /^ +at /.test(line))
    .join('\n');
  const kind = /^[\w.]{1,60}$/.test(name) ? name : 'Error';
  return { reason: error instanceof BotFault ? text : `the bot threw: ${kind}`, stack: places || undefined, text };
}
