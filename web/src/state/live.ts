import { effect, signal } from '@preact/signals';
import type { SandboxState } from '../../../src/sandbox/types.ts';
import { settle } from './outbox.ts';
import { person } from './person.ts';

/** Milliseconds until a stream that the browser has given up is opened again. */
const reopenAfter = 2_000;

/** Both sides as the sandbox last told them; null until the first word about this person. */
export const state = signal<SandboxState | null>(null);

/** Whether the page hears the sandbox. */
export const link = signal<'connecting' | 'live' | 'lost'>('connecting');

/**
 * Follows one person until the returned function is called. The browser reconnects by itself after a cut;
 * after an answer that is no stream (a proxy's 502, a server still starting) it gives up for good, so that is done here.
 */
function follow(waId: string): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const open = () => {
    source = new EventSource(`/sandbox/events?person=${encodeURIComponent(waId)}`);
    source.onopen = () => (link.value = 'live');
    source.addEventListener('state', (event: MessageEvent<string>) => {
      const news = JSON.parse(event.data) as SandboxState;
      link.value = 'live';
      settle(waId, news.phone);
      state.value = news;
    });
    source.onerror = () => {
      link.value = 'lost';
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, reopenAfter);
    };
  };

  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

let followed: string | null = null;
let leave = () => {};

/** Starts following whoever holds the phone; called once. */
export function startFollowing(): void {
  effect(() => {
    const { waId } = person.value;
    if (waId === followed) return;
    leave();
    followed = waId;
    state.value = null;
    link.value = 'connecting';
    leave = follow(waId);
  });
}
