import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { addPart } from '../../src/deliver/add-part.ts';
import { fetchHandler } from '../../src/deliver/files/fetch-media.ts';
import { fileGate } from '../../src/deliver/files/file-gate.ts';
import { silentLog } from '../../src/observe/log.ts';
import { sha256Base64 } from '../../src/sandbox/whatsapp/media.ts';
import { addJob } from '../../src/store/jobs.ts';
import type { Store } from '../../src/store/open.ts';
import { open360 } from '../providers/open.ts';
import { fileOf } from '../media/people.ts';
import { contact, message } from '../store/rows.ts';
import { failingEverywhere, openJobs } from './busy-store.ts';
import { openRig } from './rig.ts';
import * as phone from './send-setup.ts';

phone.withSends();

const phoneNumber = '5491155550123';

describe('the database fails once, wherever: nothing is lost or doubled', () => {
  describe('sending', () => {
    let before = 0;
    const sent = () => phone.whatsapp.sent.slice(before).map(({ send }) => send);
    const restart = async (between: (store: Store) => Store) => {
      await phone.rig.close();
      before = phone.whatsapp.sent.length;
      const bytes = fileOf('application/pdf');
      const file = { type: 'application/pdf', name: 'a.pdf', size: bytes.length };
      await phone.open(between, () => Promise.resolve({ ...file, bytes: Readable.from([bytes]) }));
    };

    test('words: each once, as the answer of the call was there', async () => {
      const runs = await failingEverywhere(async (between) => {
        await restart(between);
        await phone.say('uno');
        await phone.say('dos');
        await phone.rig.drain();
        expect(sent().map(({ text }) => text?.body)).toEqual(['uno', 'dos']);
        expect(await openJobs(phone.rig, 'send')).toEqual([]);
      });
      expect(runs).toBeGreaterThan(10);
    });

    test('a file of an agent: uploaded as often as it takes, sent once', async () => {
      await failingEverywhere(async (between) => {
        await restart(between);
        await phone.rig.store.write(async (tx) => {
          const { id: contactId } = await contact(tx, { waId: phoneNumber });
          await tx
            .insertInto('messages')
            .values(message({ id: 'f', contact_id: contactId, author: 'agent', whatsapp_state: 'queued' }))
            .execute();
          const file = {
            message_id: 'f',
            position: 0,
            state: 'wanted' as const,
            source: '{"url":"https://chat.example.com/a.pdf"}',
            name: 'a.pdf',
          };
          const { id } = await tx.insertInto('files').values(file).returning('id').executeTakeFirstOrThrow();
          await addPart(tx, { contactId, messageId: 'f', part: 0, payload: { file: id } }, phone.rig.clock.at);
        });
        await phone.rig.drain();
        expect(sent().map(({ type }) => type)).toEqual(['document']);
        expect(await openJobs(phone.rig, 'send')).toEqual([]);
      });
    });

    test('a customer’s file is fetched and kept', async () => {
      const { whatsapp } = phone;
      const provider = open360(whatsapp, 2_000);
      const bytes = fileOf('application/pdf');
      const stored = whatsapp.state.media.add({ bytes, mime: 'application/pdf', name: 'a.pdf', origin: 'received' });
      await failingEverywhere(async (between) => {
        const fetches = await openRig(
          'fetch',
          ({ store, clock }) => {
            const given = { store, clock, log: silentLog(), provider, onJobs: () => undefined };
            return fetchHandler({
              ...given,
              gate: fileGate(),
              whatsapp: { isDown: () => Promise.resolve(false) },
              mostBytes: 1e9,
              botFiles: { gate: fileGate(), origins: [] },
            });
          },
          { between },
        );
        await fetches.store.write(async (tx) => {
          const { id: contactId } = await contact(tx, { waId: phoneNumber });
          await tx
            .insertInto('messages')
            .values(message({ id: 'f', contact_id: contactId, kind: 'media' }))
            .execute();
          const source = JSON.stringify({
            id: stored.id,
            url: whatsapp.state.media.address(stored, true),
            mime: 'application/pdf',
            sha256: sha256Base64(bytes),
          });
          const { id } = await tx
            .insertInto('files')
            .values({ message_id: 'f', position: 0, state: 'wanted', source })
            .returning('id')
            .executeTakeFirstOrThrow();
          await addJob(tx, { kind: 'fetch', contactId, key: 'fetch', payload: { file: id }, dueAt: fetches.clock.at });
        });
        await fetches.drain();
        expect(await openJobs(fetches, 'fetch')).toEqual([]);
        expect((await fetches.store.db.selectFrom('files').select('state').executeTakeFirst())?.state).toBe('ready');
        await fetches.close();
      });
    });
  });
});
