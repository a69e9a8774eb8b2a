import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { counters, durations, gauges } from '../../src/observe/numbers.ts';
import { echoBot, eventually, startStack, type Stack } from '../stack.ts';
import { deliver, personNumber, registered, textWebhook } from '../traffic.ts';

const TOKEN = 'a-token-for-the-numbers';
const API = 'a-token-of-our-own';

let stack: Stack | null = null;
afterEach(async () => {
  await stack?.close();
  stack = null;
});

const start = async (environment: Record<string, string> = { METRICS_TOKEN: TOKEN }): Promise<Stack> =>
  (stack = await startStack({ bot: echoBot, environment: { API_TOKEN: API, ...environment } }));

const ask = (headers: Record<string, string> = { authorization: `Bearer ${TOKEN}` }) =>
  fetch(`${stack?.service.url}/metrics`, { headers });

/** The samples, by name and labels as they stand there. */
async function samples(): Promise<Map<string, number>> {
  const lines = (await (await ask()).text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

test('what happens is counted: a message in, the answer out, and who is handed over, and nothing tells who it was', async () => {
  const { service, sandbox } = await start();
  const ana = personNumber(1);
  await deliver(() => service.url + service.webhookPath, textWebhook(ana, 'wamid.numbers', 'hola'));
  await eventually(() => registered(sandbox).get(ana)?.flat().length === 2);
  await eventually(
    async () =>
      (await samples()).get('optiatiende_deliveries_total{channel="main",state="read"}') === 1 ||
      (await samples()).get('optiatiende_deliveries_total{channel="main",state="delivered"}') === 1,
  );
  const handed = await fetch(`${service.url}/api/contacts/${ana}/handoff`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${API}` },
    body: JSON.stringify({ to: 'human' }),
  });
  expect(handed.status).toBe(200);

  const now = await samples();
  const once = [
    'optiatiende_messages_total{channel="main",author="customer"}',
    'optiatiende_sends_total{channel="main",outcome="sent",class="ok"}',
    'optiatiende_bot_requests_total{bot="faq",outcome="answered"}',
    'optiatiende_turn_seconds_count',
    'optiatiende_handoffs_total{channel="main",cause="api"}',
    'optiatiende_channel_state{channel="main",state="on"}',
    'optiatiende_store_writable',
  ];
  expect(Object.fromEntries(once.map((name) => [name, now.get(name)]))).toEqual(
    Object.fromEntries(once.map((name) => [name, 1])),
  );
  expect(now.get('optiatiende_job_tries_total{channel="main",kind="register",outcome="done"}')).toBeGreaterThanOrEqual(
    2,
  );
  expect(now.get('optiatiende_webhooks_total{source="whatsapp",outcome="kept"}')).toBeGreaterThanOrEqual(2);
  expect(now.get('optiatiende_webhook_last_timestamp_seconds{source="whatsapp"}')).toBeGreaterThan(1.7e9);
  for (const whom of ['chatwoot', 'whatsapp'])
    expect(now.get(`optiatiende_${whom}_requests_total{outcome="2xx"}`)).toBeGreaterThanOrEqual(1);
  expect([now.get('optiatiende_problems'), now.get('optiatiende_jobs{kind="turn"}')]).toEqual([0, 0]);
  expect(now.get('optiatiende_store_bytes')).toBeGreaterThan(10_000);

  const text = await (await ask()).text();
  for (const secret of ['hola', 'Persona 1', 'wamid', ana, ana.slice(-8), TOKEN]) expect(text).not.toContain(secret);
});

test('only who has METRICS_TOKEN as a bearer; without the setting there is nothing at the address', async () => {
  await start();
  for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: `Bearer ${API}` }] as Record<
    string,
    string
  >[])
    expect((await ask(headers)).status).toBe(401);
  const answer = await ask();
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^text\/plain/)]);
  await stack?.close();
  await start({});
  expect((await ask()).status).toBe(404);
});

test('every number that the dashboard and the alerts name is shown, with the labels that they name', async () => {
  await start();
  const text = await (await ask()).text();
  const shown = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => [name, type]));
  const all: Record<string, { labels: readonly string[] }> = { ...counters, ...durations, ...gauges };
  expect([...shown.keys()].sort()).toEqual(Object.keys(all).sort());
  const file = (name: string) => readFileSync(join(import.meta.dirname, '../../deploy', name), 'utf8');
  const { groups } = parse(file('alerts.yaml')) as { groups: { rules: { expr: string }[] }[] };
  const { panels } = JSON.parse(file('grafana.json')) as { panels: { targets: { expr: string }[] }[] };
  const alerts = groups.flatMap(({ rules }) => rules.map(({ expr }) => expr));
  const targets = panels.flatMap((panel) => panel.targets.map(({ expr }) => expr));
  expect([alerts.length, targets.length].every((count) => count >= 8)).toBe(true);
  for (const expr of [...alerts, ...targets]) {
    const names = [...expr.matchAll(/\boptiatiende_[a-z_]+/g)].map(([name]) => name);
    for (const name of names) {
      const base = name.replace(/_(bucket|count|sum)$/, '');
      expect(
        shown.get(name) ?? (shown.get(base) === 'histogram' ? 'histogram' : null),
        `${name} in ${expr}`,
      ).not.toBeNull();
    }
    for (const [, name = '', inside = ''] of expr.matchAll(/\b(optiatiende_[a-z_]+)\{([^}]*)\}/g))
      for (const [, label = ''] of inside.matchAll(/([a-z_]+)(?:=~|!=|=)/g))
        expect(all[name]?.labels, expr).toContain(label);
  }
});
