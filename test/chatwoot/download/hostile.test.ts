import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAdministration } from '../../../src/chatwoot/api/administration.ts';
import { applicationVerdict } from '../../../src/chatwoot/failures/application-failure.ts';
import { openApplicationClient } from '../../../src/chatwoot/api/application.ts';
import { openChatwootClient } from '../../../src/chatwoot/api/client.ts';
import { downloadFile } from '../../../src/chatwoot/download/download.ts';
import { registerVerdict } from '../../../src/chatwoot/failures/failure.ts';
import { probeServer } from '../../../src/chatwoot/versions/probe.ts';
import { Refused, Unreachable } from '../../../src/errors.ts';
import { hostileServer, saying, type HostileServer } from '../../wire/hostile-server.ts';
import { contact, conversation, inbox, message } from '../api/server.ts';

const token = 'EXAMPLEtoken0000000001';
const text = 'unas palabras del cliente';
let server: HostileServer;
beforeAll(async () => void (server = await hostileServer()));
afterAll(() => server.close());

const client = () => openChatwootClient({ url: server.url, inboxId: 'inbox', hmacToken: null, timeoutMs: 5000 });
const application = () =>
  openApplicationClient({ url: server.url, accountId: 1, token, kind: 'user', timeoutMs: 5000 });
const administration = () => openAdministration({ url: server.url, accountId: 1, token, timeoutMs: 5000 });

const page = { payload: [message(7, text), message(8, null, 1)] };
const shown = { ...conversation, meta: { sender: { id: 18, name: 'Rosa' } }, labels: [], timestamp: 1 };
const accountInbox = { id: 1, name: 'x', channel_type: 'Channel::Api', inbox_identifier: 'y' };
const bot = { id: 3, name: 'bot', access_token: 'z' };

const calls: [string, () => Promise<unknown>, ...unknown[]][] = [
  ['inbox', () => client().inbox(), inbox],
  ['contact', () => client().getContact('549'), contact],
  ['rename', () => client().renameContact('549', text), contact],
  ['conversations', () => client().conversations('549'), [{ ...conversation, messages: [message(7, text)] }]],
  ['conversation', () => client().conversation('549', 5), { ...conversation, messages: [message(7, text)] }],
  ['create', () => client().createConversation('549'), conversation],
  ['messages', () => client().messages('549', 5), [message(7, text)]],
  ['post', () => client().postMessage('549', 5, { content: text, echo_id: 'm', pubsub_token: 'p' }), message(7, text)],
  ['resolve', () => client().resolve('549', 5), conversation],
  ['post by token', () => application().postMessage(5, { content: text }), message(7, text, 1)],
  ['status', () => application().toggleStatus(5, 'open'), { payload: { current_status: 'open' } }],
  ['assign', () => application().assign(5, { none: true }), { id: 2, name: 'Ana' }, null],
  ['labels', () => application().labels(5), { payload: ['humano'] }],
  ['shown', () => application().conversation(5), shown],
  ['page by token', () => application().messages(5), page],
  ['tick', () => application().setMessageStatus(5, 7, 'read'), message(7, text, 1)],
  ['profile', () => application().profile(), { id: 1, accounts: [{ id: 1, name: 'x', role: 'agent' }] }],
  ['inboxes', () => administration().inboxes(), { payload: [accountInbox] }],
  ['bots', () => administration().bots(), [bot]],
  ['bot of an inbox', () => administration().botOfInbox(1), { agent_bot: bot }, { agent_bot: {} }],
  ['webhooks', () => administration().webhooks(), { payload: { webhooks: [{ id: 1, url: 'x', subscriptions: [] }] } }],
  ['a file', () => download(), null],
];

async function download() {
  const file = await downloadFile(`${server.url}/rails/active_storage/x.png`, { url: server.url, maxBytes: 1000 });
  for await (const some of file.bytes) expect(some.length).toBeLessThanOrEqual(1000);
  return file.name;
}

/** The ids of all records in what a call gave, messages of conversations included. */
function idsIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (typeof value !== 'object' || value === null || !('id' in value)) return [];
  return [value.id, ...('messages' in value ? idsIn(value.messages) : [])];
}

test.each(calls)('%s: whatever is answered, a checked value or one of the two errors', async (_, call, ...right) => {
  await fc.assert(
    fc.asyncProperty(saying(...right), async (said) => {
      server.say(said);
      try {
        for (const id of idsIn(await call())) expect(Number.isSafeInteger(id) && Number(id) > 0).toBe(true);
      } catch (error) {
        if (!(error instanceof Refused || error instanceof Unreachable)) throw error;
        expect(error.message).not.toContain(token);
        expect(error.message.length).toBeLessThan(600);
        // Each failure has an answer, and it is one that comes.
        for (const verdict of [registerVerdict(error, 1), applicationVerdict(error, 1)]) {
          if ('afterMs' in verdict) expect(verdict.afterMs).toBeGreaterThanOrEqual(0);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('the probe tells what it finds, whatever that is', async () => {
  await fc.assert(
    fc.asyncProperty(saying(inbox, { version: '4.15.1' }), async (said) => {
      server.say(said);
      const probe = await probeServer(server.url, 'inbox', { hmacToken: null });
      expect(probe.findings.length).toBeGreaterThan(0);
    }),
    { numRuns: 60 },
  );
});
