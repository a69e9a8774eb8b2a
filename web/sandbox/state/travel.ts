import { signal } from '@preact/signals';
import type { LedgerMessage, TravelCall, Waiting } from '../../../src/sandbox/travel.ts';

/** The newest calls, oldest first. */
export const calls = signal<readonly TravelCall[]>([]);

/** What waits in the ledger now; null until it is known. */
export const waiting = signal<Waiting | null>(null);

/** How much waited, second by second, the newest last. */
export const history = signal<readonly number[]>([]);

const kept = 300;
const seconds = 60;

/** Puts news of calls in their places. */
export function merge(known: readonly TravelCall[], news: readonly TravelCall[]): TravelCall[] {
  const byId = new Map(known.map((call) => [call.id, call]));
  for (const call of news) byId.set(call.id, call);
  return [...byId.values()].sort((a, b) => a.id - b.id).slice(-kept);
}

/** All that is not done, problems apart. */
export function sumOf({ events, turn, send, register }: Waiting): number {
  return events + turn + send + register;
}

setInterval(() => {
  if (waiting.value) history.value = [...history.value, sumOf(waiting.value)].slice(-seconds);
}, 1_000);

export type MessageRef = { wamid: string } | { chatwoot: number };

/** Which message a call is about; null where none. */
export function messageIn({ from, to, path, request, answer }: TravelCall): MessageRef | null {
  if (from === 'whatsapp' || to === 'whatsapp') {
    const said = from === 'whatsapp' ? request : answer;
    const wamid = /wamid\.[\w+/=-]+/.exec(said ?? '')?.[0] ?? /wamid\.[\w+/=-]+/.exec(request ?? '')?.[0];
    return wamid === undefined ? null : { wamid };
  }
  const told = from === 'chatwoot' ? request : /\/messages$/.test(path) ? answer : null;
  const id =
    from === 'chatwoot' && !told?.includes('"event":"message_') ? undefined : /"id":(\d+)/.exec(told ?? '')?.[1];
  return id === undefined ? null : { chatwoot: Number(id) };
}

/** Asks the ledger; null where it does not know the message. */
export async function askLedger(ref: MessageRef): Promise<LedgerMessage | null> {
  const query = 'wamid' in ref ? `wamid=${encodeURIComponent(ref.wamid)}` : `chatwoot=${ref.chatwoot}`;
  try {
    const answer = await fetch(`/sandbox/ledger?${query}`, { signal: AbortSignal.timeout(10_000) });
    return answer.ok ? ((await answer.json()) as LedgerMessage) : null;
  } catch {
    return null;
  }
}
