import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCableEvent, readWebhookEvent } from '../../../src/chatwoot/events/read-event.ts';
import { moments } from '../moments.ts';

test.each([
  [null, ''],
  ['message_created', ''],
  [{}, ''],
  [{ event: 'presence.update' }, 'presence_update'],
  [{ event: 'webwidget_triggered', id: 1 }, 'webwidget_triggered'],
  [{ event: 'message_created' }, 'message_created'],
  [{ event: 'message_created', id: 1, message_type: 'incoming' }, 'message_created'],
  [{ event: 'message_created', id: 1, message_type: 'other', conversation: { id: 1 } }, 'message_created'],
  [{ event: 'conversation_updated', id: 1, status: 'constructor' }, 'conversation_updated'],
  [{ event: 'constructor', id: 1 }, 'constructor'],
  [{ event: 'contact_updated', id: 'x' }, 'contact_updated'],
  [{ event: 'x'.repeat(500) }, 'x'.repeat(100)],
])('%j is ignored', (body, name) => {
  expect(readWebhookEvent(body)).toEqual({ kind: 'ignored', name });
});

test('nothing makes the readers throw, also the recorded bodies with a part put out of shape', () => {
  const bodies = moments.flatMap((it) => it.webhooks.map(({ body }) => body));
  const frames = moments.flatMap((it) => it.cable.map(({ message }) => message));
  const odd = fc.anything({ withNullPrototype: true, maxDepth: 3 });
  fc.assert(
    fc.property(fc.constantFrom(...bodies), fc.nat(), odd, (body, at, value) => {
      const keys = Object.keys(body).filter((key) => key !== 'event');
      const bent = { ...body, [keys[at % keys.length]!]: value };
      expect(readWebhookEvent(bent).kind).toBeTypeOf('string');
      const conversation = {
        ...(body.conversation as object),
        [['meta', 'contact_inbox', 'messages'][at % 3]!]: value,
      };
      expect(readWebhookEvent({ ...body, conversation }).kind).toBeTypeOf('string');
    }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...frames), fc.nat(), odd, (frame, at, value) => {
      const keys = Object.keys(frame.data);
      const data = { ...frame.data, [keys[at % keys.length]!]: value };
      expect(readCableEvent({ event: frame.event, data }, 't').kind).toBeTypeOf('string');
      expect(readCableEvent({ event: value, data: value }, 't').kind).toBeTypeOf('string');
    }),
  );
});
