import { answer, type SandboxContext } from '../http.ts';
import type { FaultAnswers } from '../fault-door.ts';

/** Ends a call with an answer other than 200; thrown from wherever the reason is found. */
export class Stop extends Error {
  readonly status: number;
  readonly body: unknown;
  readonly type: string;

  constructor(status: number, body: unknown, type = RENDERED) {
    super(`answered with ${status}`);
    this.status = status;
    this.body = body;
    this.type = type;
  }
}

/** What a controller renders; failures it does not catch are written by another part, which spells the charset in capitals. */
const RENDERED = 'application/json; charset=utf-8';
const RACK = 'application/json; charset=UTF-8';

export const notFound = (): Stop => new Stop(404, { status: 404, error: 'Not Found' }, RACK);
export const internal = (): Stop => new Stop(500, { status: 500, error: 'Internal Server Error' }, RACK);
/** An invalid record, with the sentences of its faults and the fields they are on. */
export const invalid = (message: string, attributes: string[]): Stop => new Stop(422, { message, attributes });

export function ok(c: SandboxContext, body: unknown): Response {
  return answer(c, 200, RENDERED, JSON.stringify(body));
}

/** Status 200, a JSON type and no body, as the calls answer that have nothing to say. */
export function empty(c: SandboxContext): Response {
  return answer(c, 200, 'application/json', '');
}

export function stopped(c: SandboxContext, stop: Stop): Response {
  return answer(c, stop.status, stop.type, JSON.stringify(stop.body));
}

/** A body that could not be parsed. */
export function unparsable(c: SandboxContext): Response {
  return answer(c, 400, 'text/html; charset=UTF-8', '');
}

const PAGE = `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>Page not found</title>
</head>
<body><h1>Page not found</h1><p>The sandbox's Chatwoot knows no such address.</p></body>
</html>
`;

/** No such route: a page, where an unknown record answers in JSON. */
export function noRoute(c: SandboxContext): Response {
  return answer(c, 404, 'text/html; charset=UTF-8', PAGE);
}

export const chatwootFaultAnswers: FaultAnswers = {
  failed: (c) => stopped(c, internal()),
  missing: (c) => stopped(c, notFound()),
  tooMany: (c, headers) => answer(c, 429, 'text/plain', 'Retry later\n', headers),
  refused: (c, status) => answer(c, status, 'text/html', `<html><head><title>${status}</title></head></html>\n`),
};
