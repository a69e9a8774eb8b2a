import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pause } from '../../src/clock.ts';
import { pick, type Random } from '../chance.ts';

/** How often what comes in goes wrong on its way. 0 to 1. */
export interface WayFaults {
  /** It never arrives; the sender is told so. */
  lost: number;
  /** It arrives, and the sender never hears of it. */
  cut: number;
  /** A copy comes later. */
  doubled: number;
  /** News of what was sent come in another order. */
  shuffled: number;
}

export const CLEAR_WAY: WayFaults = { lost: 0, cut: 0, doubled: 0, shuffled: 0 };

export interface FrontOptions {
  random: Random;
  /** The addresses of the processes that may be asked now. */
  doors: () => readonly string[];
  /** What is asked for in front of the colon becomes what stands behind it at the process. */
  paths: Record<string, string>;
}

/** The entrance that both outsides know: hands on to one of the processes, as a load balancer does, and breaks what it hands on. */
export interface Front {
  url: string;
  faults: WayFaults;
  /** Resolves when the sender of the message was told that it is taken. */
  taken: (wamid: string) => Promise<void>;
  /** When the service had taken a status of this send; null where never. */
  toldOf: (send: string) => number | null;
  close(): Promise<void>;
}

/** A sender waits five seconds. */
const TIMEOUT_MS = 5_000;
const WAIT_MS = 3_000;
const SHUFFLE_MS = 300;
const COPY_MS = 1_500;

export async function openFront({ random, doors, paths }: FrontOptions): Promise<Front> {
  const takenNow = new Map<string, () => void>();
  const takenBefore = new Set<string>();
  const told = new Map<string, number>();
  const front: { faults: WayFaults } = { faults: CLEAR_WAY };
  let isClosed = false;

  /** Whoever comes while nobody is there waits a while. */
  async function openDoors(): Promise<readonly string[]> {
    const end = Date.now() + WAIT_MS;
    while (!isClosed && doors().length === 0 && Date.now() < end) await pause(50);
    return doors();
  }

  async function handOn(path: string, headers: Record<string, string>, body: string): Promise<number> {
    const open = await openDoors();
    if (open.length === 0) return 502;
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    try {
      const answer = await fetch(pick(random, open) + path, { method: 'POST', headers, body, signal });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return 502;
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces).toString();
    const path = paths[request.url ?? ''];
    const end = (status: number) => void response.writeHead(status).end();
    if (path === undefined) return end(404);
    const { lost, cut, doubled, shuffled } = front.faults;
    if (random() < lost) return end(502);
    const headers = { 'content-type': 'application/json', ...signatures(request) };
    if (random() < shuffled && body.includes('"statuses"')) await pause(random() * SHUFFLE_MS);
    const status = await handOn(path, headers, body);
    const news = status === 200 ? newsIn(body) : { wamids: [], sends: [] };
    for (const send of news.sends) if (!told.has(send)) told.set(send, Date.now());
    if (random() < doubled && !isClosed)
      void pause(random() * COPY_MS).then(() => (isClosed ? 0 : handOn(path, headers, body)));
    if (status === 200 && random() < cut) return void request.socket.destroy();
    for (const wamid of news.wamids) {
      takenBefore.add(wamid);
      takenNow.get(wamid)?.();
      takenNow.delete(wamid);
    }
    end(status);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get faults() {
      return front.faults;
    },
    set faults(faults) {
      front.faults = faults;
    },
    taken: (wamid) =>
      takenBefore.has(wamid) ? Promise.resolve() : new Promise((resolve) => void takenNow.set(wamid, resolve)),
    toldOf: (send) => told.get(send) ?? null,
    close() {
      isClosed = true;
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** What proves a webhook of Chatwoot's. */
function signatures({ headers }: IncomingMessage): Record<string, string> {
  const own = Object.entries(headers).filter(([name]) => name.startsWith('x-chatwoot-'));
  return Object.fromEntries(own.map(([name, value]) => [name, String(value)]));
}

/** The messages and the sends that a body of WhatsApp's is about. */
function newsIn(body: string): { wamids: string[]; sends: string[] } {
  const read = JSON.parse(body) as { entry?: { changes: { value: Value }[] }[] };
  const values = (read.entry ?? []).flatMap(({ changes }) => changes.map(({ value }) => value));
  return {
    wamids: values.flatMap(({ messages = [] }) => messages.map(({ id }) => id)),
    sends: values.flatMap(({ statuses = [] }) =>
      statuses.flatMap(({ biz_opaque_callback_data: send }) => (send === undefined ? [] : [send])),
    ),
  };
}

interface Value {
  messages?: { id: string }[];
  statuses?: { biz_opaque_callback_data?: string }[];
}
