import { WebSocket } from 'ws';
import type { Clock } from '../../clock.ts';
import { SHORT } from '../../wire/answer-text.ts';
import {
  hear,
  isHeard,
  look,
  openState,
  orderAgain,
  subscribe,
  unwatch,
  watch,
  type CableFrame,
  type Effect,
  type SocketState,
} from './cable-protocol.ts';
import type { Times } from './cable-times.ts';

/** How well a socket, or all of them, hears: `deaf` ones look alive and are not. */
export type Hearing = 'on' | 'deaf' | 'off';

export interface SocketOptions {
  /** `wss://…/cable`. */
  url: string;
  /** Chatwoot's own address: it takes any, a proxy may not. */
  origin: string;
  clock: Clock;
  random: () => number;
  times: Times;
  onEvent(token: string, frame: CableFrame, echoId: string | null): void;
  onConfirmed(token: string): void;
  /** All its subscriptions stand again after it had been away. */
  onBack(): void;
  onChange(): void;
  log(text: string, facts: object): void;
}

/** One socket of the cable, made anew whenever it is lost, with what is to be heard on it. */
export interface CableSocket {
  /** How many tokens it carries. */
  size(): number;
  has(token: string): boolean;
  watch(token: string): void;
  unwatch(token: string): void;
  heard(token: string): boolean;
  /** An event with this echo_id must come within the time for confirms. */
  expect(echoId: string): void;
  /** Asks for up to `most` subscriptions more; gives how many it asked for. */
  subscribe(most: number): number;
  /** Whether it could ask for a subscription now. */
  wants(): boolean;
  look(): void;
  hearing(): Hearing;
  close(): void;
}

export function openCableSocket(options: SocketOptions): CableSocket {
  const { clock, times } = options;
  let state: SocketState = openState([], clock.now());
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  let deaf = false;
  /** The last try did not even come to a welcome. */
  let unreached = false;
  let failures = 0;
  let connections = 0;
  let expected = new Map<string, number>();

  connect();

  function connect(): void {
    if (closed) return;
    connections++;
    state = openState(orderAgain(state), clock.now());
    expected = new Map();
    // Node's own takes frames of up to 128 MB; a larger one than the bound ends this socket, and the next look reads what it held.
    const made = new WebSocket(options.url, ['actioncable-v1-json'], {
      headers: { Origin: options.origin },
      maxPayload: SHORT,
      perMessageDeflate: false,
    });
    socket = made;
    made.addEventListener('message', ({ data }) => {
      if (made === socket && typeof data === 'string') run(hear(state, data, clock.now()));
    });
    for (const name of ['close', 'error'] as const) {
      made.addEventListener(name, () => made === socket && lost(state.welcomed ? 'closed' : 'not reached'));
    }
  }

  /** Leaves this socket and makes another after a growing time with chance in it, so that not all come back at once. */
  function lost(why: string): void {
    const old = socket;
    const lived = state.welcomed && state.lastHeardAt !== null ? clock.now() - state.openedAt : 0;
    socket = null;
    unreached = !state.welcomed;
    state.welcomed = false;
    failures = lived >= times.steadyMs ? 0 : failures;
    const most = Math.min(times.backoffMs * 2 ** Math.min(failures++, 20), times.backoffMaxMs);
    const waitMs = Math.round(most * (0.5 + options.random() / 2));
    clearTimeout(timer);
    timer = closed ? undefined : setTimeout(connect, waitMs);
    // Not closed with a word: one that is deaf would not answer it, and be waited for.
    old?.terminate();
    options.log('Cable lost', { why, waitMs });
    options.onChange();
  }

  function run(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.do === 'send') send(effect.text);
      else if (effect.do === 'event') {
        if (effect.echoId !== null) expected.delete(effect.echoId);
        options.onEvent(effect.token, effect.frame, effect.echoId);
      } else if (effect.do === 'confirmed') {
        deaf = false;
        options.onConfirmed(effect.token);
      } else if (effect.do === 'settled') {
        if (connections > 1) options.onBack();
      } else {
        if (effect.why === 'deaf') deaf = true;
        return lost(effect.why);
      }
    }
    options.onChange();
  }

  function send(text: string): void {
    if (socket?.readyState === 1) socket.send(text);
  }

  return {
    size: () => state.subscriptions.size,
    has: (token) => state.subscriptions.has(token),
    watch: (token) => watch(state, token),
    unwatch: (token) => run(unwatch(state, token)),
    heard: (token) => isHeard(state, token),
    expect: (echoId) => void expected.set(echoId, clock.now() + times.confirmMs),
    subscribe(most) {
      const effects = subscribe(state, most, clock.now());
      run(effects);
      return effects.length;
    },
    wants: () => state.welcomed && state.queue.length > 0,
    look() {
      if (socket === null) return;
      const now = clock.now();
      const overdue = [...expected.values()].some((until) => until <= now);
      run(overdue ? [{ do: 'reconnect', why: 'deaf' }] : look(state, now, times));
    },
    hearing() {
      const nothing = state.subscriptions.size === 0;
      if (deaf && !nothing) return unreached ? 'off' : 'deaf';
      const ready = state.welcomed && (nothing || state.lastHeardAt !== null);
      return ready ? 'on' : 'off';
    },
    close() {
      closed = true;
      clearTimeout(timer);
      const old = socket;
      socket = null;
      state.welcomed = false;
      old?.terminate();
    },
  };
}
