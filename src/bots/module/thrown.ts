import { reasonOf } from '../../errors.ts';
import { BotFault } from '../fault.ts';

/** What was thrown, as far as it can be told to the other side of a thread. */
export interface Thrown {
  name: string;
  message: string;
  stack: string | undefined;
  /** The words are ours (`BotFault`). */
  ours: boolean;
}

export function thrownOf(error: unknown): Thrown {
  const { name, stack } = error instanceof Error ? error : { name: typeof error, stack: undefined };
  return { name, message: reasonOf(error), stack, ours: error instanceof BotFault };
}

/** What was thrown on the other side, as if it had been thrown here. */
export function errorOf({ name, message, stack, ours }: Thrown): Error {
  if (ours) return new BotFault(message);
  const error = new Error(message);
  error.name = name;
  if (stack === undefined) delete error.stack;
  else error.stack = stack;
  return error;
}
