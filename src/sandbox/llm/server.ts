import { Hono } from 'hono';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { HttpBindings } from '@hono/node-server';
import { z } from 'zod';
import { faultMiddleware, type FaultAnswers } from '../fault-door.ts';
import { createFaults, faultRoutes, type Faults } from '../faults.ts';
import { answer, listen, type SandboxContext, type SandboxEnv } from '../http.ts';
import type { ChatRequest, StandInModel } from './chat.ts';
import { fromPassages } from './from-passages.ts';
import { refusalOf, type Quirk } from './quirks.ts';
import {
  answerTranscription,
  readTranscription,
  sameWords,
  type StandInEar,
  type TranscriptionRequest,
} from './transcriptions.ts';
import { answerBody } from './write-answer.ts';

export interface SandboxLlmOptions {
  /** 0 or absent: a free one. */
  port?: number;
  /** Who answers; the one that answers from the passages where absent. */
  model?: StandInModel;
  quirks?: readonly Quirk[];
}

/** A stand-in for a server that speaks OpenAI's protocol, without any model behind it. */
export interface SandboxLlm {
  /** With `/v1` at its end, as `LLM_BASE_URL` wants it. */
  url: string;
  /** The variables with which a service finds it. */
  settings: Record<string, string>;
  /** The same for voice notes. */
  speech: Record<string, string>;
  /** What was asked last, oldest first, refused requests included. */
  requests: ChatRequest[];
  /** The voice notes that came last, oldest first. */
  notes: TranscriptionRequest[];
  faults: Faults;
  /** Who hears from now on. */
  ear: StandInEar;
  /** Who answers from now on. */
  model: StandInModel;
  quirks: Set<Quirk>;
  close: () => Promise<void>;
}

const KEY = 'sandbox-llm-key';
const MODEL = 'sandbox-model';
const KEPT = 500;
const KEPT_NOTES = 50;

const chatShape = z.looseObject({ model: z.string(), messages: z.array(z.looseObject({ role: z.string() })).min(1) });

const error = (c: SandboxContext, status: number, message: string, code: string | null, headers = {}) =>
  answer(
    c,
    status,
    'application/json',
    JSON.stringify({ error: { message, type: 'error', param: null, code } }),
    headers,
  );

const faultAnswers: FaultAnswers = {
  failed: (c) => error(c, 500, 'The server had an error while processing your request.', null),
  missing: (c) => answer(c, 404, 'text/html', '<html><body>404 page not found</body></html>'),
  tooMany: (c, headers) => error(c, 429, 'Rate limit reached.', 'rate_limit_exceeded', headers),
  refused: (c, status) => answer(c, status, 'text/html', '<html><body>Blocked</body></html>'),
};

/** Starts it on loopback. Rejects when the port is taken. */
export async function startSandboxLlm(options: SandboxLlmOptions = {}): Promise<SandboxLlm> {
  const faults = createFaults(Math.random, () => undefined);
  const app = new Hono<SandboxEnv>();
  let number = 0;
  faultRoutes(app, faults);
  app.use(faultMiddleware(faults, faultAnswers));
  app.use('/v1/*', async (c, next) => {
    const given = c.req.header('authorization') ?? c.req.header('api-key') ?? '';
    if (given.replace(/^Bearer /, '') === KEY) return next();
    return error(c as SandboxContext, 401, 'Incorrect API key provided.', 'invalid_api_key');
  });
  app.get('/v1/models', (c) => c.json({ object: 'list', data: [{ id: MODEL, object: 'model' }] }));
  app.post('/v1/chat/completions', async (c) => {
    const body: unknown = await c.req.json().catch(() => null);
    const read = chatShape.safeParse(body);
    if (!read.success) return error(c, 400, z.prettifyError(read.error), 'invalid_request');
    const request = body as ChatRequest;
    server.requests.push(request);
    if (server.requests.length > KEPT) server.requests.shift();
    const refused = refusalOf(request, server.quirks);
    if (refused) return answer(c, refused.status, 'application/json', JSON.stringify(refused.body));
    const text = answerBody(request, await server.model(request), server.quirks, ++number);
    return server.quirks.has('cut_body') ? cutBody(c, text) : answer(c, 200, 'application/json', text);
  });
  app.post('/v1/audio/transcriptions', async (c) => {
    const read = await readTranscription(await c.req.formData().catch(() => null));
    if ('status' in read) return answer(c, read.status, read.type, read.body);
    server.notes.push(read);
    if (server.notes.length > KEPT_NOTES) server.notes.shift();
    const { status, type, body: text } = await answerTranscription(read, server.ear, server.quirks);
    return server.quirks.has('cut_body') ? cutBody(c, text) : answer(c, status, type, text);
  });
  const { url, close } = await listen(app, options.port ?? 0);
  const server: SandboxLlm = {
    url: `${url}/v1`,
    settings: { LLM_BASE_URL: `${url}/v1`, LLM_MODEL: MODEL, LLM_API_KEY: KEY },
    speech: { STT_BASE_URL: `${url}/v1`, STT_MODEL: 'sandbox-ear', STT_API_KEY: KEY },
    requests: [],
    notes: [],
    ear: sameWords,
    faults,
    model: options.model ?? fromPassages,
    quirks: new Set(options.quirks),
    close,
  };
  return server;
}

/** Half of an answer, and then the connection is gone. */
function cutBody(c: { env: HttpBindings }, text: string): Response {
  const { outgoing } = c.env;
  outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  outgoing.write(text.slice(0, text.length / 2), () => outgoing.destroy());
  return RESPONSE_ALREADY_SENT;
}
