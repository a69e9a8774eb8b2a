import { OWN, PASSIVE, PROMISE } from './deed-words.ts';
import { isDenied, sentences, type GateContext, type HitKind } from './hit.ts';
import { isWritten } from './support.ts';

/** Claims that something was done which no tool did, and promises that nobody wrote down. */
export function deedHits(text: string, context: GateContext): HitKind[] {
  const hits: HitKind[] = [];
  const papers = context.trusted.flatMap((one) => one.split(/\n{2,}/));
  for (const sentence of sentences(text)) {
    const says = (what: RegExp): boolean => {
      const match = what.exec(sentence);
      return match !== null && !isDenied(sentence, match.index) && !/\?\s*$/.test(sentence);
    };
    if (context.did !== 'changed' && says(OWN)) hits.push('deed');
    else if (context.did === 'nothing' && says(PASSIVE) && !isWritten(sentence, papers)) hits.push('deed');
    if (context.did !== 'changed' && says(PROMISE) && !isWritten(sentence, papers)) hits.push('promise');
  }
  return hits;
}
