import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { exchangeListShape } from './exchange-input.ts';
import {
  answer,
  content,
  either,
  listOf,
  parameter,
  ref,
  schemaOf,
  security,
  shapes,
  unauthorized,
  type Schema,
} from './openapi-parts.ts';
import { actionsOperation, fileOperation, turnOperation } from './openapi-turns.ts';

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
      '/api/contacts/{name}/handoff': { get: handoffOperation('get'), post: handoffOperation('post') },
      '/api/turns/{id}/actions': { post: actionsOperation() },
      '/api/turns/{id}/files/{message}': { get: fileOperation() },
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
    webhooks: { turn: { post: turnOperation() } },
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
      parameter(
        'traceparent',
        'header',
        'Of your own traces (W3C Trace Context): kept with the exchange, and in each line of the log that tells of it.',
        { type: 'string' },
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

function handoffOperation(method: 'get' | 'post'): Schema {
  const person = 'A phone number, a business-scoped id, or `contact:` and our own number of the contact (`contact:7`).';
  const example = { contact: '7', answered_by: 'human', reason: 'api', since: '2026-03-01T17:03:00.000Z', until: null };
  return {
    summary:
      method === 'get' ? 'Who answers a person: the bot or people' : 'Hand a person to people, or back to the bot',
    description:
      'Whom nobody knows yet the bot answers (`contact` is null). Handed to people before they write, they are answered by people ' +
      'from their first word on; nothing is said to them.',
    operationId: method === 'get' ? 'whoAnswers' : 'handOver',
    security,
    parameters: [
      parameter('name', 'path', person, { type: 'string' }),
      parameter(
        'channel',
        'query',
        'Whose conversation it is, by the name in CHANNELS. Needed where there are several.',
        {
          type: 'string',
        },
      ),
    ],
    ...(method === 'get'
      ? {}
      : { requestBody: { required: true, content: content(ref('HandOver'), { people: { value: { to: 'human' } } }) } }),
    responses: {
      200: answer('As it is now.', ref('Handoff'), { people: { value: example } }),
      401: unauthorized,
      404: answer('A number of ours that nobody has.', ref('Error')),
      422: answer(
        `The name names nobody, ${method === 'get' ? '' : '`to` is neither `human` nor `bot`, a field does not exist, '}or \`channel\` is missing or unknown.`,
        ref('Faults'),
      ),
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
  // Made when it is first asked for, which a start need not wait for.
  let document: string | null = null;
  door.get('/openapi.json', (c) =>
    c.body((document ??= JSON.stringify(openApi())), 200, { 'content-type': 'application/json' }),
  );
  return door;
}
