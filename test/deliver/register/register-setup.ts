import { afterEach, beforeEach } from 'vitest';
import { openApplicationClient } from '../../../src/chatwoot/api/application.ts';
import { openChatwootClient } from '../../../src/chatwoot/api/client.ts';
import { addRegister } from '../../../src/deliver/add-said.ts';
import { registerHandler } from '../../../src/deliver/register.ts';
import { silentLog } from '../../../src/observe/log.ts';
import {
  startSandboxChatwoot,
  type SandboxChatwoot,
  type SandboxChatwootOptions,
} from '../../../src/sandbox/chatwoot/server.ts';
import { askChatwoot } from '../../../src/targets/chatwoot.ts';
import type { FindTemplate } from '../../../src/providers/template-list.ts';
import type { Store } from '../../../src/store/open.ts';
import type { PlaceChange } from '../../../src/store/people/places.ts';
import type { Author } from '../../../src/store/tables.ts';
import { effects } from '../../effects.ts';
import { contact, message } from '../../store/rows.ts';
import { openRig, type Rig } from '../rig.ts';

/** Long enough for a busy machine. */
const PATIENT = 10_000;
/** For the tests that need a call to hang: they wait for it in real time. */
export const TIMEOUT = 300;
export let chatwoot: SandboxChatwoot;
export let rig: Rig;
export let ids: number;

interface Given {
  inboxId?: string;
  hmacToken?: string;
  dryRun?: boolean;
  tokens?: boolean;
  between?: (store: Store) => Store;
  onBack?: (contactId: number) => void;
  timeoutMs?: number;
  findTemplate?: FindTemplate;
}

export async function open(sandbox: SandboxChatwootOptions = {}, given: Given = {}): Promise<void> {
  chatwoot = await startSandboxChatwoot(sandbox);
  await openLedger(given);
}

/** A new ledger, and a worker on it, for the Chatwoot that is there. */
export async function openLedger(given: Given = {}): Promise<void> {
  const { timeoutMs = PATIENT } = given;
  const server = { url: chatwoot.url, inboxId: given.inboxId ?? chatwoot.inboxes[0] ?? '' };
  const byToken = (kind: 'bot' | 'user', token: string) =>
    given.tokens ? openApplicationClient({ url: chatwoot.url, accountId: 1, token, kind, timeoutMs }) : null;
  const ask = askChatwoot(openChatwootClient({ ...server, timeoutMs, hmacToken: null }));
  const handler: Parameters<typeof openRig>[1] = ({ store, clock }) =>
    registerHandler({
      store,
      clock,
      log: silentLog(),
      client: openChatwootClient({
        ...server,
        timeoutMs,
        hmacToken: given.hmacToken ?? null,
      }),
      botPrefix: '🤖 ',
      language: 'es',
      timeZone: 'UTC',
      tell: effects(() => `t${(ids += 1)}`),
      timeoutMs,
      hmacToken: given.hmacToken !== undefined,
      dryRun: given.dryRun ?? false,
      botClient: byToken('bot', 'bot-token'),
      userClient: byToken('user', chatwoot.adminToken),
      findTemplate: given.findTemplate ?? (() => Promise.resolve(null)),
      onPosted: () => undefined,
      onPerson: () => undefined,
      onBack: given.onBack ?? (() => undefined),
    });
  rig = await openRig('register', handler, { ask, ...(given.between ? { between: given.between } : {}) });
}
export async function startAgain(port: number): Promise<void> {
  chatwoot = await startSandboxChatwoot({ port });
}
/** Closes what each test of this file opened. */
export function withRegister(): void {
  beforeEach(() => {
    ids = 0;
  });
  afterEach(async () => {
    await rig.close();
    await chatwoot.close();
  });
}

/** Says it and leaves its job. */
export async function say(
  text: string,
  author: Author = 'customer',
  person = { waId: '5491155550123' },
): Promise<void> {
  const id = `m${String((ids += 1)).padStart(3, '0')}`;
  const at = rig.clock.at;
  await rig.store.write(async (tx) => {
    const { id: contactId } = await contact(tx, person);
    const row = message({
      id,
      contact_id: contactId,
      author,
      text,
      said_at: at,
      created_at: at,
      chatwoot_state: 'queued',
    });
    await tx.insertInto('messages').values(row).execute();
    await addRegister(tx, contactId, id, at);
  });
}
export const set = (values: PlaceChange) => rig.store.write((tx) => tx.updateTable('places').set(values).execute());
export const row = () => rig.store.db.selectFrom('places').selectAll().executeTakeFirstOrThrow();
export const conversations = () => [...chatwoot.state.conversations.values()];
export const incoming = (of = conversations().at(-1)) =>
  (of?.messages ?? []).filter(({ type }) => type === 0).map(({ content }) => content);
export const posts = () => chatwoot.requests.log.filter(({ method }) => method === 'POST').length;
export const api = async (method: string, path: string, body: object = {}): Promise<Record<string, unknown>> => {
  const answer = await fetch(`${chatwoot.url}/public/api/v1/inboxes/${chatwoot.inboxes[0]}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as Record<string, unknown>;
};
export const MESSAGES = '/messages$';
export const CONVERSATIONS = '/conversations$';
