import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ACTION_FIELDS, actionsShape } from '../actions.ts';
import type { Action } from '../bot.ts';
import { Misconfigured } from '../../errors.ts';
import { fieldFaults } from '../../wire/field-faults.ts';
import { sameSecret } from '../../wire/secret.ts';
import { isFilePath } from '../http/file-path.ts';
import { Broken } from './fault.ts';

/** What the service would be for a bot that answers later or fetches files. */
export interface OurSide {
  url: string;
  /** What came for a turn, once it comes. @throws Broken where that was wrong, or nothing came in time. */
  actionsOf(turn: string, signal: AbortSignal): Promise<Action[]>;
  seen(): { twice: string[]; wrongToken: string[]; files: number };
  close(): Promise<void>;
}

export interface OurSideOptions {
  /** 0: any free one. */
  port: number;
  /** `API_TOKEN`; null: none is asked for. */
  token: string | null;
  secret: string;
  now: () => number;
  /** The file of every message that has one; null: none is there any more. */
  file: (message: string) => Buffer | null;
}

const MOST = 12 * 1024 * 1024;

/** @throws Misconfigured where the port is taken. */
export async function openOurSide(options: OurSideOptions): Promise<OurSide> {
  const come = new Map<string, Action[] | Broken>();
  const waiting = new Map<string, () => void>();
  const [twice, wrongToken]: [string[], string[]] = [[], []];
  let files = 0;

  function take(id: string, text: string): number {
    const given = actionsShape.safeParse(json(text));
    const faults = given.success ? [] : fieldFaults(given.error, ACTION_FIELDS);
    const now = given.success
      ? given.data.actions
      : new Broken('later_shape', faults.map(({ path, message }) => `${path}: ${message}`).join('; '));
    const before = come.get(id);
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(now)) {
      twice.push(id);
      return 409;
    }
    come.set(id, now);
    waiting.get(id)?.();
    return given.success ? 202 : 422;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const end = (status: number, body: object) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const url = new URL(request.url ?? '/', 'http://localhost');
    const [, turn = '', what = '', message = ''] =
      /^\/api\/turns\/([^/]+)\/(actions|files)(?:\/([^/]+))?$/.exec(url.pathname)?.map(decodeURIComponent) ?? [];
    const bearer = /^Bearer +(.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
    const isAllowed = options.token === null || sameSecret(bearer, options.token);
    const text = await read(request);
    if (what === 'actions' && request.method === 'POST') {
      if (!isAllowed) wrongToken.push(turn);
      if (!isAllowed) waiting.get(turn)?.();
      if (!isAllowed) return end(401, { error: 'the header "Authorization: Bearer API_TOKEN" is missing or wrong' });
      const status = take(turn, text);
      return end(status, status === 202 ? { turn, state: 'taken' } : { error: 'see what `bot check` says' });
    }
    if (what === 'files' && request.method === 'GET') {
      const { until = '', signature = '' } = Object.fromEntries(url.searchParams);
      const isSigned = isFilePath({ turn, message, until, signature }, options.secret, options.now());
      if (!isSigned && !(isAllowed && bearer !== null)) return end(401, { error: 'this path is not signed' });
      const bytes = options.file(message);
      if (bytes === null) return end(410, { error: 'this turn has ended' });
      files += 1;
      return void response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': bytes.length }).end(bytes);
    }
    end(404, { error: 'there is nothing at this address' });
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await listen(server, options.port);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async actionsOf(turn, signal) {
      for (;;) {
        const given = come.get(turn);
        if (given instanceof Broken) throw given;
        if (given !== undefined) return given;
        if (wrongToken.includes(turn)) throw new Broken('later_token', '401');
        if (signal.aborted) throw new Broken('later_never', turn);
        await new Promise<void>((resolve) => {
          waiting.set(turn, resolve);
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
      }
    },
    seen: () => ({ twice, wrongToken, files }),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        new Misconfigured(
          `--port: ${port} cannot be listened on (${cause.code ?? cause.message}); name another one, and tell it to the bot as well.`,
        ),
      ),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size <= MOST) parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
