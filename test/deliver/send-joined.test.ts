import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { fileOf } from '../media/people.ts';
import { contact } from '../store/rows.ts';
import { agentSendsFile, open, rig, say, texts, whatsapp, withSends } from './send-setup.ts';

withSends();

const waId = '5491155550123';

test('a send that was claimed before two contacts became one goes to the person as they are then', async () => {
  await say('hola');
  const [job] = await rig.store.db.selectFrom('jobs').selectAll().execute();
  await rig.store.write((tx) => contact(tx, { bsuid: 'AR.123' }));
  await rig.store.write((tx) => contact(tx, { bsuid: 'AR.123', waId }));
  // As if it had been read right before.
  await rig.store.write((tx) =>
    tx
      .updateTable('jobs')
      .set({ contact_id: job?.contact_id ?? 0 })
      .execute(),
  );
  await rig.drain();
  expect(texts()).toEqual(['hola']);
  expect(await rig.jobs()).toMatchObject([{ state: 'done', attempts: 1 }]);
});

test('a file goes to the address they have when it is fetched', async () => {
  await rig.close();
  const bytes = fileOf('application/pdf');
  await open(undefined, async () => {
    // They write from another number meanwhile, and one webhook names both.
    await rig.store.write((tx) => contact(tx, { bsuid: 'AR.123', waId: '5491155550999' }));
    await rig.store.write((tx) => contact(tx, { bsuid: 'AR.123', waId }));
    return { type: 'application/pdf', name: 'a.pdf', size: bytes.length, bytes: Readable.from([bytes]) };
  });
  await agentSendsFile(waId);
  await rig.drain();
  expect(whatsapp.sent.map(({ recipient, to }) => to ?? recipient)).toEqual([waId]);
  const [left] = await rig.store.db.selectFrom('contacts').selectAll().where('wa_id', '=', waId).execute();
  const names = await rig.store.db
    .selectFrom('identifiers')
    .select('contact_id')
    .where('value', 'like', 'wa:%')
    .execute();
  expect(new Set(names.map((it) => it.contact_id))).toEqual(new Set([left?.id]));
});
