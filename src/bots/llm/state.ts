import { z } from 'zod';
import type { Memory } from './prompt/matters.ts';

const shape = z.object({
  memory: z.object({
    matters: z.array(
      z.object({
        at: z.number(),
        asked: z.string(),
        answered: z.string(),
        by: z.enum(['bot', 'agent']).default('bot'),
      }),
    ),
    upTo: z.number(),
  }),
  spent: z.object({ day: z.string(), tokens: z.number() }).nullable().default(null),
  pending: z
    .object({ id: z.string(), tool: z.string(), arguments: z.record(z.string(), z.unknown()), at: z.number() })
    .nullable(),
});

/** What this bot keeps of a person between turns. */
export interface PersonState {
  memory: Memory;
  /** Tokens of the last day on which the model was asked for them. */
  spent: { day: string; tokens: number } | null;
  /** A tool that waits for the customer's yes. */
  pending: Pending | null;
}

export interface Pending {
  /** Of its buttons. */
  id: string;
  tool: string;
  arguments: Record<string, unknown>;
  /** When it was asked. Milliseconds since 1970. */
  at: number;
}

/** As it was kept; from anything else one begins anew. */
export function stateOf(kept: unknown): PersonState {
  const read = shape.safeParse(kept);
  return read.success ? read.data : { memory: { matters: [], upTo: 0 }, spent: null, pending: null };
}
