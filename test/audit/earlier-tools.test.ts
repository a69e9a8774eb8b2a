import { expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { ana, openOffice } from '../listen/office.ts';
import { fixGaps } from '../../src/audit/fix.ts';
import { eventually } from '../stack.ts';
import { audited, settled } from './audited.ts';

/** As the original script did it when it could not read the list of conversations. */
async function leaveConversations({ chatwoot }: Sandbox): Promise<void> {
  const inbox = `${chatwoot.url}/public/api/v1/inboxes/${chatwoot.inboxes[0]}`;
  const post = (path: string, body: object) =>
    fetch(inbox + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  await post('/contacts', { source_id: ana, name: 'Ana' });
  for (const number of [1, 2, 3]) {
    await post(`/contacts/${ana}/conversations`, {});
    await post(`/contacts/${ana}/conversations/${number}/messages`, { content: `de antes ${number}` });
  }
}

test('conversations that an earlier tool made for one person are named, and left as they are', async () => {
  const office = await openOffice({ fill: leaveConversations });
  try {
    await office.says('hola');
    await eventually(() => office.phone().length === 1);
    await settled(office.stack);
    const report = await audited(office.stack);
    expect(report.gaps).toMatchObject([
      { kind: 'conversations', person: ana, conversation: 3, there: [1, 2], message: null, next: 'tidy' },
    ]);
    const { store } = office.stack.service;
    expect(await fixGaps(store, report.gaps, Date.now())).toEqual([]);
    // What stood there before we knew the person is no copy and no stranger's.
    expect((await audited(office.stack, { lists: false })).gaps).toEqual([]);
  } finally {
    await office.close();
  }
});
