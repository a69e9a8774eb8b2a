import { parseJson } from '../../wire/json.ts';
import { record, type Rec } from '../../wire/read.ts';

/**
 * What one cable socket says and hears, without the socket and without time: frames and moments in, effects out.
 *
 * A Chatwoot can be deaf and look alive: it welcomes and pings, but confirms no subscription and delivers nothing. And a
 * token it does not know is answered with silence too. So a subscription without a confirm makes the socket deaf only
 * where nothing at all was heard since it was asked for; where others were, it is the token's own fault.
 */
export interface Subscription {
  /** When it was asked for on this socket; null: not yet. */
  askedAt: number | null;
  /** `unknown`: others were confirmed since, or it was rejected. */
  state: 'waiting' | 'confirmed' | 'unknown';
}

export interface SocketState {
  openedAt: number;
  welcomed: boolean;
  /** Any frame. */
  lastFrameAt: number;
  /** A confirm, or an event: what a deaf one does not give. */
  lastHeardAt: number | null;
  subscriptions: Map<string, Subscription>;
  /** Tokens still to be asked for, oldest first. */
  queue: string[];
  /** All that were asked for are settled, and this was told. */
  settled: boolean;
}

export interface CableFrame {
  event: unknown;
  data: unknown;
}

export type Effect =
  | { do: 'send'; text: string }
  | { do: 'event'; token: string; frame: CableFrame; echoId: string | null }
  | { do: 'confirmed'; token: string }
  /** Every subscription is confirmed, or its token unknown. Told once for each socket. */
  | { do: 'settled' }
  /** To be closed and made anew. */
  | { do: 'reconnect'; why: 'deaf' | 'no_ping' | 'no_welcome' | 'told_to' };

export interface Patience {
  /** Without a frame for this long it is dead: pings come every 3 s. Also the time for the welcome. Milliseconds. */
  pingMs: number;
  /** Without a confirm for this long it is deaf. Milliseconds. */
  confirmMs: number;
}

export const patience: Patience = { pingMs: 10_000, confirmMs: 10_000 };

/** A socket just opened, with all that is to be heard on it: in this order. */
export function openState(tokens: readonly string[], now: number): SocketState {
  return {
    openedAt: now,
    welcomed: false,
    lastFrameAt: now,
    lastHeardAt: null,
    subscriptions: new Map(tokens.map((token) => [token, { askedAt: null, state: 'waiting' }])),
    queue: [...tokens],
    settled: false,
  };
}

export function watch(state: SocketState, token: string): void {
  if (state.subscriptions.has(token)) return;
  state.subscriptions.set(token, { askedAt: null, state: 'waiting' });
  state.queue.push(token);
}

export function unwatch(state: SocketState, token: string): Effect[] {
  const known = state.subscriptions.get(token);
  if (!known) return [];
  state.subscriptions.delete(token);
  return known.askedAt === null ? [] : [{ do: 'send', text: command('unsubscribe', token) }];
}

/** Asks for up to `most` subscriptions more; none before the welcome. */
export function subscribe(state: SocketState, most: number, now: number): Effect[] {
  const effects: Effect[] = [];
  while (state.welcomed && effects.length < most) {
    const token = state.queue.shift();
    if (token === undefined) break;
    const known = state.subscriptions.get(token);
    if (!known || known.askedAt !== null) continue;
    known.askedAt = now;
    effects.push({ do: 'send', text: command('subscribe', token) });
  }
  return effects;
}

/** One frame; what cannot be read is passed over. Never throws. */
export function hear(state: SocketState, text: string, now: number): Effect[] {
  state.lastFrameAt = now;
  const frame = parsed(text);
  if (!frame) return [];
  if (frame.type === 'welcome') state.welcomed = true;
  if (frame.type === 'disconnect') return [{ do: 'reconnect', why: 'told_to' }];
  const token = tokenIn(state, frame.identifier);
  const known = token === null ? undefined : state.subscriptions.get(token);
  if (token === null || !known) return [];
  if (frame.type === 'reject_subscription') known.state = 'unknown';
  if (frame.type === 'confirm_subscription') return confirmed(state, token, known, now);
  const message = record(frame.message);
  if (!message) return [];
  const first = known.state === 'confirmed' ? [] : confirmed(state, token, known, now);
  state.lastHeardAt = now;
  const echo = record(message.data)?.echo_id;
  const echoId = typeof echo === 'string' ? echo : null;
  return [...first, { do: 'event', token, frame: { event: message.event, data: message.data }, echoId }];
}

function confirmed(state: SocketState, token: string, known: Subscription, now: number): Effect[] {
  state.lastHeardAt = now;
  if (known.state === 'confirmed') return [];
  known.state = 'confirmed';
  return [{ do: 'confirmed', token }];
}

/** Looks at the time: dead, deaf, or all well and settled. To be called about once a second. */
export function look(state: SocketState, now: number, { pingMs, confirmMs }: Patience = patience): Effect[] {
  if (!state.welcomed) return now - state.openedAt >= pingMs ? [{ do: 'reconnect', why: 'no_welcome' }] : [];
  if (now - state.lastFrameAt >= pingMs) return [{ do: 'reconnect', why: 'no_ping' }];
  let waiting = 0;
  for (const it of state.subscriptions.values()) {
    if (it.state !== 'waiting') continue;
    if (it.askedAt === null || now - it.askedAt < confirmMs) waiting++;
    else if (state.lastHeardAt === null || state.lastHeardAt < it.askedAt) return [{ do: 'reconnect', why: 'deaf' }];
    else it.state = 'unknown';
  }
  if (waiting > 0 || state.settled) return [];
  state.settled = true;
  return [{ do: 'settled' }];
}

/**
 * The tokens in the order in which to ask for them on the next socket: those without an answer first, so that confirms
 * of others come after them and tell an unknown token from a deaf server.
 */
export function orderAgain(state: SocketState): string[] {
  const all = [...state.subscriptions];
  const answered = ([, it]: [string, Subscription]) => it.state === 'confirmed';
  return [...all.filter((it) => !answered(it)), ...all.filter(answered)].map(([token]) => token);
}

/** Whether what happens to this person is heard. */
export const isHeard = (state: SocketState, token: string): boolean =>
  state.welcomed && state.subscriptions.get(token)?.state === 'confirmed';

/** A person's stream is named by its token alone; a user's comes whole, as the identifier. */
const identifierOf = (token: string): string =>
  token.startsWith('{') ? token : JSON.stringify({ channel: 'RoomChannel', pubsub_token: token });

const command = (name: 'subscribe' | 'unsubscribe', token: string): string =>
  JSON.stringify({ command: name, identifier: identifierOf(token) });

function tokenIn(state: SocketState, identifier: unknown): string | null {
  if (typeof identifier === 'string' && state.subscriptions.has(identifier)) return identifier;
  const token = typeof identifier === 'string' ? parsed(identifier)?.pubsub_token : null;
  return typeof token === 'string' ? token : null;
}

function parsed(text: string): Rec | null {
  const read = parseJson(text);
  return read.ok ? record(read.value) : null;
}
