import { describe, expect, test } from 'vitest';
import { chatwoot, rig, open, say, incoming, withRegister } from './register-setup.ts';

withRegister();

describe('steady state', () => {
  test('the first message makes contact and conversation, each later one is one request', async () => {
    await open();
    await say('hola');
    await say('¡buenas!', 'bot');
    await rig.drain();
    expect(incoming()).toEqual(['hola', '🤖 ¡buenas!']);
    chatwoot.requests.reset();
    await say('otra');
    await say('claro', 'bot');
    await rig.drain();
    expect(chatwoot.requests.total).toBe(2);
    expect(incoming()).toEqual(['hola', '🤖 ¡buenas!', 'otra', '🤖 claro']);
    const rows = await rig.store.db.selectFrom('messages').select(['chatwoot_state', 'chatwoot_message_id']).execute();
    expect(rows.every((it) => it.chatwoot_state === 'registered' && it.chatwoot_message_id !== null)).toBe(true);
  });

  test('a message already registered is not posted again', async () => {
    await open();
    await say('hola');
    await rig.store.write((tx) => tx.updateTable('messages').set({ chatwoot_state: 'registered' }).execute());
    await rig.drain();
    expect(chatwoot.requests.total).toBe(0);
  });

  test('dry run asks for nothing', async () => {
    await open({}, { dryRun: true });
    await say('hola');
    await rig.drain();
    expect(chatwoot.requests.total).toBe(0);
    expect(await rig.store.db.selectFrom('messages').select('chatwoot_state').execute()).toEqual([
      { chatwoot_state: 'dry_run' },
    ]);
  });
});
