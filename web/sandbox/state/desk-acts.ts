import { signal } from '@preact/signals';
import type { DeskAct } from '../../../src/sandbox/page-types.ts';

/** Milliseconds after which an act that nobody answered counts as failed. */
const patience = 15_000;

/** Why the last act did not happen, as Chatwoot says it; empty where it said nothing; null after one that did. */
export const actFailed = signal<string | null>(null);

function reasonIn(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null) return '';
  const { error, message } = answer as { error?: unknown; message?: unknown };
  return [error, message].find((one) => typeof one === 'string') ?? '';
}

async function post(act: DeskAct): Promise<boolean> {
  try {
    const answer = await fetch('/sandbox/desk', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(act),
      signal: AbortSignal.timeout(patience),
    });
    actFailed.value = answer.ok ? null : reasonIn(await answer.json().catch(() => null));
    return answer.ok;
  } catch {
    actFailed.value = '';
    return false;
  }
}

// One at a time: two quick answers must not overtake each other on the way.
let last: Promise<boolean> = Promise.resolve(true);

/** Does something at the desk, as the agent. False where it did not happen. */
export function act(what: DeskAct): Promise<boolean> {
  last = last.then(() => post(what));
  return last;
}
