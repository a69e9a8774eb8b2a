import type { ComponentChildren, JSX } from 'preact';
import { Notice } from '../../parts/show/Notice.tsx';
import { Failed, Loading } from '../../parts/show/States.tsx';
import type { Failure } from '../server/ask.ts';
import type { Asked as Answer } from '../server/use-asked.ts';
import { words } from '../words/words.ts';

/** Why something failed, in words for people. */
export function failureWords(failure: Failure): string {
  const { states, codes } = words.value;
  if (failure.kind === 'refused') return codes[failure.code as keyof typeof codes] ?? states.refused;
  return states[failure.kind];
}

/** An answer as it stands: being fetched, failed, or there; what is there stays where the next one fails, with a line that says so. */
export function Asked<T>({ of, children }: { of: Answer<T>; children: (value: T) => ComponentChildren }): JSX.Element {
  const { value, failure, again } = of;
  if (value === null) return failure === null ? <Loading /> : <Failed title={failureWords(failure)} onAgain={again} />;
  return (
    <>
      {failure !== null && (
        <Notice tone="wait">
          {failureWords(failure)} {words.value.states.old}
        </Notice>
      )}
      {children(value)}
    </>
  );
}
