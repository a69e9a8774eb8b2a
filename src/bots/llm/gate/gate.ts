import { addressHits } from './addresses.ts';
import { amountHits } from './amounts.ts';
import { deedHits } from './deeds.ts';
import { isDictated } from './dictated.ts';
import type { GateContext, HitKind } from './hit.ts';
import { leakHits } from './leaks.ts';
import { plainText } from './plain-text.ts';
import { remembered } from './remembered.ts';
import { isOffTopic, isUnfounded } from './support.ts';
import { isOtherLanguage } from './tongue.ts';

/** Longer answers nobody reads on a telephone. UTF-16 units. */
const LONGEST = 3_000;

const plainOf = remembered(plainText);

/**
 * What is wrong with an answer before it leaves, each kind once; empty where it may go. Pure code: what a model was talked into counts for
 * nothing here.
 */
export function gate(answer: string, given: GateContext): HitKind[] {
  const text = plainText(answer);
  const context = { ...given, trusted: given.trusted.map(plainOf), said: plainOf(given.said) };
  if (text.length > LONGEST) return ['long', ...leakHits(text.slice(0, 20_000), context)];
  return [
    ...new Set([
      ...leakHits(text, context),
      ...addressHits(text, context),
      ...amountHits(text, context),
      ...deedHits(text, context),
      ...(isDictated(text, context) ? (['dictated'] as const) : []),
      ...(isOffTopic(text, context) ? (['off_topic'] as const) : []),
      ...(context.strict && isUnfounded(text, context) ? (['unfounded'] as const) : []),
      ...(isOtherLanguage(text, context.asked, context.before) ? (['language'] as const) : []),
    ]),
  ];
}
