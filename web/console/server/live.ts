import { effect, signal } from '@preact/signals';
import { follow, type Link } from '../../parts/live/follow.ts';
import { lookWho, session } from './session.ts';

export interface Moved {
  /** Whose; none where all is to be read again, or nobody knows. */
  contacts: number[];
  all: boolean;
}

export const link = signal<Link>('connecting');

const listeners = new Set<(moved: Moved) => void>();

/** Calls it when something in the ledger moved, until what is given back is called. */
export function onMoved(listener: (moved: Moved) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** One stream for the page, as long as somebody is logged in. */
export function startLive(): void {
  let stop: (() => void) | null = null;
  effect(() => {
    const isIn = session.value.state === 'in';
    if (isIn && !stop)
      stop = follow({
        url: () => 'api/live',
        on: {
          moved: (data) => listeners.forEach((listener) => listener(data as Moved)),
          out: () => void lookWho(),
        },
        onLink: (state) => (link.value = state),
      });
    if (!isIn && stop) {
      stop();
      stop = null;
    }
  });
}
