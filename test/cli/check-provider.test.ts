import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Line } from '../../src/cli/check/line.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { openDesk, type Desk, type Variables } from './run.ts';

const secret = 'webhooksecret0001';
let sandbox: Sandbox;
let desk: Desk;
beforeEach(async () => {
  sandbox = await startSandbox({ whatsapp: { provider: 'meta' } });
  desk = openDesk({ ...sandbox.settings, PORT: '0', WHATSAPP_WEBHOOK_SECRET: secret });
  sandbox.setWebhook(`https://bot.example.com/webhooks/whatsapp/${secret}`);
});
afterEach(async () => {
  await desk.close();
  await sandbox.close();
});

async function check(variables: Variables = {}) {
  const { code, out, err } = await desk.run(['check', '--json'], variables);
  const { lines } = JSON.parse(out) as { lines: Line[] };
  const of = (name: Line['name']) => lines.find((line) => line.name === name);
  return { code, of, all: out + err };
}

test('all well: token, number, account and webhook, without a secret of theirs', async () => {
  const { code, of, all } = await check();
  expect(code).toBe(0);
  for (const name of ['meta', 'number', 'account', 'webhook']) expect(of(name)?.state).toBe('ok');
  for (const hidden of ['META_TOKEN', 'META_APP_SECRET', 'META_VERIFY_TOKEN'])
    expect(all).not.toContain(sandbox.settings[hidden]);
});

test('an app that is not subscribed, with the call that subscribes it; a secret of another app', async () => {
  sandbox.whatsapp.meta!.isSubscribed = false;
  const { code, of } = await check();
  expect(code).toBe(1);
  expect(of('account')).toMatchObject({
    state: 'wrong',
    fix: expect.stringMatching(/curl -X POST "http.*\/v25\.0\/200000000000001\/subscribed_apps"/) as string,
  });
  const spanish = await desk.run(['check'], { UI_LANGUAGE: 'es', META_APP_SECRET: 'another' });
  expect(spanish.out).toContain('la app no está suscripta a la cuenta');
  expect(spanish.out).toContain('META_APP_SECRET no es el secreto de la app');
  expect(spanish.out).toMatch(/^bien {3}Meta /m);
});

test('an expired token, and another number: what to do names the variable', async () => {
  sandbox.whatsapp.meta!.isExpired = true;
  const { code, of } = await check({ UI_LANGUAGE: 'es' });
  expect(code).toBe(1);
  expect(of('meta')).toMatchObject({ state: 'wrong', fix: expect.stringContaining('usuario del sistema') as string });
  sandbox.whatsapp.meta!.isExpired = false;
  const other = await check({ META_PHONE_NUMBER_ID: '100000000000009' });
  expect(other.of('meta')).toMatchObject({ state: 'wrong', fix: expect.stringContaining('META_TOKEN') as string });
});

test('no webhook, and one that leads elsewhere', async () => {
  sandbox.setWebhook('https://bot.example.com/elsewhere');
  expect((await check()).of('webhook')).toMatchObject({
    state: 'wrong',
    detail: expect.stringMatching(/^Meta calls/) as string,
  });
  sandbox.whatsapp.webhooks.config = null;
  expect((await check()).of('webhook')).toMatchObject({
    state: 'wrong',
    detail: expect.stringContaining('Meta') as string,
  });
});

test.each(['360dialog', 'meta'] as const)(
  'the template for after the 24 hours is looked up at %s',
  async (provider) => {
    await Promise.all([desk.close(), sandbox.close()]);
    const templates = [{ name: 'aviso', language: 'es_AR', text: 'Hola {{1}}' }];
    sandbox = await startSandbox({ whatsapp: { provider, templates } });
    desk = openDesk({ ...sandbox.settings, PORT: '0', WHATSAPP_WEBHOOK_SECRET: secret });
    expect((await check()).of('template')).toBeUndefined();
    expect((await check({ WINDOW_TEMPLATE: 'aviso es_AR' })).of('template')?.state).toBe('ok');
    // Another language is another template.
    expect((await check({ WINDOW_TEMPLATE: 'aviso es' })).of('template')).toMatchObject({ state: 'wrong' });
    expect((await check({ NOTIFY_TEMPLATE: 'aviso es_AR' })).of('template')?.detail).toContain('NOTIFY_TEMPLATE');
    sandbox.whatsapp.faults.set([{ kind: 'fail_before', path: 'templates' }]);
    expect((await check({ WINDOW_TEMPLATE: 'aviso es_AR' })).of('template')).toMatchObject({ state: 'warning' });
  },
);
