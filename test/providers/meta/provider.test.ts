import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { settingsFaults, settingsWarnings, readSettings } from '../../../src/config.ts';
import { Misconfigured, Refused } from '../../../src/errors.ts';
import { openProvider } from '../../../src/providers/open.ts';
import type { Provider } from '../../../src/providers/provider.ts';
import { sendVerdict } from '../../../src/whatsapp/failures/failure.ts';
import { given, memorySink } from '../../bytes.ts';
import { openDesk, type Desk } from '../desk.ts';
import { thrown, withServers } from '../360dialog/client-server.ts';

withServers();

const variables = {
  PROVIDER: 'meta',
  META_TOKEN: 'EXAMPLE-token-0123456789',
  META_PHONE_NUMBER_ID: '100000000000001',
  META_WABA_ID: '200000000000001',
  META_APP_SECRET: 'EXAMPLE-app-secret',
  META_VERIFY_TOKEN: 'EXAMPLE-word',
};
const root = 'https://graph.facebook.com/v25.0';

/** What is asked of the built-in fetch, answered as told. */
async function recorded(answer: (url: string) => Response, more: Record<string, string> = {}) {
  const asked: { call: string; headers: Headers }[] = [];
  const provider = await openProvider(readSettings({ ...variables, ...more }).whatsapp, {
    fetch: (input, init) => {
      const url = input instanceof Request ? input.url : String(input);
      asked.push({ call: `${init?.method ?? 'GET'} ${url}`, headers: new Headers(init?.headers) });
      expect(init?.redirect).toBe('manual');
      return Promise.resolve(answer(url));
    },
  });
  return { provider, asked };
}
const json = (body: object, status = 200) => Response.json(body, { status });

test('number and version stand in the address, the token in its header, with a name of the program', async () => {
  const { provider, asked } = await recorded(() => json({ messages: [{ id: 'wamid.A' }] }), {
    META_GRAPH_VERSION: 'v24.0',
  });
  await provider.send({ to: '5491155550123' }, { type: 'text', text: { body: 'hola', preview_url: false } }, 'x');
  await provider.markRead('wamid.IN', false);
  expect(asked.map(({ call }) => call)).toEqual(
    Array(2).fill('POST https://graph.facebook.com/v24.0/100000000000001/messages'),
  );
  expect(asked[0]?.headers.get('authorization')).toBe('Bearer EXAMPLE-token-0123456789');
  expect(asked[0]?.headers.get('user-agent')).toMatch(/^OptiAtiende\/\d/);
});

test.each([
  ['https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1&hash=a', true],
  [`${root}/1400/bytes`, true],
  ['http://lookaside.fbsbx.com/x', false],
  ['https://lookaside.fbsbx.com:8443/x', false],
  ['https://lookaside.fbsbx.com.example.com/x', false],
  ['https://fbsbx.com/x', false],
  ['https://waba-v2.360dialog.io/x', false],
  ['https://evil.example.com/x', false],
  ['file:///etc/passwd', false],
  ['no address', false],
])('the token goes for a file to %s: %s', async (url, goes) => {
  const bytes = Buffer.from('the bytes');
  const { provider, asked } = await recorded((at) =>
    at.includes('/1400?') ? json({ url, mime_type: 'image/jpeg' }) : new Response(bytes),
  );
  const got = provider.fetchMedia({ id: '1400', url: null, mime: null, sha256: null }, memorySink());
  if (goes) expect(await got).toEqual({ mime: 'image/jpeg', size: bytes.length });
  else expect(await thrown(got)).toMatchObject({ fault: 'foreign_host' });
  const info = `GET ${root}/1400?phone_number_id=100000000000001`;
  expect(asked.map(({ call }) => call)).toEqual(goes ? [info, `GET ${url}`] : [info]);
  expect(asked.at(-1)?.headers.get('authorization')).toBe('Bearer EXAMPLE-token-0123456789');
});

test('a file that redirects is not followed with the token', async () => {
  const elsewhere = () => new Response(null, { status: 302, headers: { location: 'https://evil.example.com/' } });
  const { provider, asked } = await recorded((at) =>
    at.includes('/1400?') ? json({ url: 'https://lookaside.fbsbx.com/x' }) : elsewhere(),
  );
  const wanted = { id: '1400', url: null, mime: null, sha256: null };
  expect(await thrown(provider.fetchMedia(wanted, memorySink()))).toMatchObject({ status: 302 });
  expect(asked.map(({ call }) => call).filter((call) => call.includes('evil'))).toEqual([]);
});

test('the address of the webhook is the nearest that is set: number, account, app', async () => {
  const found: (string | null)[] = [];
  for (const set of [
    {
      application: 'https://a.example.com',
      whatsapp_business_account: 'https://w.example.com',
      phone_number: 'https://p.example.com',
    },
    { application: 'https://a.example.com', whatsapp_business_account: 'https://w.example.com' },
    { application: 'https://a.example.com' },
    {},
    undefined,
  ]) {
    const { provider } = await recorded(() => json({ webhook_configuration: set, id: '1' }));
    found.push((await provider.getWebhook()).url);
  }
  const [phone, account, app] = ['https://p.example.com', 'https://w.example.com', 'https://a.example.com'];
  expect(found).toEqual([phone, account, app, null, null]);
});

test.each([
  [190, 401, 'Error validating access token: Session has expired', 'META_TOKEN'],
  [
    100,
    400,
    "Unsupported post request. Object with ID '100' does not exist, cannot be loaded due to missing permissions, or does not support this operation",
    'META_TOKEN',
  ],
  [100, 400, 'API calls from the server require an appsecret_proof argument', 'Require app secret'],
  [10, 403, 'Application does not have permission for this action', 'WhatsApp Manager'],
  [133010, 400, 'The phone number is not registered', 'WhatsApp Manager'],
])('code %i (%i) is of the account: all waits, nothing is given up', async (code, status, message, fix) => {
  const { provider } = await recorded(() =>
    json({ error: { message: `(#${code}) ${message}`, type: 'OAuthException', code } }, status),
  );
  const send = provider.send(
    { to: '5491155550123' },
    { type: 'text', text: { body: 'hola', preview_url: false } },
    'x',
  );
  const error = await thrown(send);
  expect(error).toBeInstanceOf(Refused);
  expect(sendVerdict(error, 1, provider.words)).toMatchObject({
    do: 'pause',
    endsAtStart: true,
    fix: expect.stringContaining(fix) as string,
  });
});

test('what Meta itself calls passing is tried again', async () => {
  const error = { message: '(#999) Please try again', type: 'OAuthException', code: 999_999, is_transient: true };
  const { provider } = await recorded(() => json({ error }, 400));
  const refused = await thrown(provider.markRead('wamid.A', false));
  expect(sendVerdict(refused, 1, provider.words)).toEqual({ do: 'retry' });
});

test('what is missing is said all at once, also what would keep every webhook out', () => {
  const names = (environment: Record<string, string>) => settingsFaults(environment).map(({ variable }) => variable);
  expect(names({ PROVIDER: 'meta' })).toEqual([
    'META_TOKEN',
    'META_PHONE_NUMBER_ID',
    'META_WABA_ID',
    'META_APP_SECRET',
    'META_VERIFY_TOKEN',
  ]);
  expect(names(variables)).toEqual([]);
  expect(names({ ...variables, WHATSAPP_WEBHOOK_AUTHORIZATION: 'Basic x' })).toEqual([
    'WHATSAPP_WEBHOOK_AUTHORIZATION',
  ]);
  expect(names({ ...variables, META_PHONE_NUMBER_ID: '+54 9 11', META_GRAPH_VERSION: '25' })).toEqual([
    'META_PHONE_NUMBER_ID',
    'META_GRAPH_VERSION',
  ]);
  expect(names({ PROVIDER: 'twilio' })).toEqual(['PROVIDER']);
  // Without PROVIDER nobody asks for them.
  expect(names({ META_TOKEN: 'x' })).toEqual([]);
  expect(settingsWarnings({ META_TOKEN: 'x' })).toEqual(['META_TOKEN: of no effect with PROVIDER=360dialog.']);
  expect(settingsWarnings({ ...variables, D360_API_KEY: 'y' })).toEqual([
    'D360_API_KEY: of no effect with PROVIDER=meta.',
  ]);
  const secrets = settingsFaults({ PROVIDER: 'meta', META_TOKEN: 'a secret', META_APP_SECRET: 'ñ' });
  expect(JSON.stringify(secrets)).not.toMatch(/a secret|ñ"/);
});

test('values that cannot work are said at once', async () => {
  const settings = readSettings(variables).whatsapp;
  const open = () => openProvider({ ...settings, values: { ...settings.values, META_APP_SECRET: null } });
  await expect(open).rejects.toThrow(Misconfigured);
});

let desk: Desk;
let uploads: { headers: IncomingHttpHeaders; body: string }[] = [];
beforeEach(async () => void (desk = await openDesk('meta')));
afterEach(() => desk.close());
const lacks = async (provider: Provider) =>
  ((await provider.lacks()) ?? []).map(({ isWrong, en }) => [isWrong, en.reason, en.fix] as const);

test('an upload tells the type beside the file, which Meta asks for', async () => {
  uploads = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('latin1').on('data', (some: string) => (body += some));
    request.on('end', () => {
      uploads.push({ headers: request.headers, body });
      response.setHeader('content-type', 'application/json').end('{"id":"1"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = await desk.with({ META_BASE_URL: base });
  const bytes = Buffer.from('some');
  await provider.uploadMedia({ bytes: given(bytes), size: 4, mime: 'image/jpeg', filename: 'a.jpg' });
  expect(uploads[0]?.body).toMatch(/name="type"\r\n\r\nimage\/jpeg\r\n/);
  expect(uploads[0]?.body).toMatch(/name="messaging_product"\r\n\r\nwhatsapp\r\n/);
  await new Promise((resolve) => server.close(resolve));
});

test('an app that is not subscribed is told with the call that subscribes it', async () => {
  desk.whatsapp.meta!.isSubscribed = false;
  const [lack] = await lacks(desk.provider);
  expect(lack?.[0]).toBe(true);
  expect(lack?.[1]).toContain('not subscribed');
  const [, url = '', key = ''] = /curl -X POST "(\S+)" -H "Authorization: Bearer (\S+)"/.exec(lack?.[2] ?? '') ?? [];
  expect([url, key]).toEqual([`${desk.whatsapp.url}/v25.0/200000000000001/subscribed_apps`, '$META_TOKEN']);
  await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${desk.whatsapp.apiKey}` } });
  expect(await lacks(desk.provider)).toEqual([]);
});

test('another app, a number of another account, a version near its end', async () => {
  const wrongSecret = await desk.with({ META_APP_SECRET: 'another' });
  expect(await lacks(wrongSecret)).toEqual([
    [true, expect.stringContaining('META_APP_SECRET'), expect.stringContaining('App secret')],
  ]);
  const another = await desk.with({ META_WABA_ID: '200000000000009' });
  expect((await lacks(another)).map(([, reason]) => reason)).toEqual([
    'META_PHONE_NUMBER_ID is no number of the account META_WABA_ID',
  ]);
  const at = async (version: string, now: string) => {
    const settings = readSettings({ ...desk.whatsapp.settings, META_GRAPH_VERSION: version }).whatsapp;
    return lacks(await openProvider(settings, { clock: { now: () => Date.parse(now) } }));
  };
  expect(await at('v25.0', '2027-12-01')).toEqual([]);
  expect((await at('v25.0', '2028-03-01'))[0]?.slice(0, 2)).toEqual([
    false,
    'META_GRAPH_VERSION v25.0 ends on 2028-07-29',
  ]);
  expect((await at('v21.0', '2027-02-01'))[0]?.slice(0, 2)).toEqual([
    true,
    'META_GRAPH_VERSION v21.0 ended on 2027-01-21',
  ]);
  expect(await at('v99.0', '2027-02-01')).toEqual([]);
});

test('an address that does not answer the question is not taken', async () => {
  const elsewhere = desk.hook.replace(/[^/]+$/, 'another-secret-here');
  expect(await thrown(desk.provider.setWebhook(elsewhere, {}))).toMatchObject({ name: 'Refused', code: 2200 });
  expect((await desk.provider.getWebhook()).url).toBeNull();
});
