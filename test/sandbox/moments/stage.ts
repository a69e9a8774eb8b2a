import {
  startSandboxChatwoot,
  type SandboxChatwoot,
  type SandboxChatwootOptions,
} from '../../../src/sandbox/chatwoot/server.ts';
import { signatureOf } from '../../../src/sandbox/chatwoot/signature.ts';
import { openCable, type CableClient } from '../cable-client.ts';
import { differences, type Ids } from '../compare.ts';
import { openDoor, type Door } from '../door.ts';
import { momentOf, unmeant } from './moment.ts';

/** Milliseconds a webhook's door has to answer. */
export const TIMEOUT_MS = 250;
const SECRETS = { '/inbox-hook': 'inbox-secret', '/account-hook': 'account-secret' } as const;

/** A Chatwoot with both webhook doors and a cable, on which moments are played and compared with the recorded ones. */
export interface Stage {
  chatwoot: SandboxChatwoot;
  cable: CableClient;
  doors: Record<keyof typeof SECRETS, Door>;
  /** Recorded number → number here. */
  ids: Ids;
  /** Moves the clock. */
  pass: (ms: number) => void;
  call: (method: string, path: string, body?: unknown, token?: string) => Promise<unknown>;
  /** Waits until everything has been told, and forgets what doors and cable heard so far. */
  forget: () => Promise<void>;
  /** Listens as a contact from now on. */
  listen: (pubsubToken: string) => Promise<void>;
  /** Plays one moment: what differs from the recorded one and is not meant to, at the answer, the doors and the cable. */
  play: (name: string, act: () => Promise<unknown>) => Promise<string[]>;
  close: () => Promise<void>;
}

/** `inboxes` is asked once the inbox's door has an address. */
export async function openStage(
  from: string,
  inboxes: (hook: { webhookUrl: string; secret: string }) => SandboxChatwootOptions['inboxes'],
  options: SandboxChatwootOptions = {},
): Promise<Stage> {
  let now = Date.parse(from);
  const doors = { '/inbox-hook': await openDoor(), '/account-hook': await openDoor() };
  const wanted = inboxes({ webhookUrl: doors['/inbox-hook'].url, secret: SECRETS['/inbox-hook'] });
  const chatwoot = await startSandboxChatwoot({
    clock: { now: () => now },
    eventDelayMs: 1,
    backgroundMs: 1,
    webhookTimeoutMs: TIMEOUT_MS,
    ...(wanted ? { inboxes: wanted } : {}),
    webhooks: [{ url: doors['/account-hook'].url, secret: SECRETS['/account-hook'] }],
    ...options,
  });
  const cable = await openCable(chatwoot.url);
  const ids: Ids = new Map();

  async function call(method: string, path: string, body?: unknown, token?: string): Promise<unknown> {
    const form = body instanceof FormData;
    const response = await fetch(chatwoot.url + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { api_access_token: token }),
        ...(form || body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return text === '' ? '' : (JSON.parse(text) as unknown);
  }

  async function forget(): Promise<void> {
    await chatwoot.settled();
    for (const door of Object.values(doors)) {
      door.got.length = 0;
      door.answer = () => ({ status: 200, afterMs: 0 });
    }
    cable.frames.length = 0;
  }

  async function play(name: string, act: () => Promise<unknown>): Promise<string[]> {
    const moment = momentOf(name);
    now += 2_500;
    await forget();
    const answer = await act();
    await chatwoot.settled();
    await cable.until(() => cable.events().length >= moment.cable.length);

    // An empty body was recorded as null.
    const empty = moment.answer === null && answer === '';
    const found = (empty ? [] : differences(moment.answer, answer, ids)).map((line) => `answer ${line}`);
    for (const [path, door] of Object.entries(doors)) {
      const recorded = moment.webhooks.filter((one) => one.door === path);
      found.push(
        ...comparedInOrder(
          recorded.map(({ body }) => body),
          door.got.map(({ body }) => body),
          path,
          ids,
        ),
        ...headerFaults(path as keyof typeof SECRETS, door, recorded[0]?.headers),
      );
    }
    const recorded = moment.cable.map(({ message }) => ({ event: message.event, ...message.data }));
    const got = cable.events().map(({ event, data }) => ({ event, ...data }));
    found.push(...comparedInOrder(recorded, got, 'cable', ids));
    return unmeant(name.slice(0, 2), found);
  }

  return {
    chatwoot,
    cable,
    doors,
    ids,
    pass: (ms) => void (now += ms),
    call,
    forget,
    async listen(token) {
      const confirms = () => cable.frames.filter(({ type }) => type === 'confirm_subscription').length;
      const before = confirms();
      cable.subscribe(token);
      await cable.until(() => confirms() > before);
    },
    play,
    async close() {
      cable.close();
      await chatwoot.close();
      for (const door of Object.values(doors)) await door.close();
    },
  };
}

/**
 * Events of one name in their order, those of messages in the order of the messages; messages first, so that their numbers are known
 * from where they are sure.
 */
function comparedInOrder(
  recorded: Record<string, unknown>[],
  got: Record<string, unknown>[],
  where: string,
  ids: Ids,
): string[] {
  const names = (list: Record<string, unknown>[]) =>
    list
      .map(({ event }) => String(event))
      .sort()
      .reverse();
  const [there, here] = [names(recorded), names(got)];
  if (there.join() !== here.join()) return [`${where}: recorded ${there.join()}, here ${here.join()}`];
  return [...new Set(there)].flatMap((event) => {
    const named = (list: Record<string, unknown>[]) => {
      const those = list.filter((one) => one['event'] === event);
      return event.startsWith('message') ? those.sort((a, b) => Number(a['id']) - Number(b['id'])) : those;
    };
    const ours = named(got);
    // Their own numbers first: a body that was written late shows a later message inside.
    const own = (one: Record<string, unknown> | undefined) => ({ id: one?.['id'], message_type: 0 });
    if (event === 'message_created') named(recorded).forEach((one, i) => differences(own(one), own(ours[i]), ids));
    return named(recorded).flatMap((one, i) =>
      differences(one, ours[i], ids).map((line) => `${where} ${event} ${i} ${line}`),
    );
  });
}

/** What is wrong with the headers of webhooks: another set of names, another browser's name, a signature that does not fit. */
function headerFaults(path: keyof typeof SECRETS, door: Door, recorded: Record<string, string> | undefined): string[] {
  return door.got.flatMap(({ headers, raw }) => {
    const timestamp = String(headers['x-chatwoot-timestamp']);
    const missing = Object.keys(recorded ?? {}).filter((name) => !(name in headers));
    const right =
      headers['x-chatwoot-signature'] === signatureOf(SECRETS[path], timestamp, raw) &&
      /^[0-9a-f-]{36}$/.test(String(headers['x-chatwoot-delivery'])) &&
      headers['user-agent'] === 'Ruby';
    return [...missing.map((name) => `${path} header ${name}: missing`), ...(right ? [] : [`${path} headers: wrong`])];
  });
}
