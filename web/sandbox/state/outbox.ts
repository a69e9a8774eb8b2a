import { effect, signal } from '@preact/signals';
import type { Say } from '../../../src/sandbox/page-types.ts';
import type { PhoneMessage } from '../../../src/sandbox/types.ts';
import { unmatched, type Pending } from './unmatched.ts';
import { recall, remember } from '../../parts/live/storage.ts';

/** Milliseconds after which a message that nobody took counts as failed. */
const patience = 15_000;

/**
 * What was said here and has not come back from the sandbox yet. Kept over a reload of the page: what was
 * still under way then shows as failed, until the sandbox turns out to have it.
 */
export const outbox = signal<Pending[]>(restore());

function restore(): Pending[] {
  try {
    const kept = JSON.parse(recall('outbox', 'sessionStorage') ?? '[]') as Pending[];
    return kept.map((one) => ({ ...one, state: 'failed' }));
  } catch {
    return [];
  }
}

// Files are too large for what the browser keeps.
effect(() => remember('outbox', JSON.stringify(outbox.value.filter((one) => !one.say.file)), 'sessionStorage'));

function mark(key: string, state: Pending['state']): void {
  outbox.value = outbox.value.map((one) => (one.key === key ? { ...one, state } : one));
}

// One at a time: two quick messages must not overtake each other on the way.
let last: Promise<void> = Promise.resolve();

function post(key: string, say: Say): void {
  last = last.then(async () => {
    try {
      const answer = await fetch('/sandbox/say', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(say),
        signal: AbortSignal.timeout(patience),
      });
      if (!answer.ok) mark(key, 'failed');
    } catch {
      mark(key, 'failed');
    }
  });
}

/** Says something on the phone: shown at once, and until the sandbox shows it itself. */
export function send(say: Say, phone: readonly PhoneMessage[]): void {
  const key = `${Date.now()}-${Math.random()}`;
  const known = phone.map((message) => message.id);
  outbox.value = [...outbox.value, { key, say, known, at: Date.now(), state: 'sending' }];
  post(key, say);
}

/** Says once more what failed. */
export function sendAgain(pending: Pending): void {
  mark(pending.key, 'sending');
  post(pending.key, pending.say);
}

/** Drops what the sandbox shows by now. */
export function settle(waId: string, channel: string, phone: readonly PhoneMessage[]): void {
  const others = (one: Pending) => one.say.channel !== undefined && one.say.channel !== channel;
  const here = unmatched(
    outbox.value.filter((one) => !others(one)),
    waId,
    phone,
  );
  const rest = outbox.value.filter((one) => others(one) || here.includes(one));
  if (rest.length !== outbox.value.length) outbox.value = rest;
}
