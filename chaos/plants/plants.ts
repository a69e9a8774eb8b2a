import { handoffNotLookedAt } from './handoff-not-looked-at.ts';
import { leaseIgnored } from './lease-ignored.ts';
import { noReadBack } from './no-read-back.ts';
import { orderByDueTime } from './order-by-due-time.ts';
import { placeForgotten } from './place-forgotten.ts';

/**
 * A bug to plant: while a service process loads `file`, each `from` becomes its `to`. It is there in that process alone, and nothing of it
 * in the product. Where a `from` does not stand there exactly once the process ends: whoever changes that code sees to it that the bug can still be
 * planted.
 */
export interface Plant {
  /** From the folder of the repository. */
  file: string;
  changes: { from: string; to: string }[];
}

export const PLANTS = {
  'no-read-back': noReadBack,
  'lease-ignored': leaseIgnored,
  'order-by-due-time': orderByDueTime,
  'place-forgotten': placeForgotten,
  'handoff-not-looked-at': handoffNotLookedAt,
} satisfies Record<string, Plant>;

export type PlantName = keyof typeof PLANTS;

/** The variable that names the bug to a service process. */
export const PLANT = 'CHAOS_PLANT';
