/** A cable client by Node's own WebSocket, for tests. */
export interface CableClient {
  frames: Frame[];
  /** Events alone, without pings and presence. */
  events: () => { event: string; data: Record<string, unknown> }[];
  subscribe: (pubsubToken: string) => void;
  /** With an identifier of its own, as a user subscribes. */
  subscribeAs: (identifier: Record<string, unknown>) => void;
  unsubscribe: (pubsubToken: string) => void;
  send: (text: string) => void;
  /** Resolves as soon as it holds; looks after each frame. */
  until: (holds: () => boolean) => Promise<void>;
  closed: () => boolean;
  close: () => void;
}

export interface Frame {
  type?: string;
  identifier?: string;
  message?: { event: string; data: Record<string, unknown> };
}

export const identifierOf = (pubsub_token: string): string => JSON.stringify({ channel: 'RoomChannel', pubsub_token });

/** Connects to a sandbox's cable; resolves once it is open. */
export function openCable(url: string, protocols: string[] = ['actioncable-v1-json']): Promise<CableClient> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/cable`, protocols);
  const frames: Frame[] = [];
  const waiting = new Set<() => void>();
  let closed = false;
  const look = () => {
    for (const one of [...waiting]) one();
  };
  socket.addEventListener('message', ({ data }) => {
    frames.push(JSON.parse(String(data)) as Frame);
    look();
  });
  socket.addEventListener('close', () => {
    closed = true;
    look();
  });
  const command = (name: string, token: string) =>
    socket.send(JSON.stringify({ command: name, identifier: identifierOf(token) }));
  const client: CableClient = {
    frames,
    events: () =>
      frames.flatMap(({ type, message }) =>
        type === undefined && message && message.event !== 'presence.update' ? [message] : [],
      ),
    subscribe: (token) => command('subscribe', token),
    subscribeAs: (identifier) =>
      socket.send(JSON.stringify({ command: 'subscribe', identifier: JSON.stringify(identifier) })),
    unsubscribe: (token) => command('unsubscribe', token),
    send: (text) => socket.send(text),
    until: (holds) =>
      new Promise((resolve) => {
        const check = () => {
          if (!holds()) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    closed: () => closed,
    close: () => socket.close(),
  };
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(client));
    socket.addEventListener('error', () => reject(new Error('the cable does not open')));
  });
}
