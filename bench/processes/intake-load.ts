import { connect, type Socket } from 'node:net';
import { webhookOf } from '../worlds/webhook.ts';

/** What the parent asks for, as the one argument of this process (JSON). */
export interface LoadOrder {
  /** Webhook addresses; connections are spread over them. */
  doors: string[];
  connections: number;
  /** How long requests are begun; those under way are waited for. Milliseconds. */
  forMs: number;
  /** Makes the ids of this round differ from those of every other. */
  round: string;
}

export interface LoadResult {
  answered: number;
  /** Answers other than 200. */
  refused: number;
  /** From the first request to the last answer. Milliseconds. */
  tookMs: number;
  medianMs: number;
  p99Ms: number;
}

/** Raw sockets, one request under way on each: an HTTP client would cost more than the servers it measures. */
async function load(order: LoadOrder): Promise<LoadResult> {
  const times: number[] = [];
  let refused = 0;
  let sent = 0;
  const start = performance.now();
  const end = start + order.forMs;

  const one = (socket: Socket, { host, pathname }: URL): Promise<void> =>
    new Promise((resolve, reject) => {
      const head = `POST ${pathname} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: `;
      let got = '';
      let begun = 0;
      let made = 0;
      const next = () => {
        begun = performance.now();
        // At least one of each connection, however short the time.
        if (begun >= end && made > 0) {
          socket.end();
          return resolve();
        }
        made += 1;
        const body = webhookOf(sent++, order.round);
        socket.write(`${head}${body.length}\r\n\r\n${body}`);
      };
      socket.on('data', (chunk: string) => {
        got += chunk;
        const headEnd = got.indexOf('\r\n\r\n');
        if (headEnd < 0) return;
        const length = Number(/content-length: (\d+)/i.exec(got)?.[1] ?? 0);
        if (got.length < headEnd + 4 + length) return;
        times.push(performance.now() - begun);
        if (!got.startsWith('HTTP/1.1 200')) refused += 1;
        got = '';
        next();
      });
      socket.once('error', reject);
      next();
    });

  const doors = Array.from({ length: order.connections }, (_, n) => new URL(order.doors[n % order.doors.length] ?? ''));
  await Promise.all(doors.map(async (door) => one(await opened(door), door)));
  const tookMs = performance.now() - start;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor((times.length - 1) * share)] ?? NaN;
  return { answered: times.length, refused, tookMs, medianMs: at(0.5), p99Ms: at(0.99) };
}

function opened({ hostname, port }: URL): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true }, () =>
      resolve(socket.setEncoding('latin1')),
    );
    socket.once('error', reject);
  });
}

process.send?.(await load(JSON.parse(process.argv[2] ?? '{}') as LoadOrder));
process.disconnect();
