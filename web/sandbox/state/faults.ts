import { signal } from '@preact/signals';
import type { Fault, SandboxState, SetFaults } from '../../../src/sandbox/types.ts';

export type Server = SetFaults['server'];

/** The faults that have a switch on the page; the rest are set by a call. */
export const switchable = ['fail_before', 'fail_after', 'hang', 'cut', 'too_many', 'slow'] as const;
export type Switchable = (typeof switchable)[number];

const made: Record<Switchable, Fault> = {
  fail_before: { kind: 'fail_before' },
  fail_after: { kind: 'fail_after' },
  hang: { kind: 'hang' },
  cut: { kind: 'cut' },
  too_many: { kind: 'too_many', ms: 2_000 },
  slow: { kind: 'slow', ms: 3_000 },
};

export type Faults = SandboxState['faults'];

export function isOn(faults: Faults | undefined, server: Server, kind: Switchable): boolean {
  return faults?.[server].some((fault) => fault.kind === kind) ?? false;
}

/** How many faults are on, at both servers. */
export function countOf(faults: Faults | undefined): number {
  return faults ? faults.whatsapp.length + faults.chatwoot.length : 0;
}

/** True after a switch could not be set. */
export const switchFailed = signal(false);

async function set(change: SetFaults): Promise<void> {
  try {
    const answer = await fetch('/sandbox/faults', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(change),
      signal: AbortSignal.timeout(10_000),
    });
    switchFailed.value = !answer.ok;
  } catch {
    switchFailed.value = true;
  }
}

/** Turns one fault on or off and leaves the others as they are. The switch follows the sandbox's word, not the click. */
export function toggle(faults: Faults, server: Server, kind: Switchable): Promise<void> {
  const others = faults[server].filter((fault) => fault.kind !== kind);
  return set({ server, faults: isOn(faults, server, kind) ? others : [...others, made[kind]] });
}

/** Turns every fault off, at both servers. */
export async function clearAll(): Promise<void> {
  await set({ server: 'whatsapp', faults: [] });
  const failed = switchFailed.value;
  await set({ server: 'chatwoot', faults: [] });
  switchFailed.value ||= failed;
}
