import { signal } from '@preact/signals';
import type { SandboxState, ServiceAct, SetFaults } from '../../../src/sandbox/page-types.ts';
import type { Fault } from '../../../src/sandbox/types.ts';

export type Server = SetFaults['server'];

const both = ['fail_before', 'fail_after', 'hang', 'cut', 'too_many', 'slow'] as const;

/** The faults that have a switch on the page, by server; the rest are set by a call. */
export const switchable = {
  chatwoot: [...both, 'maintenance', 'webhook_drop', 'webhook_double'],
  whatsapp: [...both, 'status_failed', 'status_double', 'webhook_drop', 'webhook_double'],
} as const satisfies Record<Server, readonly Fault['kind'][]>;

export type Switchable = (typeof switchable)[Server][number];

/** What a kind is switched on with, beside its name. */
const facts: Partial<Record<Switchable, Partial<Fault>>> = {
  too_many: { ms: 2_000 },
  slow: { ms: 3_000 },
  status_failed: { code: 131_026 },
};

export type Faults = SandboxState['faults'];
export type Service = SandboxState['service'];

export function isOn(faults: Faults | undefined, server: Server, kind: Switchable): boolean {
  return faults?.[server].some((fault) => fault.kind === kind) ?? false;
}

/** How many faults are on, at both servers, a dead bot among them. */
export function countOf(faults: Faults | undefined, service: Service | undefined): number {
  return faults ? faults.whatsapp.length + faults.chatwoot.length + (service?.bot === 'dead' ? 1 : 0) : 0;
}

/** True after a switch could not be set. */
export const switchFailed = signal(false);

async function post(path: string, body: SetFaults | ServiceAct): Promise<void> {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
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
  const made: Fault = { kind, ...facts[kind] };
  return post('/sandbox/faults', { server, faults: isOn(faults, server, kind) ? others : [...others, made] });
}

/** Ends the service as `kill -9` does, or has its bot fail. */
export function toService(act: ServiceAct['act']): Promise<void> {
  return post('/sandbox/service', { act });
}

/** Turns every fault off, at both servers, and the bot on. */
export async function clearAll(service: Service | undefined): Promise<void> {
  await post('/sandbox/faults', { server: 'whatsapp', faults: [] });
  let failed = switchFailed.value;
  await post('/sandbox/faults', { server: 'chatwoot', faults: [] });
  failed ||= switchFailed.value;
  if (service?.bot === 'dead') await toService('bot_well');
  switchFailed.value ||= failed;
}
