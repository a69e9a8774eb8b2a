import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Faults } from '../../faults.ts';
import { isObject } from '../params.ts';
import type { ContactInbox, User } from '../records.ts';
import type { ChatwootState } from '../state.ts';
import type { Audience } from './audience.ts';
import { createSockets, refuseUpgrade } from './socket.ts';
import { isUser, subscriberOf, type Subscriber } from './subscriber.ts';

const REFUSE = new Set(['cable_refuse', 'maintenance'] as const);

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
  /** Whether anybody of this audience is subscribed. */
  hears(audience: Audience): boolean;
  /** To everyone of this audience who is subscribed. */
  push(audience: Audience, event: string, data: Record<string, unknown>): void;
  /** Closes every socket without a word, as a restart of the server does. */
  cut(): void;
  stop(): void;
}

interface Connection {
  socket: WebSocket;
  /** Identifier as the client wrote it → who listens by it. */
  heard: Map<string, Subscriber>;
}

export function createCable(state: ChatwootState, faults: Faults, options: CableOptions = {}): Cable {
  const connections = new Set<Connection>();
  /** Counted for speed: 1,000 subscriptions on one socket are usual. */
  const contacts = new Map<ContactInbox, Set<Connection>>();
  const users = new Map<User, Set<Connection>>();
  const openSocket = createSockets();
  let delivered = 0;
  let timer: NodeJS.Timeout | null = null;

  const deaf = () => faults.has('cable_deaf');
  const silent = () => faults.has('cable_silent');
  const connectionsOf = (subscriber: Subscriber) =>
    isUser(subscriber) ? setIn(users, subscriber) : setIn(contacts, subscriber);

  function sendText({ socket }: Connection, text: string): void {
    if (!silent()) socket.send(text);
  }

  function pingAll(): void {
    const text = JSON.stringify({ type: 'ping', message: Math.floor(state.clock.now() / 1_000) });
    for (const connection of connections) sendText(connection, text);
  }

  function forget(connection: Connection, identifier: string): void {
    const subscriber = connection.heard.get(identifier);
    connection.heard.delete(identifier);
    if (!subscriber || [...connection.heard.values()].includes(subscriber)) return;
    const set = connectionsOf(subscriber);
    set.delete(connection);
    if (set.size > 0) return;
    if (isUser(subscriber)) users.delete(subscriber);
    else contacts.delete(subscriber);
  }

  function send(connection: Connection, identifier: string, event: string, data: unknown): void {
    sendText(connection, JSON.stringify({ identifier, message: { event, data } }));
  }

  function subscribe(connection: Connection, identifier: string): void {
    const subscriber = subscriberOf(state, identifier);
    if (!subscriber || connection.heard.has(identifier) || deaf() || silent()) return;
    connection.heard.set(identifier, subscriber);
    connectionsOf(subscriber).add(connection);
    state.presence.seen(isUser(subscriber) ? subscriber : subscriber.contact);
    sendText(connection, JSON.stringify({ identifier, type: 'confirm_subscription' }));
    send(connection, identifier, 'presence.update', presenceFor(state, subscriber));
  }

  /** A client that is still there says so by the action `update_presence`. */
  function action(connection: Connection, identifier: string): void {
    const subscriber = connection.heard.get(identifier);
    if (subscriber) state.presence.seen(isUser(subscriber) ? subscriber : subscriber.contact);
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
    if (said['command'] === 'message') action(connection, said['identifier']);
  }

  function gone(connection: Connection): void {
    if (!connections.delete(connection)) return;
    for (const identifier of [...connection.heard.keys()]) forget(connection, identifier);
    state.changed();
  }

  function opened(socket: WebSocket): void {
    const connection: Connection = { socket, heard: new Map() };
    connections.add(connection);
    // What ws finds wrong with a frame ends the socket with its code; there is nobody to tell.
    socket.on('error', () => undefined);
    socket.on('message', (data, isBinary) => {
      if (isBinary) socket.close(1003, 'only text is understood');
      else command(connection, (data as Buffer).toString());
    });
    socket.on('close', () => gone(connection));
    sendText(connection, '{"type":"welcome"}');
    state.changed();
  }

  function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    stream.on('error', () => stream.destroy());
    if ((request.url ?? '').split('?')[0] !== '/cable') return refuseUpgrade(stream, '404 Not Found');
    if (faults.take(REFUSE, 'GET', '/cable')) return refuseUpgrade(stream, '503 Service Unavailable');
    openSocket(request, stream, head, opened);
  }

  /** Who of this audience is subscribed, each with the connections it listens on. */
  function* listeners({ contact, inbox, everybody }: Audience): Generator<[Subscriber, Set<Connection>]> {
    const set = contact ? contacts.get(contact) : undefined;
    if (contact && set) yield [contact, set];
    for (const [user, connected] of users) {
      const maySee = everybody || (inbox !== null && (user.role === 'administrator' || inbox.members.has(user.id)));
      if (maySee) yield [user, connected];
    }
  }

  function cut(): void {
    for (const connection of [...connections]) {
      connection.socket.terminate();
      gone(connection);
    }
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
    hears: (audience) => !listeners(audience).next().done,
    push(audience, event, data) {
      if (deaf()) return;
      for (const [subscriber, connected] of listeners(audience)) {
        for (const connection of connected) {
          for (const [identifier, one] of connection.heard) {
            if (one !== subscriber) continue;
            send(connection, identifier, event, data);
            delivered += 1;
          }
        }
      }
    },
    cut,
    stop() {
      if (timer) clearInterval(timer);
      cut();
    },
  };
}

function setIn<K, V>(map: Map<K, Set<V>>, key: K): Set<V> {
  const set = map.get(key) ?? new Set();
  map.set(key, set);
  return set;
}

/** A contact is told of nobody; a person of the account of everybody who is online. */
function presenceFor(state: ChatwootState, subscriber: Subscriber): Record<string, unknown> {
  if (!isUser(subscriber)) return { account_id: state.account.id, users: {} };
  const online = (all: Iterable<Parameters<typeof state.presence.isOnline>[0]>) =>
    Object.fromEntries([...all].filter(state.presence.isOnline).map(({ id }) => [id, 'online']));
  return { account_id: state.account.id, contacts: online(state.contacts.values()), users: online(state.users) };
}
