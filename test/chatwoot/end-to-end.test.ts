import { afterEach, beforeEach, expect, test } from 'vitest';
import { chooseConversation, lastIncomingId } from '../../src/chatwoot/choose.ts';
import { openChatwootClient, type ChatwootClient } from '../../src/chatwoot/api/client.ts';
import { registerVerdict } from '../../src/chatwoot/failures/failure.ts';
import { withLateNote } from '../../src/chatwoot/late.ts';
import { probeServer } from '../../src/chatwoot/versions/probe.ts';
import { readBack } from '../../src/chatwoot/read-back.ts';
import { isMissingRecord } from '../../src/chatwoot/failures/refusal.ts';
import { phoneOf, sourceIdOf } from '../../src/chatwoot/source-id.ts';
import { startSandboxChatwoot, type SandboxChatwoot } from '../../src/sandbox/chatwoot/server.ts';
import type { Fault } from '../../src/sandbox/types.ts';

let chatwoot: SandboxChatwoot;
let client: ChatwootClient;
beforeEach(async () => {
  chatwoot = await startSandboxChatwoot();
  client = open('sandbox-inbox');
});
afterEach(() => chatwoot.close());

const open = (inboxId: string) => openChatwootClient({ url: chatwoot.url, inboxId, timeoutMs: 300, hmacToken: null });

const ids = { waId: '5493415550123', bsuid: null };
const sourceId = sourceIdOf(ids);
const person = { sourceId, name: 'Ana Prueba', phone: phoneOf(ids.waId), identifier: null };

/** A contact with a conversation, and a way to post into it. */
async function started() {
  const contact = await client.upsertContact(person);
  const { id } = await client.createConversation(sourceId);
  const post = (content: string, echo_id: string) =>
    client.postMessage(sourceId, id, { content, pubsub_token: contact.pubsub_token, echo_id });
  return { id, post, where: { sourceId, conversationId: id } };
}

test('contact, conversation, an exchange of two messages, and all of it found again', async () => {
  const { id, post } = await started();
  const first = await post('COMO VA', 'm-1');
  const second = await post('🤖 ¡Todo bien!', 'm-2');
  expect(second.id).toBeGreaterThan(first.id);

  const again = await client.upsertContact({ ...person, name: 'Otra' });
  expect(again.name).toBe('Ana Prueba');
  const chosen = chooseConversation(await client.conversations(sourceId));
  expect(chosen).toMatchObject({ id, status: 'open' });
  expect(chosen && lastIncomingId(chosen)).toBe(second.id);
  expect((await client.messages(sourceId, id)).map((m) => m.content)).toEqual(['COMO VA', '🤖 ¡Todo bien!']);

  expect(await client.resolve(sourceId, id)).toMatchObject({ status: 'resolved' });
  await client.renameContact(sourceId, 'Ana P.');
  expect((await client.getContact(sourceId)).name).toBe('Ana P.');
});

test.each<[Fault['kind'], boolean]>([
  ['fail_after', true],
  ['hang_after', true],
  ['cut_after', true],
  ['fail_before', false],
  ['hang', false],
  ['cut', false],
])('%s: unclear, and the read-back tells whether it was saved', async (kind, saved) => {
  const { post, where } = await started();
  const { id: afterId } = await post('uno', 'm-1');
  chatwoot.faults.set([{ kind, method: 'POST', path: '/messages$', times: 1 }]);
  const error: unknown = await post('dos', 'm-2').catch((it: unknown) => it);
  expect(error).toMatchObject({ unclear: true });
  expect(registerVerdict(error, 1)).toMatchObject({ do: 'doubt' });

  // Tried again so late that the text now carries the line on top: it is still known again.
  const content = withLateNote('dos', { saidAt: 0, now: 3_600_000, language: 'es' });
  const found = await readBack(client, where, { afterId, content });
  expect(found?.content ?? null).toBe(saved ? 'dos' : null);
});

test('a deleted or unknown record is told from an unknown inbox', async () => {
  const { post } = await started();
  await post('uno', 'm-1');
  const noConversation = await client.messages(sourceId, 999_999).catch((it: unknown) => it);
  expect(isMissingRecord(noConversation)).toBe(true);
  expect(registerVerdict(noConversation, 1)).toEqual({ do: 'retry' });

  const noInbox = await open('nonsense')
    .upsertContact(person)
    .catch((it: unknown) => it);
  expect(registerVerdict(noInbox, 1)).toMatchObject({ do: 'give_up' });
});

test('the probe finds a full Chatwoot and leaves nothing behind', async () => {
  const probe = await probeServer(chatwoot.url, 'sandbox-inbox', { hmacToken: null });
  expect(probe.findings.map((it) => it.state)).toEqual(['ok', 'ok', 'ok', 'ok']);
  const contact = await client.upsertContact(person);
  expect(contact.id).toBe(1);
});

test('an inbox that demands signed identities takes ours, with and without an identifier; a wrong token is told', async () => {
  const signed = await startSandboxChatwoot({
    inboxes: [{ identifier: 'inbox-signed', hmacMandatory: true, hmacToken: 'EXAMPLEhmacToken' }],
  });
  try {
    const with_ = (hmacToken: string | null) =>
      openChatwootClient({ url: signed.url, inboxId: 'inbox-signed', timeoutMs: 2000, hmacToken });
    const ours = with_('EXAMPLEhmacToken');
    expect(await ours.upsertContact(person)).toMatchObject({ source_id: sourceId });
    const bsuid = 'US.13491208655302741918';
    const other = { sourceId: sourceIdOf({ waId: null, bsuid }), name: 'Sin número', phone: null, identifier: bsuid };
    expect(await ours.upsertContact(other)).toMatchObject({ source_id: 'US-13491208655302741918' });
    expect(await ours.createConversation(other.sourceId)).toMatchObject({ status: 'open' });

    for (const hmacToken of ['wrong', null]) {
      const client_ = with_(hmacToken);
      const error: unknown = await client_
        .upsertContact({ ...person, sourceId: '5493415550124' })
        .catch((it: unknown) => it);
      const known = { inbox: await client_.inbox(), hmacToken: hmacToken !== null };
      expect(error).toMatchObject({ status: 500 });
      expect(registerVerdict(error, 8, known)).toMatchObject({ do: 'give_up', fix: expect.stringContaining('HMAC') });
    }
  } finally {
    await signed.close();
  }
});
