import { languageOf } from '../../faq/read/language.ts';
import { wordsOf } from '../../faq/read/text.ts';
import { addressHits } from './addresses.ts';
import { amountHits } from './amounts.ts';
import { deedHits } from './deeds.ts';
import { isDictated } from './dictated.ts';
import type { GateContext, HitKind } from './hit.ts';
import { leakHits } from './leaks.ts';
import { isOffTopic, isUnfounded } from './support.ts';

/** Longer answers nobody reads on a telephone. UTF-16 units. */
const LONGEST = 3_000;

/**
 * What is wrong with an answer before it leaves, each kind once; empty where it may go. Pure code: what a model was talked into counts for
 * nothing here.
 */
export function gate(text: string, context: GateContext): HitKind[] {
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
      ...(isOtherLanguage(text, context.asked) ? (['language'] as const) : []),
    ]),
  ];
}

/** Fewer words do not tell a language for sure. */
const TELLING = 4;

function isOtherLanguage(text: string, asked: string): boolean {
  if (wordsOf(text).length < TELLING || wordsOf(asked).length < TELLING) return false;
  const wanted = languageOf(asked);
  const given = languageOf(text);
  return wanted !== null && given !== null && wanted !== given;
}
