import { answer, content, parameter, ref, security, unauthorized, type Schema } from './openapi-parts.ts';

/** What `BOT=http` calls, and how it is to be answered. */
export function turnOperation(): Schema {
  const header = (name: string, description: string) => parameter(name, 'header', description, { type: 'string' });
  return {
    summary: 'A turn for the program at BOT_URL',
    operationId: 'botTurn',
    parameters: [
      header('Idempotency-Key', 'The id of the turn: the same over all its tries.'),
      header('X-OptiAtiende-Timestamp', 'Seconds since 1970.'),
      header(
        'X-OptiAtiende-Signature',
        '`sha256=` and the HMAC-SHA256, in hex, of timestamp, dot and body with BOT_SECRET.',
      ),
    ],
    requestBody: { required: true, content: content(ref('BotTurn')) },
    responses: {
      200: answer('What to do.', ref('BotActions')),
      202: { description: 'What to do comes by `POST /api/turns/{id}/actions` within BOT_TIMEOUT.' },
    },
  };
}

/** What comes later. */
export function actionsOperation(): Schema {
  const example = { actions: [{ do: 'reply', text: 'Abrimos a las 9.' }] };
  return {
    summary: 'What a bot that answered 202 wants done',
    operationId: 'turnActions',
    security,
    parameters: [parameter('id', 'path', 'Of the turn, as it was posted.', { type: 'string' })],
    requestBody: { required: true, content: content(ref('BotActions'), { reply: { value: example } }) },
    responses: {
      202: answer('On the disk. The same actions again change nothing.', ref('TurnTaken')),
      401: unauthorized,
      404: answer('No turn has this id, or it is older than RETENTION_DAYS.', ref('Error')),
      409: answer('The turn has ended, or other actions have come for it.', ref('Error')),
      413: answer('The body is larger than 12 MB.', ref('Error')),
      415: answer('The Content-Type is not application/json.', ref('Error')),
      422: answer('Something in the request is wrong; each field is named.', ref('Faults')),
    },
  };
}

/** What customers sent. */
export function fileOperation(): Schema {
  return {
    summary: 'A file that the customer sent, while its turn lasts',
    description: 'By the `path` of the file in the turn, which is signed and needs no token, or with one.',
    operationId: 'turnFile',
    security: [{}, ...security],
    parameters: [
      parameter('id', 'path', 'Of the turn, as it was posted.', { type: 'string' }),
      parameter('message', 'path', 'The id of its message.', { type: 'string' }),
      parameter('until', 'query', 'Of the path: seconds since 1970.', { type: 'integer' }),
      parameter('signature', 'query', 'Of the path.', { type: 'string' }),
    ],
    responses: {
      200: { description: 'Its bytes, with their type and name.', content: { '*/*': {} } },
      401: answer('The path is not signed with BOT_SECRET or too old; without one, the token is wrong.', ref('Error')),
      404: answer('No turn has this id, or the message brought no file.', ref('Error')),
      410: answer('The turn has ended, or WhatsApp keeps the file no more (7 days).', ref('Error')),
      502: answer('WhatsApp did not give the file.', ref('Error')),
    },
  };
}
