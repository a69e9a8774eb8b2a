import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { openSocket, type CableSocket } from '../cable/socket.ts';
import { acceptUpgrade, refuseUpgrade } from '../cable/upgrade.ts';
import type { Faults } from '../faults.ts';
import { isObject } from './params.ts';
import type { CablePush } from './cable-events.ts';
import type { ContactInbox } from './records.ts';
import type { ChatwootState } from './state.ts';

const PROTOCOLS = ['actioncable-v1-json', 'actioncable-unsupported'];

const REFUSE = new Set(['cable_refuse'] as const);

export interface CableOptions {
  /** Milliseconds between two pings; 3,000 where absent. */
  pingMs?: number;
}

/** The real-time door: Action Cable at `/cable`. */
export interface Cable {
  /** Takes the upgrades of a server. */
  attach: (server: Server) => void;
  /** Sockets open now. */
  readonly sockets: number;
  /** Subscriptions confirmed and not given up. */
  readonly subscriptions: number;
  /** Frames with events sent so far. */
  readonly delivered: number;
  /** Whether anybody is subscribed to that contact. */
  hears(source: ContactInbox): boolean;
  /** To everyone subscribed to that contact. */
  push(push: CablePush): void;
  /** Closes every socket without a word, as a restart of the server does. */
  cut(): void;
  stop(): void;
}

interface Connection {
  socket: CableSocket;
  /** Identifier as the client wrote it → whom it listens to. */
  heard: Map<string, ContactInbox>;
}

export function createCable(state: ChatwootState, faults: Faults, options: CableOptions = {}): Cable {
  const connections = new Set<Connection>();
  /** Counted for speed: 1,000 subscriptions on one socket are usual. */
  const listeners = new Map<ContactInbox, Set<Connection>>();
  let delivered = 0;
  let timer: NodeJS.Timeout | null = null;

  const deaf = () => faults.has('cable_deaf');

  function pingAll(): void {
    const message = Math.floor(state.clock.now() / 1_000);
    for (const { socket } of connections) socket.sendText(JSON.stringify({ type: 'ping', message }));
  }

  function forget(connection: Connection, identifier: string): void {
    const source = connection.heard.get(identifier);
    connection.heard.delete(identifier);
    if (!source || [...connection.heard.values()].includes(source)) return;
    listeners.get(source)?.delete(connection);
  }

  function send(connection: Connection, identifier: string, event: string, data: unknown): void {
    connection.socket.sendText(JSON.stringify({ identifier, message: { event, data } }));
  }

  function subscribe(connection: Connection, identifier: string): void {
    const source = sourceOf(state, identifier);
    if (!source || connection.heard.has(identifier) || deaf()) return;
    connection.heard.set(identifier, source);
    const set = listeners.get(source) ?? new Set();
    listeners.set(source, set.add(connection));
    connection.socket.sendText(JSON.stringify({ identifier, type: 'confirm_subscription' }));
    send(connection, identifier, 'presence.update', { account_id: state.account.id, users: {} });
  }

  function command(connection: Connection, text: string): void {
    let said: unknown;
    try {
      said = JSON.parse(text);
    } catch {
      return;
    }
    if (!isObject(said) || typeof said['identifier'] !== 'string') return;
    if (said['command'] === 'subscribe') subscribe(connection, said['identifier']);
    if (said['command'] === 'unsubscribe') forget(connection, said['identifier']);
  }

  function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    stream.on('error', () => stream.destroy());
    if ((request.url ?? '').split('?')[0] !== '/cable') return refuseUpgrade(stream, '404 Not Found');
    if (faults.take(REFUSE, 'GET', '/cable')) return refuseUpgrade(stream, '503 Service Unavailable');
    if (!acceptUpgrade(request, stream, PROTOCOLS)) return;
    const connection: Connection = {
      heard: new Map(),
      socket: openSocket(stream, head, {
        onText: (text) => command(connection, text),
        onClose() {
          connections.delete(connection);
          for (const identifier of [...connection.heard.keys()]) forget(connection, identifier);
          state.changed();
        },
      }),
    };
    connections.add(connection);
    connection.socket.sendText('{"type":"welcome"}');
    state.changed();
  }

  return {
    attach(server) {
      server.on('upgrade', upgrade);
      timer = setInterval(pingAll, options.pingMs ?? 3_000);
      timer.unref();
    },
    get sockets() {
      return connections.size;
    },
    get subscriptions() {
      let count = 0;
      for (const { heard } of connections) count += heard.size;
      return count;
    },
    get delivered() {
      return delivered;
    },
    hears: (source) => (listeners.get(source)?.size ?? 0) > 0,
    push({ to, event, data }) {
      if (deaf()) return;
      for (const connection of listeners.get(to) ?? []) {
        for (const [identifier, source] of connection.heard) {
          if (source !== to) continue;
          send(connection, identifier, event, data);
          delivered += 1;
        }
      }
    },
    cut() {
      for (const { socket } of [...connections]) socket.cut();
    },
    stop() {
      if (timer) clearInterval(timer);
      for (const { socket } of [...connections]) socket.cut();
    },
  };
}

/** Whose token an identifier names; an unknown one is answered by nothing at all, recorded. */
function sourceOf(state: ChatwootState, identifier: string): ContactInbox | undefined {
  let wanted: unknown;
  try {
    wanted = JSON.parse(identifier);
  } catch {
    return undefined;
  }
  if (!isObject(wanted) || wanted['channel'] !== 'RoomChannel') return undefined;
  const token = wanted['pubsub_token'];
  return typeof token === 'string' ? state.byPubsubToken.get(token) : undefined;
}
