import { effect, signal } from '@preact/signals';
import { follow, type Link } from '../../parts/live/follow.ts';
import type { SandboxState } from '../../../src/sandbox/page-types.ts';
import type { TravelCall, Waiting } from '../../../src/sandbox/travel.ts';
import { settle } from './outbox.ts';
import { actFailed } from './desk-acts.ts';
import { channel, person } from './person.ts';
import { calls, history, merge, waiting } from './travel.ts';

/** Both sides as the sandbox last told them; null until the first word about this person. */
export const state = signal<SandboxState | null>(null);

/** Whether the page hears the sandbox. */
export const link = signal<Link>('connecting');

/** True after the sandbox was started anew: what stood here is gone there too. */
export const restarted = signal(false);

/** Which run of the sandbox this page knows. */
let run: string | null = null;

function forget(): void {
  calls.value = [];
  history.value = [];
  restarted.value = true;
}

const newest = () => Math.max(0, ...calls.peek().map(({ seq }) => seq));

function addressOf(waId: string, at: string | null, after: string): string {
  const query = new URLSearchParams({ person: waId, after });
  if (at !== null) query.set('channel', at);
  return `/sandbox/events?${query}`;
}

let followed: string | null = null;
let leave = () => {};

/** Starts following whoever holds the phone; called once. */
export function startFollowing(): void {
  effect(() => {
    const { waId } = person.value;
    const at = channel.value;
    const key = `${waId} ${at ?? ''}`;
    if (key === followed) return;
    leave();
    followed = key;
    actFailed.value = null;
    state.value = null;
    link.value = 'connecting';
    leave = follow({
      url: (last) => addressOf(waId, at, last ?? String(newest())),
      onLink: (now) => (link.value = now),
      on: {
        state: (data) => {
          const news = data as SandboxState;
          if (run !== null && run !== news.run) forget();
          run = news.run;
          settle(waId, news.channel, news.phone);
          state.value = news;
        },
        travel: (data) => (calls.value = merge(calls.peek(), data as TravelCall[])),
        waiting: (data) => (waiting.value = data as Waiting | null),
      },
    });
  });
}
