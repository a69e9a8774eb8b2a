import { baseUrl } from '../../chatwoot/address.ts';
import { lastingClock, systemClock, type Clock } from '../../clock.ts';
import { every } from '../../every.ts';
import type { CableFrame } from './cable-protocol.ts';
import { openCableSocket, type CableSocket, type Hearing } from './cable-socket.ts';
import { cableTimes, PER_SOCKET, SUBSCRIPTIONS_PER_SECOND, type Times } from './cable-times.ts';

export type { CableFrame } from './cable-protocol.ts';
export type { Hearing } from './cable-socket.ts';

export interface CableOptions {
  /** As in `CHATWOOT_URL`; the cable is at `/cable` below it. */
  url: string;
  clock?: Clock;
  /** 0 to 1; `Math.random` by default. */
  random?: () => number;
  /** An event of one of the watched contacts; read it with `readCableEvent`. What it throws is logged. */
  onEvent(token: string, frame: CableFrame): void;
  /** Each change; `off` at first, without a call. */
  onState?(state: Hearing): void;
  /** A socket is back and all its subscriptions stand: what happened meanwhile was missed, sweep now. */
  onReconnected?(): void;
  /** From now on this contact is heard. What happened between `watch` and now was missed. */
  onConfirmed?(token: string): void;
  log?: { debug(fields: object, text: string): void; warn(fields: object, text: string): void };
  times?: Partial<Times>;
  /** 1,000 by default. */
  perSocket?: number;
}

/** Chatwoot's events of many contacts, over a few sockets. */
export interface Cable {
  /** Hears this contact from its confirm on, also after reconnects. */
  watch(token: string): void;
  unwatch(token: string): void;
  /** Whether this contact is heard now. Never true for a token Chatwoot does not know: sweep such a person. */
  heard(token: string): boolean;
  /**
   * A post of ours was answered: its event must come within 10 s, or have come already, else the cable is deaf. Not
   * counted where the contact is not heard.
   */
  expectEcho(echoId: string, token: string): void;
  /** `on` where every socket hears. */
  state(): Hearing;
  counts(): { watched: number; sockets: number };
  close(): void;
}

/** How often subscriptions are asked for. Milliseconds. */
const PACE_MS = 100;
/** An event may come before the answer to its POST: so long its echo_id is remembered. Milliseconds. */
const SEEN_MS = 60_000;

/** Opens at least one socket at once, also with nothing to hear on it, so that health knows whether it can be reached. */
export function openCable(options: CableOptions): Cable {
  const clock = lastingClock(options.clock ?? systemClock);
  const times = { ...cableTimes, ...options.times };
  const perSocket = options.perSocket ?? PER_SOCKET;
  const root = baseUrl(options.url);
  const sockets: CableSocket[] = [];
  const seen = new Map<string, number>();
  let told: Hearing = 'off';
  let closed = false;

  function add(): CableSocket {
    const socket = openCableSocket({
      url: `${root.replace(/^http/, 'ws')}/cable`,
      origin: new URL(root).origin,
      clock,
      random: options.random ?? Math.random,
      times,
      onEvent(token, frame, echoId) {
        if (echoId !== null) seen.set(echoId, clock.now());
        guarded(() => options.onEvent(token, frame));
      },
      onConfirmed: (token) => guarded(() => options.onConfirmed?.(token)),
      onBack: () => guarded(() => options.onReconnected?.()),
      onChange() {
        // Welcomed, it may ask for what it is to hear.
        pace();
        tell();
      },
      log: (text, facts) => options.log?.debug(facts, text),
    });
    sockets.push(socket);
    return socket;
  }

  function guarded(what: () => void): void {
    try {
      what();
    } catch (error) {
      options.log?.warn({ err: error }, 'What the cable told could not be handled');
    }
  }

  function state(): Hearing {
    const all = sockets.map((socket) => socket.hearing());
    return all.includes('deaf') ? 'deaf' : all.includes('off') || all.length === 0 ? 'off' : 'on';
  }

  function tell(): void {
    const now = closed ? 'off' : state();
    if (now === told) return;
    told = now;
    guarded(() => options.onState?.(now));
  }

  const socketOf = (token: string) => sockets.find((socket) => socket.has(token));

  /** Runs while there is something to ask for: an idle cable wakes nobody. */
  let stopPacing: (() => void) | null = null;
  function pace(): void {
    if (closed || stopPacing || !sockets.some((socket) => socket.wants())) return;
    stopPacing = every(PACE_MS, () => {
      let left = (SUBSCRIPTIONS_PER_SECOND * PACE_MS) / 1000;
      for (const socket of sockets) left -= left > 0 ? socket.subscribe(left) : 0;
      if (!sockets.some((socket) => socket.wants())) endPacing();
    });
  }
  function endPacing(): void {
    stopPacing?.();
    stopPacing = null;
  }

  add();
  const stopLooking = every(times.lookMs, () => {
    const old = clock.now() - SEEN_MS;
    for (const [echoId, at] of seen) if (at < old) seen.delete(echoId);
    for (const socket of sockets) socket.look();
  });

  return {
    watch(token) {
      if (closed || socketOf(token)) return;
      const socket = sockets.find((it) => it.size() < perSocket) ?? add();
      socket.watch(token);
      pace();
      tell();
    },
    unwatch(token) {
      const socket = socketOf(token);
      socket?.unwatch(token);
      if (socket && socket.size() === 0 && sockets.length > 1) {
        socket.close();
        sockets.splice(sockets.indexOf(socket), 1);
      }
      tell();
    },
    heard: (token) => socketOf(token)?.heard(token) ?? false,
    expectEcho(echoId, token) {
      const socket = socketOf(token);
      if (!seen.has(echoId) && socket?.heard(token)) socket.expect(echoId);
    },
    state: () => told,
    counts: () => ({
      watched: sockets.reduce((sum, socket) => sum + socket.size(), 0),
      sockets: sockets.length,
    }),
    close() {
      closed = true;
      endPacing();
      stopLooking();
      for (const socket of sockets.splice(0)) socket.close();
      tell();
    },
  };
}
