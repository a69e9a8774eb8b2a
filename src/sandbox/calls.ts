import type { MiddlewareHandler } from 'hono';
import { createChanges, type Changes } from './changes.ts';
import type { SandboxEnv } from './http.ts';
import type { Party, TravelCall } from './travel.ts';

/** Writes down each call between service and stand-ins, for the page. */
export interface Calls {
  /** A call begins; what is returned is called with its answer: the status (0: none came) and the body. */
  begin(
    call: Pick<TravelCall, 'from' | 'to' | 'method' | 'path' | 'request'>,
  ): (status: number, answer: string | null) => void;
  /** Those changed after that `seq`, in the order of their ids. */
  since(seq: number): TravelCall[];
  /** The newest `seq`; 0 at first. */
  readonly seq: number;
  onChange: Changes['onChange'];
  /** Writes down what reaches a server. `from` tells who calls by the request's headers. */
  at(to: Party, from: (header: (name: string) => string | undefined) => Party): MiddlewareHandler<SandboxEnv>;
}

const KEPT = 400;
const MOST_CHARACTERS = 20_000;

export function createCalls(): Calls {
  const { changed, onChange } = createChanges();
  let calls: TravelCall[] = [];
  let id = 0;
  let seq = 0;

  const begin: Calls['begin'] = (call) => {
    const entry: TravelCall = {
      ...call,
      request: clipped(call.request),
      id: ++id,
      seq: ++seq,
      at: Date.now(),
      took: null,
      status: null,
      answer: null,
    };
    calls.push(entry);
    if (calls.length > KEPT) calls = calls.slice(-KEPT);
    changed();
    return (status, answer) => {
      Object.assign(entry, { status, answer: clipped(answer), took: Date.now() - entry.at, seq: ++seq });
      changed();
    };
  };

  return {
    begin,
    onChange,
    since: (last) => calls.filter((call) => call.seq > last),
    get seq() {
      return seq;
    },
    at(to, from) {
      return async (c, next) => {
        const { path, method } = c.req;
        if (path.startsWith('/sandbox/')) return next();
        const request = await bodyText(c.req.raw, Number(c.req.header('content-length') ?? 0));
        const { incoming } = c.env;
        const end = begin({
          from: from((name) => c.req.header(name)),
          to,
          method,
          path: incoming.url ?? path,
          request,
        });
        // A caller that leaves, and a connection that is cut, end it too.
        let ended = false;
        const once = (status: number, answer: string | null) => {
          if (!ended) end(status, answer);
          ended = true;
        };
        const lost = () => once(0, null);
        incoming.socket.once('close', lost);
        await next();
        if (incoming.socket.destroyed) return lost();
        const { res } = c;
        once(res.status, await bodyText(res, Number(res.headers.get('content-length') ?? 0)));
        incoming.socket.off('close', lost);
      };
    },
  };
}

const clipped = (text: string | null) =>
  text !== null && text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;

/** Texts as they are, of anything else the size. No further than what is kept: a body may be without end. */
async function bodyText(message: Request | Response, length: number): Promise<string | null> {
  if (!message.body) return null;
  const type = message.headers.get('content-type') ?? '';
  if (!/json|^text\/|urlencoded/.test(type)) return `(${type.split(';')[0] || '?'}, ${length} B)`;
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of message.clone().body ?? []) {
    text += decoder.decode(piece as Uint8Array, { stream: true });
    if (text.length > MOST_CHARACTERS) break;
  }
  return text;
}
