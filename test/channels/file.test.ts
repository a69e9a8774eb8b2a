import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readConfiguration, configurationFaults } from '../../src/channels/configuration.ts';
import { channelsSchema } from '../../src/channels/json-schema.ts';
import type { Environment } from '../../src/settings/given.ts';
import { settingEntries } from '../../src/settings/schema.ts';

/** Files that are there by their paths; every other one is missing. */
const filesOf = (there: Record<string, string>) => ({
  readFile: (path: string) => {
    const text = there[path];
    if (text === undefined) throw new Error(`ENOENT: no such file, open '${path}'`);
    return text;
  },
});

const environment: Environment = { CHANNELS: 'c.yaml', KEY_A: 'key-a', KEY_B: 'key-b' };
const read = (text: string, more: Environment = {}, there: Record<string, string> = {}) =>
  readConfiguration({ ...environment, ...more }, { files: filesOf({ 'c.yaml': text, ...there }) });
const faults = async (text: string, more: Environment = {}, there: Record<string, string> = {}) =>
  (await configurationFaults({ ...environment, ...more }, filesOf({ 'c.yaml': text, ...there }))).map(
    ({ at, variable, value, rule, fix }) => ({ at, variable, value, rule, fix }),
  );

test('without CHANNELS there is one, main, with the variables of the environment', async () => {
  const { channels, file, process } = await readConfiguration({ D360_API_KEY: 'k', PORT: '81' });
  expect(file).toBeNull();
  expect(channels).toMatchObject([{ channel: 'main', port: 81, whatsapp: { values: { D360_API_KEY: 'k' } } }]);
  expect(process.port).toBe(81);
});

test('what a channel sets stands over the defaults, an empty value takes one back, and what is of all comes from outside', async () => {
  const { channels, process } = await read(
    `defaults:
  d360_api_key: {env: KEY_A}
  handoff_label: gente
  handoff_quiet_hours: 3
  chatwoot_bot_prefix: "bot: "
channels:
  main:
  sales:
    d360_api_key: {env: KEY_B}
    handoff_label:
    chatwoot_bot_prefix: ''
    bot: none
`,
    { PORT: '81', BOT: 'module' },
  );
  expect(process.port).toBe(81);
  const [main, sales] = channels;
  expect(main).toMatchObject({ channel: 'main', port: 81, bot: { chain: ['faq'] }, chatwoot: { botPrefix: 'bot: ' } });
  expect(main?.handoff).toMatchObject({ label: 'gente', quietHours: 3 });
  expect(main?.whatsapp.values.D360_API_KEY).toBe('key-a');
  expect(sales).toMatchObject({ channel: 'sales', bot: { chain: [] }, chatwoot: { botPrefix: '' } });
  expect(sales?.handoff).toMatchObject({ label: 'humano', quietHours: 3 });
  expect(sales?.whatsapp.values.D360_API_KEY).toBe('key-b');
});

test('texts stay as they were written: long ids, words for no, versions', async () => {
  const { channels } = await read(`channels:
  main:
    chatwoot_inbox_id: 0012345678901234567890
    handoff_label: no
    handoff_text: 1.10
`);
  expect(channels[0]).toMatchObject({
    chatwoot: { inboxId: '0012345678901234567890' },
    handoff: { label: 'no', text: '1.10' },
  });
});

test('secrets come from variables and files, several of them as a list', async () => {
  const { channels } = await read(
    `channels:
  main:
    d360_api_key: {file: /run/key}
    chatwoot_signing_secret: [{env: ONE}, {file: /run/two}]
    handoff_label: {env: TEXT}
`,
    { ONE: 'first', TEXT: ' ya-va ' },
    { '/run/key': 'from the file\n'.replaceAll(' ', '-'), '/run/two': 'second' },
  );
  expect(channels[0]?.whatsapp.values.D360_API_KEY).toBe('from-the-file');
  expect(channels[0]?.listen.signingSecrets).toEqual(['first', 'second']);
  expect(channels[0]?.handoff.label).toBe('ya-va');
});

test('every fault at once, each with its place, its rule and its fix; no secret is shown', async () => {
  const found = await faults(
    `defaults:
  d360_api_key: plain-secret-4711
  handoff_quiet_hours: soon
channels:
  main:
    chatwoot_enabled: true
    chatwoot_url: chat.example.com
    chatwoot_inboxid: x
  Sales:
    bot: none
  other:
    d360_api_key: {env: NOT_SET}
    port: 81
    bot: [faq]
    chatwoot_hmac_token: {file: /nowhere}
`,
    { PORT: 'many' },
  );
  const places = found.map(({ at, variable }) => `${at ?? '-'} ${variable}`);
  expect(places).toEqual([
    '- PORT',
    'c.yaml:2:3 defaults.d360_api_key',
    'c.yaml:3:3 defaults.handoff_quiet_hours',
    'c.yaml:5:3 main.chatwoot_inbox_id',
    'c.yaml:7:5 main.chatwoot_url',
    'c.yaml:8:5 main.chatwoot_inboxid',
    'c.yaml:9:3 channels',
    'c.yaml:12:5 other.d360_api_key',
    'c.yaml:13:5 other.port',
    'c.yaml:14:5 other.bot',
    'c.yaml:15:5 other.chatwoot_hmac_token',
  ]);
  expect(JSON.stringify(found)).not.toContain('plain-secret-4711');
  const of = (name: string) => found.find(({ variable }) => variable === name);
  expect(of('main.chatwoot_inbox_id')?.rule).toBe('needed while chatwoot_enabled is on');
  expect(of('main.chatwoot_inbox_id')?.fix).toContain('chatwoot_enabled: false');
  expect(of('main.chatwoot_inboxid')?.fix).toBe('Did you mean chatwoot_inbox_id?');
  expect(of('other.port')?.fix).toContain('set PORT in the environment');
  expect(of('other.d360_api_key')?.fix).toContain('Set NOT_SET');
});

test.each([
  ['no YAML', 'channels:\n  main: [\n', /^c\.yaml:\d+:\d+ CHANNELS$/],
  ['one name twice', 'channels:\n  main:\n  main:\n', /^c\.yaml:3:3 channels$/],
  ['empty', '', /^c\.yaml:1:1 CHANNELS$/],
  ['no channel', 'defaults:\n  bot: none\n', /^c\.yaml:1:1 channels$/],
  ['another part', 'channels:\n  main:\nchannel:\n', /^c\.yaml:3:1 channel$/],
  ['a text for settings', 'channels:\n  main: hello\n', /^c\.yaml:2:9 main$/],
])('%s is a fault with its place', async (_, text, place) => {
  expect((await faults(text)).map(({ at, variable }) => `${at} ${variable}`)).toEqual([expect.stringMatching(place)]);
});

test('a file that is not there says so', async () => {
  const [fault] = await configurationFaults({ CHANNELS: 'gone.yaml' }, filesOf({}));
  expect(fault).toMatchObject({ variable: 'CHANNELS', value: '"gone.yaml"', rule: 'the path of a file that exists' });
});

test('two channels have neither number, inbox nor address in common', async () => {
  const found = await faults(
    `defaults:
  chatwoot_enabled: true
  chatwoot_url: https://chatwoot.example.com
channels:
  a:
    d360_api_key: {env: KEY_A}
    chatwoot_inbox_id: one
    whatsapp_webhook_secret: {env: SECRET}
  b:
    d360_api_key: {env: KEY_A}
    chatwoot_inbox_id: one
    whatsapp_webhook_secret: {env: SECRET}
  c:
    chatwoot_url: https://other.example.com
    chatwoot_inbox_id: one
`,
    { SECRET: 'the-same-for-both' },
  );
  expect(found.map(({ at, variable }) => `${at} ${variable}`)).toEqual([
    'c.yaml:10:5 b.d360_api_key',
    'c.yaml:11:5 b.chatwoot_inbox_id',
    'c.yaml:12:5 b.whatsapp_webhook_secret',
  ]);
  expect(found[0]?.rule).toContain('the one of a');
});

test('two Chatwoots do not post to one address', async () => {
  const found = await faults(
    `defaults:
  chatwoot_enabled: true
  chatwoot_webhook_secret: {env: HOOK}
channels:
  a:
    chatwoot_url: https://one.example.com
    chatwoot_inbox_id: a
  b:
    chatwoot_url: https://one.example.com
    chatwoot_inbox_id: b
  c:
    chatwoot_url: https://two.example.com
    chatwoot_inbox_id: a
`,
    { HOOK: 'the-same-for-all' },
  );
  expect(found.map(({ at, variable }) => `${at} ${variable}`)).toEqual(['c.yaml:3:3 c.chatwoot_webhook_secret']);
});

test('docs/channels.schema.json is what `npm run docs` writes, and knows every setting of a channel', () => {
  const written = readFileSync(new URL('../../docs/channels.schema.json', import.meta.url), 'utf8');
  expect(written).toBe(`${JSON.stringify(channelsSchema(), null, 2)}\n`);
  const { properties } = (channelsSchema()['$defs'] as { channel: { properties: object } }).channel;
  const own = settingEntries.filter(([, { scope }]) => scope !== 'process').map(([name]) => name.toLowerCase());
  expect(Object.keys(properties)).toEqual(own);
});

const page = readFileSync(new URL('../../docs/CHANNELS.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);

test('the page has a file for two numbers and one for 30 customers, and both are right', async () => {
  const counts: number[] = [];
  for (const text of examples) {
    const set: Record<string, string> = Object.fromEntries(
      [...text.matchAll(/env: (\w+)/g)].map(([, name]) => [name, `secret-of-${name}`]),
    );
    const there = Object.fromEntries(
      [...text.matchAll(/(?:file: |bot_faq: )([^\s}]+)/g)].map(([, path = '']) => [path, `secret-in-${path}`]),
    );
    counts.push((await read(text, set, there)).channels.length);
  }
  expect(counts).toEqual([2, 30]);
});
