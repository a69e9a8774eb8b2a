import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EventAttachment } from '../../src/chatwoot/events/event.ts';
import { applyAgentMessage } from '../../src/listen/apply-agent-message.ts';
import { currentPlace } from '../../src/store/people/places.ts';
import { effects } from '../effects.ts';
import { emptyStore, type TestStore } from '../store/databases.ts';
import { contact } from '../store/rows.ts';

let db: TestStore;
beforeEach(async () => void (db = await emptyStore()));
afterEach(() => db.close());

const NOW = 1_790_000_000_000;
const attachment = (given: Partial<EventAttachment>): EventAttachment => ({
  id: 1,
  fileType: 'location',
  url: null,
  contentType: null,
  size: null,
  name: null,
  title: null,
  latitude: null,
  longitude: null,
  ...given,
});

async function sends(content: string | null, attachments: EventAttachment[]): Promise<unknown[]> {
  let ids = 0;
  const newId = () => `m${(ids += 1)}`;
  const options = {
    ...effects(newId),
    channelId: 'main',
    onAssign: 'auto' as const,
    account: () => null,
    list: null,
    onPerson: () => undefined,
    chatwootUrl: 'http://chatwoot.example.com',
    nameInFront: false,
    windowTemplate: null,
    sends: true,
    newId,
  };
  await db.store.write(async (tx) => {
    const { id } = await contact(tx, { waId: '5491155550123' });
    await tx.updateTable('contacts').set({ last_inbound_at: NOW }).where('id', '=', id).execute();
    const said = {
      id: 7,
      type: 'outgoing' as const,
      content,
      contentType: 'text',
      private: false,
      deleted: false,
      externalError: null,
      inReplyTo: null,
      sourceId: null,
      echoId: null,
      status: 'sent' as const,
      sender: { id: 1, kind: 'user' as const, name: 'Ana' },
      attachments,
      attributesEmpty: true,
      items: [],
      createdAt: NOW,
    };
    await applyAgentMessage(tx, await currentPlace(tx, id), { ...said }, NOW, options);
  });
  const rows = await db.store.db.selectFrom('sends').select('payload').orderBy('part').execute();
  return rows.map(({ payload }) => (JSON.parse(payload) as { text?: { body: string } }).text?.body);
}

test('a place and a contact card of an agent go as lines of text', async () => {
  const place = attachment({ title: 'Panadería Sol', latitude: -34.6, longitude: -58.4 });
  const card = attachment({ fileType: 'contact', title: '+54 11 5555 0100' });
  expect(await sends('acá estamos', [place, card])).toEqual([
    'acá estamos\n📍 Panadería Sol\nhttps://maps.google.com/?q=-34.6,-58.4\n👤 +54 11 5555 0100',
  ]);
});

test('a place without a word is said too; an attachment that says nothing is not', async () => {
  expect(await sends(null, [attachment({ latitude: 0, longitude: 0 }), attachment({ fileType: 'fallback' })])).toEqual([
    '📍\nhttps://maps.google.com/?q=0,0',
  ]);
});
