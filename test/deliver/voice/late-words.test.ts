import { expect, test } from 'vitest';
import { addRegister } from '../../../src/deliver/add-said.ts';
import { FileTooLarge } from '../../../src/deliver/files/read-file.ts';
import { hearHandler, type HearOptions } from '../../../src/deliver/voice/hear.ts';
import type { Transcriber } from '../../../src/deliver/voice/transcriber.ts';
import { silentLog } from '../../../src/observe/log.ts';
import { Worker } from '../../../src/queue/worker.ts';
import { addJob } from '../../../src/store/jobs.ts';
import { eventually } from '../../stack.ts';
import { contact, message } from '../../store/rows.ts';
import { chatwoot, incoming, open, rig, say, withRegister } from '../register/register-setup.ts';

withRegister();

/** A voice note whose file is not kept here, as intake writes it. */
async function sayNote(id: string): Promise<void> {
  const at = rig.clock.at;
  await rig.store.write(async (tx) => {
    const { id: contactId } = await contact(tx, { waId: '5491155550123' });
    const payload = JSON.stringify({
      kind: 'media',
      media: 'audio',
      mime: 'audio/ogg',
      transcript: { state: 'wanted' },
    });
    const more = { kind: 'media', text: '🎤 mensaje de voz', payload, chatwoot_state: 'queued' as const };
    const row = message({ id, contact_id: contactId, said_at: at, created_at: at, answered_at: at, ...more });
    await tx.insertInto('messages').values(row).execute();
    await addJob(tx, { kind: 'hear', contactId, key: `hear:${id}`, payload: { message: id }, dueAt: at, alone: true });
    await addRegister(tx, contactId, id, at);
  });
}

function hearing(
  hear: Transcriber['hear'],
  readFile: HearOptions['readFile'] = () => Promise.resolve(Buffer.from('OggS')),
): Worker {
  const { store, clock } = rig;
  return new Worker({
    channelId: 'main',
    kind: 'hear',
    store,
    clock,
    random: () => 0,
    token: 'test hear',
    limit: () => 4,
    handler: hearHandler({
      store,
      clock,
      log: silentLog(),
      language: 'es',
      transcriber: { hear },
      readFile,
      onJobs: () => rig.worker.wake(),
    }),
    log: silentLog(),
  });
}
const heard = () =>
  eventually(async () => {
    const open = await rig.store.db
      .selectFrom('jobs')
      .select('id')
      .where('kind', '=', 'hear')
      .where('state', '!=', 'done')
      .execute();
    return open.length === 0;
  });

test('the note waits a while for its words; late ones follow as a message of their own, in order and once', async () => {
  await open();
  let calls = 0;
  const worker = hearing(() => Promise.resolve(`palabras ${(calls += 1)}`));
  await sayNote('n1');
  await say('después');
  const before = rig.clock.at;
  await rig.drain();
  expect(rig.clock.at - before).toBeGreaterThan(10_000);
  expect(incoming()).toEqual(['🎤 mensaje de voz', 'después']);
  worker.start();
  await heard();
  await eventually(() => incoming().length === 3);
  expect(incoming()[2]).toBe('↪ 📝 Transcripción automática del audio: palabras 1');
  await worker.stop(0);
  expect(calls).toBe(1);
});

test('words that are there in time stand under it, also where the answer to the first try was lost', async () => {
  await open();
  const worker = hearing(() => Promise.resolve('dos docenas'));
  await sayNote('n2');
  worker.start();
  await heard();
  await worker.stop(0);
  chatwoot.faults.set([{ kind: 'fail_after', method: 'POST', path: '/messages$', times: 1 }]);
  await rig.drain();
  await eventually(() => {
    rig.clock.at += 1_000;
    rig.worker.wake();
    return incoming().length >= 1 && rig.worker.running === 0;
  });
  rig.clock.at += 60_000;
  await rig.drain();
  expect(incoming()).toEqual(['🎤 mensaje de voz\n📝 Transcripción automática: dos docenas']);
  const row = await rig.store.db.selectFrom('messages').select('chatwoot_state').executeTakeFirstOrThrow();
  expect(row.chatwoot_state).toBe('registered');
});

test('what was heard is not heard again after a crash, and what had begun is', async () => {
  await open();
  let calls = 0;
  let stop: () => void = () => undefined;
  const hung = new Promise<string>((_, reject) => (stop = () => reject(new Error('stopped'))));
  const first = hearing(() => ((calls += 1), hung));
  await sayNote('n3');
  first.start();
  await eventually(() => calls === 1);
  // The process is gone in the middle of it: its lease ends.
  rig.clock.at += 120_000;
  const second = hearing(() => Promise.resolve(`otra vez ${(calls += 1)}`));
  await rig.store.write((tx) =>
    tx.updateTable('jobs').set({ lease_until: 0, lease_token: null }).where('kind', '=', 'hear').execute(),
  );
  second.start();
  await heard();
  // Its answer comes after all, and changes nothing.
  stop();
  await first.stop(0);
  const transcripts = async () => {
    const { payload } = await rig.store.db.selectFrom('messages').select('payload').executeTakeFirstOrThrow();
    return (JSON.parse(payload) as { transcript: object }).transcript;
  };
  expect(await transcripts()).toEqual({ state: 'there', text: 'otra vez 2' });
  await rig.store.write((tx) => tx.updateTable('jobs').set({ state: 'ready' }).where('kind', '=', 'hear').execute());
  second.wake();
  await heard();
  await second.stop(0);
  expect(calls).toBe(2);
});

test('a file that is too large to be held is not asked for again and again', async () => {
  await open();
  let reads = 0;
  const worker = hearing(
    () => Promise.resolve('never'),
    () => ((reads += 1), Promise.reject(new FileTooLarge())),
  );
  await sayNote('n4');
  worker.start();
  await heard();
  await worker.stop(0);
  expect(reads).toBe(1);
});
