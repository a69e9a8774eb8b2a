import { afterEach, beforeEach } from 'vitest';
import { addPart } from '../../src/deliver/add-part.ts';
import { addOutgoing } from '../../src/deliver/add-outgoing.ts';
import { fileGate } from '../../src/deliver/files/file-gate.ts';
import { sendHandler, type SendOptions } from '../../src/deliver/send.ts';
import { applyStatus } from '../../src/intake/apply-status.ts';
import { silentLog } from '../../src/observe/log.ts';
import { askWhatsApp } from '../../src/targets/whatsapp.ts';
import { openPace, whatsAppPace } from '../../src/targets/pace.ts';
import { startSandboxWhatsApp, type SandboxWhatsApp } from '../../src/sandbox/whatsapp/server.ts';
import type { Fault } from '../../src/sandbox/types.ts';
import { open360 } from '../providers/open.ts';
import type { Store } from '../../src/store/open.ts';
import { readWebhook } from '../../src/whatsapp/read/webhook.ts';
import { effects } from '../effects.ts';
import { contact, message } from '../store/rows.ts';
import { openRig, type Rig } from './rig.ts';

/** Long enough for a busy machine; the tests that need a call to hang wait for it in real time. */
export const TIMEOUT = 1_000;
export const WAIT = 30_000;
export let whatsapp: SandboxWhatsApp;
export let rig: Rig;
let away = 0;
/** So long no status could reach us. Milliseconds. */
export const awayFor = (ms: number): void => void (away = ms);
export let ids: number;
// The sandbox has no webhook address here: what WhatsApp tells of a send, `tell` brings.
/** Before each test of this file a WhatsApp and a worker for it, until its end. */
export function withSends(): void {
  beforeEach(async () => {
    ids = 0;
    away = 0;
    whatsapp = await startSandboxWhatsApp({ statusDelayMs: 0 });
    await open();
  });
  afterEach(async () => {
    await rig.close();
    await whatsapp.close();
  });
}

export async function open(
  between?: (store: Store) => Store,
  download: SendOptions['download'] = null,
  inbox: SendOptions['chatwoot'] = null,
): Promise<void> {
  const provider = open360(whatsapp, TIMEOUT);
  const handler: Parameters<typeof openRig>[1] = ({ store, clock }) =>
    sendHandler({
      store,
      clock,
      log: silentLog(),
      provider,
      pace: openPace(clock, whatsAppPace),
      unclearWaitMs: WAIT,
      awaySince: () => away,
      download,
      gate: fileGate(),
      chatwoot: inbox,
      tell: told(),
      readWhenAnswered: false,
    });
  rig = await openRig('send', handler, { ask: askWhatsApp(provider), ...(between ? { between } : {}) });
}
export async function say(text: string, given: { notice?: boolean; waId?: string } = {}): Promise<void> {
  await rig.store.write(async (tx) => {
    const person = await contact(tx, { waId: given.waId ?? '5491155550123' });
    await addOutgoing(
      tx,
      person,
      { text },
      {
        author: 'bot',
        register: 'off',
        newId: () => `m${(ids += 1)}`,
        now: rig.clock.at,
        exchangeId: 'x',
        notice: given.notice ?? false,
      },
    );
  });
}
/** An agent's file that is still in Chatwoot. */
export async function agentSendsFile(waId: string): Promise<void> {
  await rig.store.write(async (tx) => {
    const { id: contactId } = await contact(tx, { waId });
    const row = message({ id: 'f', contact_id: contactId, author: 'agent', kind: 'media', whatsapp_state: 'queued' });
    await tx.insertInto('messages').values(row).execute();
    const source = '{"url":"https://chat.example.com/a.pdf"}';
    const file = { message_id: 'f', position: 0, state: 'wanted' as const, source, name: 'a.pdf' };
    const { id } = await tx.insertInto('files').values(file).returning('id').executeTakeFirstOrThrow();
    await addPart(tx, { contactId, messageId: 'f', part: 0, payload: { file: id } }, rig.clock.at);
  });
}
export const told = () => effects(() => `t${(ids += 1)}`, { register: 'off' });

/** A status of what arrived, as the webhook would bring it. */
export async function tell(state: string, which = 0, errors: object[] = []): Promise<void> {
  const sent = whatsapp.sent[which];
  if (!sent) throw new Error('nothing was sent');
  const statuses = [
    { id: sent.wamid, status: state, timestamp: '1790000000', biz_opaque_callback_data: sent.callbackId, errors },
  ];
  const content = readWebhook({ entry: [{ changes: [{ field: 'messages', value: { statuses } }] }] }, rig.clock.at);
  for (const status of content.statuses) await rig.store.write((tx) => applyStatus(tx, status, rig.clock.at, told()));
}
export const fault = (kind: Fault['kind'], times = 1, ms = 1_000) =>
  whatsapp.faults.set([{ kind, method: 'POST', path: '/messages$', times, ms }]);
export const failedOnce = () =>
  rig.windUntil(async () => (await rig.jobs())[0]?.last_error !== null && rig.worker.running === 0);
export const texts = () => whatsapp.sent.map(({ send }) => send.text?.body);
export const states = async () =>
  (await rig.store.db.selectFrom('sends').select('state').orderBy('id').execute()).map(({ state }) => state);
