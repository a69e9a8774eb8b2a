import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Between a client and the server: cuts a connection when a statement that is asked for passes by. */
export interface CuttingProxy {
  /** The address of the server, led through here. */
  url: string;
  /** The next message that holds this text: `before` it gets to the server, or `after`, so that only its answer is lost. */
  cutAt(text: string, when: 'before' | 'after'): void;
  /** How often it did. */
  readonly cuts: number;
  /** Nobody gets through meanwhile; those who are through are cut. */
  shut(isShut: boolean): void;
  close(): Promise<void>;
}

export async function cuttingProxy(server: string): Promise<CuttingProxy> {
  const { hostname, port } = new URL(server);
  const sockets = new Set<Socket>();
  let cut: { text: string; when: 'before' | 'after' } | null = null;
  let cuts = 0;
  let isShut = false;

  const proxy = createServer((client) => {
    if (isShut) return void client.destroy();
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        // What was sent to the server still gets there.
        upstream.end();
      });
    }
    client.on('data', (data) => {
      if (cut === null || !data.includes(cut.text)) return void upstream.write(data);
      const { when } = cut;
      cut = null;
      cuts += 1;
      if (when === 'after') upstream.write(data, () => client.destroy());
      else client.destroy();
    });
    upstream.on('data', (data) => client.write(data));
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const url = new URL(server);
  url.port = String((proxy.address() as AddressInfo).port);
  return {
    url: url.href,
    cutAt: (text, when) => void (cut = { text, when }),
    get cuts() {
      return cuts;
    },
    shut(now) {
      isShut = now;
      if (now) for (const socket of sockets) socket.destroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}
