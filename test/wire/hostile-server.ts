import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';

/** What a server says next to everything it is asked. */
export interface Said {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** Ends the connection after the body, or before anything. */
  cut: 'no' | 'after' | 'before';
}

export interface HostileServer {
  url: string;
  say(said: Said): void;
  close(): Promise<void>;
}

export async function hostileServer(): Promise<HostileServer> {
  let next: Said = { status: 200, headers: {}, body: '', cut: 'no' };
  const server = createServer((request, response) => {
    request.on('error', () => undefined).resume();
    request.on('end', () => answer(response, next));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    say: (said) => void (next = said),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function answer(response: ServerResponse, { status, headers, body, cut }: Said): void {
  if (cut === 'before') return void response.destroy();
  response.writeHead(status, headers);
  if (cut === 'no') return void response.end(body);
  response.write(body === '' ? ' ' : body, () => response.destroy());
}

const odd = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 2 ** 53, -(2 ** 60), 1e308, '', '7', 'x', [], {}, [[]], [null], {
    id: null,
  }),
  fc.string({ maxLength: 20, unit: 'binary' }),
  fc.double({ noNaN: true }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Values in which some part of a right answer is another, missing, or one too many. */
function bent(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== 'object' || value === null) return fc.oneof({ weight: 3, arbitrary: fc.constant(value) }, odd);
  if (Array.isArray(value)) {
    const items = value.map(bent);
    return fc.oneof({ weight: 4, arbitrary: fc.tuple(...items) }, fc.tuple(...items, odd), odd);
  }
  const fields = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, bent(part)]));
  return fc.oneof(
    { weight: 6, arbitrary: fc.record(fields) },
    fc.record(fields, { requiredKeys: [] }),
    fc.record(fields).map((one) => ({ ...one, constructor: 1, toString: null })),
    odd,
  );
}

const types = ['application/json', 'application/json; charset=utf-8', 'application/problem+json', 'text/html', 'x', ''];

/** Anything that a server may say in place of these right answers. */
export function saying(...right: unknown[]): fc.Arbitrary<Said> {
  const json = fc.oneof(...right.map(bent), odd).map((value) => JSON.stringify(value) ?? 'null');
  const cutJson = fc.tuple(json, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1)));
  const huge = fc.constantFrom(
    '{"id":1e999}',
    '{"id":123456789012345678901234567890}',
    '[1e400]',
    '{"__proto__":{"id":1}}',
  );
  const body = fc.oneof({ weight: 6, arbitrary: json }, cutJson, huge, fc.constant('<html>Log in</html>'), fc.string());
  const status = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(200, 201) },
    fc.constantFrom(
      202,
      204,
      206,
      301,
      302,
      304,
      307,
      400,
      401,
      403,
      404,
      408,
      413,
      418,
      422,
      429,
      500,
      502,
      503,
      504,
      599,
    ),
  );
  const headers = fc
    .tuple(
      fc.oneof({ weight: 3, arbitrary: fc.constant('application/json') }, fc.constantFrom(...types)),
      fc.constantFrom({}, { location: '/' }, { location: 'http://[' }, { location: '//other.example.com/x' }),
      fc.constantFrom({}, { 'retry-after': '9'.repeat(400) }, { 'retry-after': '-1' }, { 'retry-after': 'soon' }),
      fc.constantFrom<Record<string, string>>(
        {},
        {},
        {},
        { 'content-encoding': 'gzip' },
        { 'content-encoding': 'x, y' },
      ),
      fc.constantFrom<Record<string, string>>({}, {}, {}, { 'set-cookie': 'a=b' }, { 'x-flood': 'x'.repeat(20_000) }),
    )
    .map(([type, ...more]): Record<string, string> => ({
      ...(type ? { 'content-type': type } : {}),
      ...more.reduce((all, one) => ({ ...all, ...one }), {}),
    }));
  const cut = fc.oneof({ weight: 8, arbitrary: fc.constant<'no'>('no') }, fc.constantFrom('after', 'before'));
  return fc.record({ status, headers, body, cut });
}
