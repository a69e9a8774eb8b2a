import { describe, expect, test } from 'vitest';
import type { Fault } from '../../src/sandbox/types.ts';
import { echoBot, startStack } from '../stack.ts';
import { ledger } from '../store/databases.ts';
import { expectAllOnceInOrder, talk } from '../traffic.ts';

const [PEOPLE, EACH] = ledger === 'postgres' ? [10, 8] : [25, 20];

async function exchangesUnder(faults: { chatwoot?: Fault[]; whatsapp?: Fault[] }): Promise<number> {
  const stack = await startStack({
    bot: echoBot,
    sandbox: { chatwoot: { messagesPerMinute: 100_000 } },
    // On a busy machine a status takes its time; without one a second copy would be right, and is not what is looked for here.
    environment: { CHATWOOT_TIMEOUT: '2', UNCLEAR_SEND_WAIT: '5', CHATWOOT_CONCURRENCY: '8', WORKER_CONCURRENCY: '32' },
  });
  stack.sandbox.chatwoot.faults.set(faults.chatwoot ?? []);
  stack.sandbox.whatsapp.faults.set(faults.whatsapp ?? []);
  await talk(() => stack.service.url + stack.service.webhookPath, PEOPLE, EACH);
  await expectAllOnceInOrder(stack.sandbox, PEOPLE, EACH);
  await stack.sandbox.whatsapp.settled();
  await stack.close();
  return stack.sandbox.chatwoot.requests.total;
}

/** What each side does wrong, and how often. Each kind of either side comes once, beside one of the other side. */
const chatwoot: Record<string, Fault> = {
  fail_before: { kind: 'fail_before', rate: 0.05 },
  fail_after: { kind: 'fail_after', rate: 0.05 },
  hang: { kind: 'hang', rate: 0.01, ms: 100 },
  hang_after: { kind: 'hang_after', rate: 0.01, ms: 100 },
  cut: { kind: 'cut', rate: 0.05 },
  cut_after: { kind: 'cut_after', rate: 0.05 },
  too_many: { kind: 'too_many', rate: 0.005, ms: 1_000 },
  slow: { kind: 'slow', rate: 0.05, ms: 100 },
  not_found: { kind: 'not_found', rate: 0.03, method: 'POST', path: '/messages$' },
};
const send = { rate: 0.03, path: '/messages$', ms: 100 };
// What never arrives tells of itself by no status, and is called twice at most: hit twice in a row it would be a problem.
const whatsapp: Record<string, Fault> = {
  fail_before: { ...send, kind: 'fail_before', eachOnce: true },
  fail_after: { ...send, kind: 'fail_after' },
  hang_after: { ...send, kind: 'hang_after' },
  cut: { ...send, kind: 'cut', eachOnce: true },
  cut_after: { ...send, kind: 'cut_after' },
  too_many: { ...send, kind: 'too_many', rate: 0.005, ms: 1_000 },
  slow: { ...send, kind: 'slow' },
  status_double: { ...send, kind: 'status_double', rate: 1 },
  status_shuffle: { ...send, kind: 'status_shuffle', rate: 1 },
};

describe.concurrent('exchanges while both sides fail: none lost, none doubled, in order', () => {
  const others = Object.entries(whatsapp);
  const all = Object.entries(chatwoot).map(([name, fault], n) => ({ name, fault, other: others[n] ?? others[0]! }));
  // On a server one pair of each sort: before something was saved, after it, and news in any order.
  const some = ['fail_before', 'cut_after', 'not_found'];
  const pairs = ledger === 'postgres' ? all.filter(({ name }) => some.includes(name)) : all;
  test.each(pairs)('Chatwoot: $name, WhatsApp: $other.0', { timeout: 260_000 }, async ({ fault, other }) => {
    const requests = await exchangesUnder({ chatwoot: [fault], whatsapp: [other[1]] });
    expect(requests).toBeGreaterThan(PEOPLE * EACH * 2);
  });
});
