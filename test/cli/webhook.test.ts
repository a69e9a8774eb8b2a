import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { openDesk as openDoor, type Desk as Door } from '../providers/desk.ts';
import { openDesk, type Desk } from './run.ts';

const secret = 'webhooksecret0001';

test('360dialog is told address, path, secret and header, and none of them is printed', async () => {
  const sandbox = await startSandbox();
  const desk = openDesk({
    ...sandbox.settings,
    WHATSAPP_WEBHOOK_SECRET: secret,
    WHATSAPP_WEBHOOK_AUTHORIZATION: 'Basic hidden0001',
  });
  const { code, out, err } = await desk.run(['webhook', 'https://bot.example.com/']);
  expect([code, out.trim(), err]).toEqual([0, '360dialog posts to https://bot.example.com/… from now on.', '']);
  expect(sandbox.whatsapp.webhooks.config).toEqual({
    url: `https://bot.example.com/webhooks/whatsapp/${secret}`,
    headers: { Authorization: 'Basic hidden0001' },
  });
  await Promise.all([desk.close(), sandbox.close()]);
});

describe('what cannot work is said, and nothing is set', () => {
  let sandbox: Sandbox;
  let desk: Desk;
  beforeEach(async () => {
    sandbox = await startSandbox();
    desk = openDesk({ ...sandbox.settings, WHATSAPP_WEBHOOK_SECRET: secret });
  });
  afterEach(async () => {
    await Promise.all([desk.close(), sandbox.close()]);
    expect(sandbox.whatsapp.webhooks.config).toBeNull();
  });

  test.each(['bot.example.com', 'http://bot.example.com', 'https://a:b@bot.example.com', 'ftp://bot.example.com'])(
    'the address %s',
    async (address) => {
      const { code, err } = await desk.run(['webhook', address], { UI_LANGUAGE: 'es' });
      expect([code, err]).toEqual([2, expect.stringContaining('no es una dirección')]);
    },
  );

  test('no key, a wrong key, no secret yet', async () => {
    const none = await desk.run(['webhook', 'https://bot.example.com'], { D360_API_KEY: '' });
    expect([none.code, none.err]).toEqual([2, expect.stringContaining('D360_API_KEY')]);
    const wrong = await desk.run(['webhook', 'https://bot.example.com'], { D360_API_KEY: 'another' });
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('→ Set D360_API_KEY')]);
    const early = await desk.run(['webhook', 'https://bot.example.com'], { WHATSAPP_WEBHOOK_SECRET: '' });
    expect([early.code, early.err]).toEqual([2, expect.stringContaining('no database')]);
  });
});

test('Meta asks the address at once: a service that runs is set, one that does not is told of', async () => {
  const door: Door = await openDoor('meta');
  const desk = openDesk({ ...door.whatsapp.settings, CHATWOOT_ENABLED: 'false' });
  const root = new URL(door.hook).origin;
  const [, own = ''] = /([^/]+)$/.exec(door.hook) ?? [];
  const wrong = await desk.run(['webhook', root], { WHATSAPP_WEBHOOK_SECRET: 'another-path-secret' });
  expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('→ Start the service')]);
  const right = await desk.run(['webhook', root], { WHATSAPP_WEBHOOK_SECRET: own });
  expect([right.code, right.err]).toEqual([0, '']);
  expect(door.whatsapp.webhooks.config?.url).toBe(door.hook);
  await desk.close();
  await door.close();
});
