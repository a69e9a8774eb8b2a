import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { deskAct } from '../../src/sandbox/desk.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { eventually } from '../stack.ts';
import { deliver, personNumber, textWebhook } from '../traffic.ts';

const PEOPLE = 40;
/** How long nobody hears what agents write. */
const AWAY_MS = 1_500;

let child: ChildProcess | null = null;

async function start(environment: NodeJS.ProcessEnv): Promise<string> {
  const started = fork(join(import.meta.dirname, 'service-child.ts'), { env: environment });
  child = started;
  return await new Promise<string>((resolve, reject) => {
    started.once('message', (message) => resolve(message as string));
    started.once('exit', (code, signal) => reject(new Error(`the service ended while starting: ${code ?? signal}`)));
  });
}

/** A sandbox, and the environment of a service on a ledger of its own that no sweep helps. */
async function surroundings() {
  const folder = mkdtempSync(join(tmpdir(), 'optiatiende-agents-'));
  const sandbox = await startSandbox();
  onTestFinished(async () => {
    child?.kill('SIGKILL');
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const environment = {
    ...process.env,
    ...sandbox.settings,
    DATABASE_URL: `sqlite:${join(folder, 'crash.db')}`,
    PORT: '0',
    CHATWOOT_TIMEOUT: '2',
    SWEEP_REQUESTS_PER_MINUTE: '0',
    LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
  };
  return { sandbox, environment };
}

async function kill(): Promise<void> {
  const dying = child;
  const gone = new Promise((resolve) => dying?.once('exit', resolve));
  dying?.kill('SIGKILL');
  await gone;
}

test(
  'killed while agents write: with the cable alone all of it goes out soon after the start, once and in order',
  { timeout: 240_000 },
  async () => {
    const { sandbox, environment: common } = await surroundings();
    const environment = { ...common, BOT_WAIT: '0' };
    const people = Array.from({ length: PEOPLE }, (_, n) => personNumber(n));
    const phone = (person: string) =>
      sandbox.whatsapp.sent
        .filter(({ to }) => to === person)
        .map(({ send }) => send.text?.body)
        .filter((text) => !text?.startsWith('re:'));
    const conversationOf = (person: string) =>
      [...sandbox.chatwoot.state.conversations.values()].find((it) => it.source.sourceId === person);
    const answer = async (text: string) => {
      for (const person of people) {
        const conversation = conversationOf(person)?.id ?? 0;
        const { status } = await deskAct(sandbox.chatwoot, { conversation, action: 'answer', text });
        expect(status).toBeLessThan(300);
      }
    };

    let url = await start(environment);
    sandbox.setWebhook(url);
    for (const [n, person] of people.entries())
      await deliver(() => url, textWebhook(person, `wamid.${n}`, 'quiero hablar con alguien'));
    await eventually(() => people.every((person) => (conversationOf(person)?.messages.length ?? 0) >= 2));
    await answer('ya te atiendo');
    await eventually(() => people.every((person) => phone(person).length === 1));

    await kill();
    await Promise.all([answer('uno'), new Promise((resolve) => setTimeout(resolve, AWAY_MS))]);
    await answer('dos');
    url = await start(environment);
    sandbox.setWebhook(url);
    const startedAt = Date.now();
    await eventually(() => people.every((person) => phone(person).includes('dos')));
    // The slow sweep alone would take most of a minute and more.
    expect(Date.now() - startedAt).toBeLessThan(30_000);
    for (const person of people) expect(phone(person)).toEqual(['ya te atiendo', 'uno', 'dos']);
  },
);

test(
  'killed, and an agent begins conversations with people we do not know: the account’s list tells them, once and in order',
  { timeout: 240_000 },
  async () => {
    const { sandbox, environment: common } = await surroundings();
    const environment = { ...common, CHATWOOT_ACCOUNT_ID: '1', CHATWOOT_USER_TOKEN: sandbox.chatwoot.adminToken };
    const { state, url } = sandbox.chatwoot;
    const post = async (path: string, body: object): Promise<Record<string, unknown>> => {
      const headers = { 'content-type': 'application/json', api_access_token: sandbox.chatwoot.adminToken };
      const answer = await fetch(`${url}/api/v1/accounts/1${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      expect(answer.status).toBeLessThan(300);
      return (await answer.json()) as Record<string, unknown>;
    };
    const inbox_id = [...state.inboxes.values()][0]?.id;
    const begins = async (person: string): Promise<void> => {
      const made = await post('/contacts', { name: 'Nueva', phone_number: `+${person}`, inbox_id });
      const { contact } = made['payload'] as { contact: { id: number } };
      const { id } = await post('/conversations', { inbox_id, contact_id: contact.id, message: { content: 'uno' } });
      await post(`/conversations/${Number(id)}/messages`, { content: 'dos' });
    };
    const phone = (person: string) =>
      sandbox.whatsapp.sent.filter(({ to }) => to === person).map(({ send }) => send.text?.body);
    await start(environment);
    const people = Array.from({ length: 6 }, (_, n) => personNumber(500 + n));
    await eventually(() => sandbox.chatwoot.cable.subscriptions === 1);
    await kill();
    for (const person of people) await begins(person);
    await start(environment);
    await eventually(() => people.every((person) => phone(person).includes('dos')));
    for (const person of people) expect(phone(person)).toEqual(['uno', 'dos']);
  },
);
