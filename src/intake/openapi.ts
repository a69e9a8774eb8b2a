import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { z } from 'zod';
import { exchangeListShape, exchangeShape } from './exchange-input.ts';
import { outcomeShape } from './exchange-outcome.ts';

/** The shapes by name: those of exchanges are the very ones that the door reads and answers with. */
const shapes = {
  Exchange: exchangeShape,
  Id: z.object({ id: z.string() }),
  Outcome: outcomeShape,
  Error: z.object({ error: z.string() }),
  Faults: z.object({
    error: z.string(),
    fields: z.array(z.object({ path: z.string().meta({ examples: ['0.phone'] }), message: z.string() })),
  }),
  Webhook: z.looseObject({}).meta({ description: 'As WhatsApp sends it, through 360dialog.' }),
  Live: z.object({ status: z.literal('live') }),
  Ready: z.looseObject({
    status: z.enum(['ready', 'not ready']),
    store: z.enum(['writable', 'not writable']),
    paused: z
      .array(z.looseObject({ kind: z.enum(['turn', 'send', 'register']), reason: z.string() }))
      .meta({ description: 'Other sides that do not work at the moment, and why.' }),
    waiting: z
      .object({ turn: z.int(), send: z.int(), register: z.int() })
      .optional()
      .meta({ description: 'Work not yet done, by kind.' }),
    oldestMs: z.number().optional().meta({ description: 'How long the oldest of it has been waiting. Milliseconds.' }),
    problems: z.int().optional().meta({ description: 'Work that was given up and waits for the operator.' }),
  }),
};

export const exchangeExample = {
  phone: '+5493415550123',
  user_message: 'COMO VA',
  bot_response: '¡Todo bien, gracias por preguntar!',
  sender_name: 'Ana Prueba',
};

const id = '0199d8f2-6c1e-7a63-b1f4-1d1d6a1f7c01';
const outcomeExample = {
  id,
  state: 'registered',
  conversation_id: 1,
  user_message: { state: 'registered', chatwoot_message_id: 11 },
  bot_response: { state: 'registered', chatwoot_message_id: 12 },
  error: null,
};

const schemaOf = (shape: z.ZodType) => {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(shape, { io: 'input' });
  return schema;
};

type Name = keyof typeof shapes;
type Schema = Record<string, unknown>;

const ref = (name: Name): Schema => ({ $ref: `#/components/schemas/${name}` });
const listOf = (name: Name): Schema => ({ type: 'array', items: ref(name) });
const either = (...schemas: Schema[]): Schema => ({ anyOf: schemas });
const content = (schema: Schema, examples: Schema = {}) => ({ 'application/json': { schema, examples } });
const answer = (description: string, schema: Schema, examples?: Schema) => ({
  description,
  content: content(schema, examples),
});
const parameter = (name: string, place: 'path' | 'query' | 'header', description: string, schema: Schema) => ({
  name,
  in: place,
  required: place === 'path',
  description,
  schema,
});

/** Everything the service answers to other programs, as OpenAPI 3.1. */
export function openApi(): Schema {
  return {
    openapi: '3.1.0',
    info: {
      title: 'OptiAtiende',
      version: packageVersion(),
      description: 'Registers what a person said on WhatsApp and what a bot answered in Chatwoot: once, and in order.',
    },
    paths: {
      '/api/exchanges': { post: registerOperation() },
      '/api/exchanges/{id}': { get: outcomeOperation() },
      '/webhooks/whatsapp/{secret}': { post: webhookOperation() },
      '/health/live': {
        get: { summary: 'The process runs', operationId: 'live', responses: { 200: answer('It runs.', ref('Live')) } },
      },
      '/health/ready': {
        get: {
          summary: 'Work can be taken',
          operationId: 'ready',
          responses: {
            200: answer('The database takes writes.', ref('Ready')),
            503: answer('It does not.', ref('Ready')),
          },
        },
      },
    },
    components: {
      schemas: Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, schemaOf(shape)])),
      securitySchemes: {
        apiToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'API_TOKEN. Where it is not set, programs of the same machine need none.',
        },
      },
    },
  };
}

const security = [{ apiToken: [] }];
const unauthorized = answer('The bearer token is missing or wrong.', ref('Error'));

function registerOperation(): Schema {
  const taken = { one: { value: { id } }, list: { value: [{ id }] } };
  const settled = { one: { value: outcomeExample }, list: { value: [outcomeExample] } };
  return {
    summary: 'Register an exchange, or up to 100 of them',
    description: 'Nothing is sent on WhatsApp. Exchanges of one person are registered in the order in which they came.',
    operationId: 'registerExchanges',
    security,
    parameters: [
      parameter('wait', 'query', 'Seconds to wait for the outcome before 202 is answered.', {
        type: 'number',
        minimum: 0,
        maximum: 120,
      }),
      parameter(
        'Idempotency-Key',
        'header',
        'A name of your own for this request: sent again with the same body it gives the same ids and registers nothing twice.',
        { type: 'string', minLength: 1, maxLength: 255 },
      ),
    ],
    requestBody: {
      required: true,
      content: content(either(ref('Exchange'), { ...schemaOf(exchangeListShape), items: ref('Exchange') }), {
        one: { value: exchangeExample },
        list: { value: [{ ...exchangeExample, said_at: '2026-03-01T14:03:00-03:00' }] },
      }),
    },
    responses: {
      200: answer('With `wait`: settled.', either(ref('Outcome'), listOf('Outcome')), settled),
      202: answer(
        'On the disk. With `wait`: what was known when the time was up. A list is answered with a list, in its order.',
        either(ref('Id'), ref('Outcome'), listOf('Id'), listOf('Outcome')),
        taken,
      ),
      400: answer('The body is not JSON in UTF-8.', ref('Error')),
      401: unauthorized,
      409: answer('The Idempotency-Key was used for another body.', ref('Error')),
      413: answer('The body is larger than 1 MB.', ref('Error')),
      415: answer('The Content-Type is not application/json.', ref('Error')),
      422: answer('Something in the request is wrong; each field is named.', ref('Faults')),
      503: answer('It could not be stored: send it again.', ref('Error')),
    },
  };
}

function outcomeOperation(): Schema {
  return {
    summary: 'What has become of an exchange',
    operationId: 'exchangeOutcome',
    security,
    parameters: [parameter('id', 'path', 'As `POST /api/exchanges` gave it.', { type: 'string' })],
    responses: {
      200: answer('Known.', ref('Outcome'), { registered: { value: outcomeExample } }),
      401: unauthorized,
      404: answer('No exchange has this id, or it is older than RETENTION_DAYS.', ref('Error')),
    },
  };
}

function webhookOperation(): Schema {
  return {
    summary: "WhatsApp's webhook",
    operationId: 'whatsAppWebhook',
    parameters: [parameter('secret', 'path', 'WHATSAPP_WEBHOOK_SECRET.', { type: 'string' })],
    requestBody: { required: true, content: content(ref('Webhook')) },
    responses: {
      200: { description: 'On the disk.' },
      400: answer('Not JSON.', ref('Error')),
      401: answer('A wrong secret, header or signature.', ref('Error')),
      413: answer('Larger than 4 MB.', ref('Error')),
      415: answer('Neither JSON nor said to be.', ref('Error')),
      503: answer('It could not be stored: it is sent again.', ref('Error')),
    },
  };
}

function packageVersion(): string {
  // Two folders up, in src/ as in dist/.
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** `GET /openapi.json`. Open to all: it tells nothing of this installation. */
export function openApiDoor(): Hono {
  const door = new Hono();
  const document = JSON.stringify(openApi());
  door.get('/openapi.json', (c) => c.body(document, 200, { 'content-type': 'application/json' }));
  return door;
}
