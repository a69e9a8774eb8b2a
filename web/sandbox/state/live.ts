import { effect, signal } from '@preact/signals';
import { follow, type Link } from '../../parts/live/follow.ts';
import type { SandboxState } from '../../../src/sandbox/types.ts';
import { settle } from './outbox.ts';
import { person } from './person.ts';

/** Both sides as the sandbox last told them; null until the first word about this person. */
export const state = signal<SandboxState | null>(null);

/** Whether the page hears the sandbox. */
export const link = signal<Link>('connecting');

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
    leave = follow({
      url: () => `/sandbox/events?person=${encodeURIComponent(waId)}`,
      onLink: (now) => (link.value = now),
      on: {
        state: (data) => {
          const news = data as SandboxState;
          settle(waId, news.phone);
          state.value = news;
        },
      },
    });
  });
}
