import { json, stand, type Stand } from './api/server.ts';
import { recording } from './moments.ts';

/** One call of a recording. */
export interface Step {
  title: string;
  request: { method: string; path: string; headers?: Record<string, string>; body?: unknown };
  response: { status: number; headers: Record<string, string>; body: unknown };
}

const steps = (['application-tokens', 'connect'] as const).flatMap((name) =>
  recording<{ steps: Step[] }>(name).steps.filter((it) => 'request' in it),
);

export function step(title: string): Step {
  const found = steps.find((it) => it.title === title);
  if (!found) throw new Error(`no recorded call "${title}"`);
  return found;
}

/** A server that answers each call as the recorded ones of these titles were, one after the other. */
export async function replaying(...titles: string[]): Promise<Stand> {
  const left = titles.map(step);
  return stand((_, response) => {
    const next = left.shift();
    if (!next) return json(response, 599, { error: 'one call too many' });
    const { status, headers, body } = next.response;
    response.writeHead(status, { 'content-type': headers['content-type'] ?? 'application/json' });
    response.end(body === '' ? '' : JSON.stringify(body));
  });
}
