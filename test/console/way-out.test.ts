import { expect, test } from 'vitest';
import { inOrder } from '../../src/console/messages/step.ts';
import { wayOut } from '../../src/console/messages/way-out.ts';
import { aboutProvider } from '../../src/providers/known.ts';
import type { ExchangeRows } from '../../src/store/console/timeline.ts';
import type { Message, Send } from '../../src/store/tables.ts';

test('what WhatsApp tells in whole seconds does not seem to come before what it follows', () => {
  const message = { id: 'm', author: 'bot', text: 'De 9 a 18', created_at: 43_900 } as Message;
  const send = { id: 'm', message_id: 'm', part: 0, state: 'read', wamid: 'w' } as Send;
  const sends = [{ ...send, sent_at: 44_057, delivered_at: 44_000, read_at: 44_000 }];
  const rows: ExchangeRows = { messages: [message], sends, files: [], jobs: [], turns: [], steps: [], calls: [] };
  const steps = inOrder(wayOut(message, rows, aboutProvider('360dialog').words));
  expect(steps.map(({ what, at }) => [what, at])).toEqual([
    ['words', 43_900],
    ['sent', 44_057],
    ['delivered', 44_057],
    ['read', 44_057],
  ]);
});
