import { computed, effect, signal } from '@preact/signals';
import { recall, remember } from '../../parts/live/storage.ts';
import { whoAnswers } from './answering.ts';
import { authorOf } from './author.ts';
import { countOf } from './faults.ts';
import { state } from './live.ts';
import { tallyOf } from './tally.ts';
import { sumOf, waiting } from './travel.ts';
import type { Pane } from './view.ts';

/** The six things to try, in order. */
export const steps = ['write', 'registered', 'take', 'answer', 'break', 'mend'] as const;
export type Step = (typeof steps)[number];

/** Where each is done. */
export const paneOf: Record<Step, Pane> = {
  write: 'phone',
  registered: 'desk',
  take: 'desk',
  answer: 'desk',
  break: 'faults',
  mend: 'faults',
};

/** Where the visitor is; `done` after the last; null where they want none. */
export const step = signal<Step | 'done' | null>(recall('tour') === 'over' ? null : 'write');

/** When the present step began, by what the phone had then. */
const since = signal(0);

export function beginTour(): void {
  remember('tour', '');
  since.value = state.peek()?.phone.length ?? 0;
  step.value = 'write';
}

export function endTour(): void {
  remember('tour', 'over');
  step.value = null;
}

/** Whether what the present step asks for has happened. */
export const isDone = computed(() => {
  const now = state.value;
  if (!now) return false;
  const conversation = now.conversations.at(-1);
  const said = conversation?.messages ?? [];
  const has = (author: string) => said.some((one) => authorOf(one) === author);
  const wrote = now.phone.slice(since.value).some(({ from }) => from === 'customer');
  const { answered, said: written } = tallyOf(now);
  switch (step.value) {
    case 'write':
      return wrote;
    case 'registered':
      return has('customer') && has('bot');
    case 'take':
      return conversation !== undefined && whoAnswers(conversation) === 'person';
    case 'answer':
      return has('agent') && answered.toPhone === 0;
    case 'break':
      return countOf(now.faults, now.service) > 0 && wrote && written.phone > written.desk;
    case 'mend': {
      const rest = waiting.value ? sumOf(waiting.value) : 0;
      return countOf(now.faults, now.service) === 0 && written.phone === written.desk && rest === 0;
    }
    default:
      return false;
  }
});

/** Goes on by itself, but from what is only to be looked at. */
effect(() => {
  if (isDone.value && step.value !== 'registered') next();
});

/** Goes on to the next step. */
export function next(): void {
  const now = step.peek();
  if (now === null || now === 'done') return;
  since.value = state.peek()?.phone.length ?? 0;
  step.value = steps[steps.indexOf(now) + 1] ?? 'done';
  if (step.value === 'done') remember('tour', 'over');
}
