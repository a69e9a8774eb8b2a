import { describe, expect, test } from 'vitest';
import type { Fault } from '../../src/sandbox/types.ts';
import { echoBot, startStack } from '../stack.ts';
import { expectAllOnceInOrder, talk } from '../traffic.ts';

const PEOPLE = 25;
const EACH = 20;

async function exchangesUnder(faults: { chatwoot?: Fault[]; whatsapp?: Fault[] }): Promise<number> {
  const stack = await startStack({
    bot: echoBot,
    sandbox: { chatwoot: { messagesPerMinute: 100_000 } },
    environment: { CHATWOOT_TIMEOUT: '2', CHATWOOT_CONCURRENCY: '8', WORKER_CONCURRENCY: '32' },
  });
  stack.sandbox.chatwoot.faults.set(faults.chatwoot ?? []);
  stack.sandbox.whatsapp.faults.set(faults.whatsapp ?? []);
  await talk(() => stack.service.url + stack.service.webhookPath, PEOPLE, EACH);
  await expectAllOnceInOrder(stack.sandbox, PEOPLE, EACH, 120_000);
  await stack.sandbox.whatsapp.settled();
  await stack.close();
  return stack.sandbox.chatwoot.requests.total;
}

describe.concurrent('500 exchanges while Chatwoot fails: none lost, none doubled, in order', () => {
  const kinds: Fault['kind'][] = [
    'fail_before',
    'fail_after',
    'hang',
    'hang_after',
    'cut',
    'cut_after',
    'too_many',
    'slow',
  ];
  for (const kind of kinds) {
    test(kind, { timeout: 260_000 }, async () => {
      const rate = kind === 'too_many' ? 0.005 : kind.startsWith('hang') ? 0.01 : 0.05;
      const requests = await exchangesUnder({ chatwoot: [{ kind, rate, ms: kind === 'too_many' ? 1_000 : 100 }] });
      expect(requests).toBeGreaterThan(1_000);
    });
  }
});

describe.concurrent('500 exchanges while Chatwoot says 404 to what it has', () => {
  test('not_found: looked up again, and all arrives once, in order', { timeout: 260_000 }, async () => {
    const fault: Fault = { kind: 'not_found', rate: 0.03, method: 'POST', path: '/messages$' };
    await exchangesUnder({ chatwoot: [fault] });
  });
});

describe.concurrent('500 exchanges while WhatsApp fails: every answer arrives once, in order', () => {
  const kinds: Fault['kind'][] = [
    'fail_before',
    'fail_after',
    'hang_after',
    'cut',
    'cut_after',
    'too_many',
    'slow',
    'status_double',
    'status_shuffle',
  ];
  for (const kind of kinds) {
    test(kind, { timeout: 260_000 }, async () => {
      // What never arrives tells of itself by no status, and is called twice at most: hit twice in a row it would be a problem.
      const eachOnce = kind === 'fail_before' || kind === 'cut';
      const rate = kind.startsWith('status') ? 1 : kind === 'too_many' ? 0.005 : 0.03;
      const ms = kind === 'too_many' ? 1_000 : 100;
      await exchangesUnder({ whatsapp: [{ kind, rate, eachOnce, path: '/messages$', ms }] });
    });
  }
});
