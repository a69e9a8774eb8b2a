import { beforeEach, describe, expect, test } from 'vitest';
import { openApplicationClient } from '../../src/chatwoot/api/application.ts';
import { openChatwootClient } from '../../src/chatwoot/api/client.ts';
import { addResolve } from '../../src/deliver/add-resolve.ts';
import type { Arrangement } from '../../src/deliver/arrange.ts';
import { tickHandler } from '../../src/deliver/tell/tick.ts';
import { lookHandler } from '../../src/listen/look.ts';
import { silentLog } from '../../src/observe/log.ts';
import { addJob } from '../../src/store/jobs.ts';
import { effects } from '../effects.ts';
import { fileOf } from '../media/people.ts';
import { contact, message } from '../store/rows.ts';
import { failingEverywhere, openJobs } from './busy-store.ts';
import * as there from './register/register-setup.ts';
import { openRig } from './rig.ts';

there.withRegister();

const phoneNumber = '5491155550123';

describe('the database fails once, wherever: nothing is lost, doubled or out of order', () => {
  describe('registering', () => {
    const inboxes = [{ identifier: 'sandbox-inbox', name: 'S', agentBot: true }];
    beforeEach(async () => await there.open({ inboxes }));
    /** A new ledger and a new person for each run. */
    let who: { waId: string };
    const again = async (given: Parameters<typeof there.openLedger>[0]) => {
      await there.rig.close();
      await there.openLedger(given);
      who = { waId: `54911555502${String(10 + there.conversations().length)}` };
    };
    const { say } = there;
    const conversation = () => there.conversations().at(-1);

    test.each([true, false])(
      'words of a new person and of the bot, a new name, closing; with tokens: %s',
      async (tokens) => {
        const runs = await failingEverywhere(async (between) => {
          await again({ tokens, between });
          const before = there.conversations().length;
          await say('uno', 'customer', who);
          await say('dos', 'customer', who);
          await say('tres', 'bot', who);
          await there.rig.drain();
          await there.rig.store.write((tx) => tx.updateTable('contacts').set({ name: 'Ana' }).execute());
          await say('cuatro', 'customer', who);
          await there.rig.store.write(async (tx) => addResolve(tx, await contact(tx, who), 'x1', there.rig.clock.at));
          await there.rig.drain();
          expect(there.conversations()).toHaveLength(before + 1);
          const said = (conversation()?.messages ?? []).filter(({ type }) => type === 0 || type === 1);
          expect(said.map(({ content }) => content)).toEqual(['uno', 'dos', tokens ? 'tres' : '🤖 tres', 'cuatro']);
          expect(conversation()).toMatchObject({ status: 'resolved' });
          expect(await openJobs(there.rig, 'register')).toEqual([]);
        });
        expect(runs).toBeGreaterThan(25);
      },
    );

    test('a file', async () => {
      await failingEverywhere(async (between) => {
        await again({ between });
        const { id: contactId } = await there.rig.store.write((tx) => contact(tx, who));
        const at = there.rig.clock.at;
        await say('antes', 'customer', who);
        await there.rig.store.write(async (tx) => {
          const more = {
            kind: 'media',
            text: '📄 a.pdf',
            payload: '{"attached":""}',
            chatwoot_state: 'queued' as const,
          };
          await tx
            .insertInto('messages')
            .values(message({ id: 'f1', contact_id: contactId, said_at: at, created_at: at, ...more }))
            .execute();
          const bytes = fileOf('application/pdf');
          const row = { message_id: 'f1', position: 0, state: 'ready' as const, source: '{}', name: 'a.pdf' };
          const facts = { mime: 'application/pdf', size: bytes.length, kept: bytes.length };
          const { id } = await tx
            .insertInto('files')
            .values({ ...row, ...facts })
            .returning('id')
            .executeTakeFirstOrThrow();
          await tx.insertInto('pieces').values({ file_id: id, number: 0, bytes }).execute();
          await addJob(tx, { kind: 'register', contactId, key: 'register:f1', payload: { message: 'f1' }, dueAt: at });
        });
        await say('después', 'customer', who);
        await there.rig.drain();
        const said = (conversation()?.messages ?? []).filter(({ type }) => type === 0);
        expect(said.map(({ content, attachments }) => [content ?? '', attachments.length])).toEqual([
          ['antes', 0],
          ['', 1],
          ['después', 0],
        ]);
        expect(await openJobs(there.rig, 'register')).toEqual([]);
      });
    });

    test('a note, opening, assigning, a label', async () => {
      const steps: Arrangement[] = [
        { step: 'note', text: 'pide una persona', exchange: 'x' },
        { step: 'open', exchange: 'x' },
        { step: 'assign', teamId: null, assigneeId: 1, exchange: 'x' },
        { step: 'label', label: 'humano', on: true, exchange: 'x' },
      ];
      await failingEverywhere(async (between) => {
        await again({ tokens: true, between });
        await say('una persona', 'customer', who);
        await there.rig.store.write(async (tx) => {
          const { id: contactId } = await contact(tx, who);
          await tx.updateTable('contacts').set({ answered_by: 'human', answered_since: 1 }).execute();
          for (const arrange of steps)
            await addJob(tx, {
              kind: 'register',
              contactId,
              key: arrange.step,
              payload: { arrange },
              dueAt: there.rig.clock.at,
            });
        });
        await there.rig.drain();
        expect(
          conversation()
            ?.messages.filter((it) => it.private)
            .map(({ content }) => content),
        ).toEqual(['pide una persona']);
        expect(conversation()).toMatchObject({ status: 'open', labels: ['humano'] });
        expect(await openJobs(there.rig, 'register')).toEqual([]);
      });
    });

    test('ticks, and what agents wrote', async () => {
      await again({ tokens: true });
      await say('hola', 'bot', who);
      await there.rig.drain();
      const client = openApplicationClient({
        url: there.chatwoot.url,
        accountId: 1,
        token: there.chatwoot.adminToken,
        kind: 'user',
        timeoutMs: 2_000,
      });
      for (const content of ['uno', 'dos', 'tres']) await client.postMessage(conversation()?.id ?? 0, { content });
      const place = await there.row();
      const kept = await there.rig.store.db.selectFrom('messages').selectAll().execute();
      const registered = kept[0]!;
      const tell = effects(() => 'n');

      await failingEverywhere(async (between) => {
        const tick = await openRig('tick', ({ store, clock }) => tickHandler({ store, clock, client, tell }), {
          between,
        });
        await tick.store.write(async (tx) => {
          const { id: contactId } = await contact(tx, { waId: phoneNumber });
          await tx
            .updateTable('places')
            .set({ ...place, id: 1, contact_id: contactId })
            .execute();
          const row = message({
            ...registered,
            contact_id: contactId,
            place_id: null,
            whatsapp_state: 'read',
            ticked: null,
          });
          await tx.insertInto('messages').values(row).execute();
          await addJob(tx, {
            kind: 'tick',
            contactId,
            key: 't',
            payload: { message: row.id, state: 'read' },
            dueAt: tick.clock.at,
          });
        });
        await tick.drain();
        expect(await openJobs(tick, 'tick')).toEqual([]);
        expect((await tick.store.db.selectFrom('messages').select('ticked').executeTakeFirst())?.ticked).toBe('read');
        await tick.close();
      });

      const reading = openChatwootClient({
        url: there.chatwoot.url,
        inboxId: there.chatwoot.inboxes[0] ?? '',
        timeoutMs: 2_000,
        hmacToken: null,
      });
      let ids = 0;
      await failingEverywhere(async (between) => {
        const look = await openRig(
          'look',
          ({ store, clock }) =>
            lookHandler({
              ...effects(() => `a${(ids += 1)}`),
              channelId: 'main',
              chatwootUrl: there.chatwoot.url,
              nameInFront: false,
              windowTemplate: null,
              onAssign: 'auto',
              account: () => null,
              list: null,
              onPerson: () => undefined,
              store,
              clock,
              log: silentLog(),
              client: reading,
              userClient: null,
              startedAt: clock.now(),
              onJobs: () => undefined,
            }),
          { between },
        );
        await look.store.write(async (tx) => {
          const { id: contactId } = await contact(tx, { waId: phoneNumber, now: look.clock.at });
          await tx
            .updateTable('places')
            .set({ ...place, id: 1, contact_id: contactId })
            .execute();
          await addJob(tx, { kind: 'look', contactId, key: 'l', payload: {}, dueAt: look.clock.at });
        });
        await look.drain();
        const texts = await look.store.db
          .selectFrom('messages')
          .select('text')
          .where('author', '=', 'agent')
          .orderBy('chatwoot_message_id')
          .execute();
        expect(texts.map(({ text }) => text)).toEqual(['uno', 'dos', 'tres']);
        expect(await openJobs(look, 'look')).toEqual([]);
        // The look is not to blame.
        expect(await look.jobs()).toMatchObject([{ attempts: 1 }]);
        await look.close();
      });
    });
  });
});
