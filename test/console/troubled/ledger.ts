import { fixes } from '../../../src/chatwoot/failures/fixes.ts';
import { providerWords } from '../../../src/providers/known.ts';
import { whyStray } from '../../../src/store/strays.ts';
import type { JobKind, NewMessage, Tx } from '../../../src/store/tables.ts';
import { adviceFor } from '../../../src/whatsapp/failures/failure.ts';
import { contact, message } from '../../store/rows.ts';

const stt = 'the speech server does not take the key (STT_API_KEY)';
const late = {
  reason: 'WhatsApp refused it, code 131026: Message undeliverable',
  fix: adviceFor(131026, providerWords('360dialog')).fix,
};
const failed: [JobKind, object, string, string][] = [
  [
    'register',
    { message: 'm-given-up' },
    'Chatwoot, POST /contacts: answered 422: Phone number should be in e164 format',
    fixes.phone,
  ],
  [
    'register',
    { resolve: 'm-asked' },
    'Chatwoot, POST /toggle_status: answered 404, there is no such record',
    fixes.gone,
  ],
  [
    'register',
    { arrange: 'm-asked' },
    'a bot token may not do this: a user token is needed',
    'Check the tokens with `optiatiende check`.',
  ],
  ['send', { send: 'm-refused' }, late.reason, late.fix],
  [
    'turn',
    { contact: 1 },
    'the bot took longer than 20 s (BOT_TIMEOUT)',
    'See the log, then `optiatiende problems retry`.',
  ],
  ['look', { contact: 1 }, 'Chatwoot, GET /messages: no answer in time', fixes.timeout],
  [
    'tick',
    { message: 'm-refused' },
    'unexpected: x is not a function',
    'Check CHATWOOT_USER_TOKEN and CHATWOOT_ACCOUNT_ID with `optiatiende check`.',
  ],
  [
    'fetch',
    { message: 'm-file' },
    'the file is damaged: it is not the one its checksum was made of',
    'Ask the person to send the file again.',
  ],
  ['hear', { message: 'm-voice' }, stt, 'Report it with the log lines of this message.'],
];

/** Work of every kind that was given up, messages in every state, a turn with all that a bot tells, a question, a hand-over that waits. */
export async function fill(tx: Tx, now: number): Promise<void> {
  const at = now - 600_000;
  await contact(tx, { waId: '5491155550101', name: 'Ana Ríos', now: at });
  await contact(tx, { waId: '5491155550102', name: 'Bruno Paz', now: at });
  const waits = {
    answered_by: 'human' as const,
    answered_reason: 'bot_failed',
    answered_since: at,
    answered_remind_at: now,
  };
  await tx.updateTable('contacts').set({ active_at: at, last_inbound_at: at }).execute();
  await tx.updateTable('contacts').set(waits).where('id', '=', 2).execute();
  const said = (given: Partial<NewMessage> & { id: string }) =>
    message({ contact_id: 1, said_at: at, created_at: at, exchange_id: 'e-1', ...given });
  await tx
    .insertInto('messages')
    .values([
      said({ id: 'm-asked', text: '¿A qué hora abren?', answered_at: at, answer: 'bot', chatwoot_state: 'registered' }),
      said({
        id: 'm-given-up',
        text: '¿Hacen envíos?',
        answered_at: at,
        answer: 'handed_off',
        chatwoot_state: 'problem',
        error: 'Chatwoot, POST /contacts: answered 422: Phone number should be in e164 format',
      }),
      said({ id: 'm-file', text: '[foto]', chatwoot_state: 'queued' }),
      said({ id: 'm-voice', text: '[audio]', answered_at: at, answer: 'muted' }),
      said({
        id: 'm-refused',
        author: 'bot',
        text: 'Abrimos a las 9.',
        whatsapp_state: 'failed',
        chatwoot_state: 'registered',
        error: '131026: Message undeliverable',
      }),
      said({
        id: 'm-away',
        author: 'agent',
        text: 'Ya te contesto.',
        whatsapp_state: 'queued',
        chatwoot_state: 'queued',
      }),
      said({
        id: 'm-gone',
        author: 'bot',
        text: 'Un momento.',
        whatsapp_state: 'discarded',
        error: 'deleted in Chatwoot',
      }),
    ])
    .execute();
  const send = (id: string, state: 'failed' | 'queued' | 'discarded', error: string | null, code: number | null) => ({
    ...{ id, message_id: id, part: 0, payload: '{}', wamid: null, state, error, error_code: code },
  });
  await tx
    .insertInto('sends')
    .values([
      send('m-refused', 'failed', 'Message undeliverable', 131026),
      send('m-away', 'queued', null, null),
      send('m-gone', 'discarded', 'deleted in Chatwoot', null),
    ])
    .execute();
  await tx
    .insertInto('files')
    .values({
      message_id: 'm-file',
      position: 0,
      state: 'failed',
      mime: 'image/png',
      size: 0,
      source: '{}',
      error: 'the file is larger than 16 MB',
    } as never)
    .execute();
  const job = (kind: JobKind, payload: object, key: string) => ({
    ...{
      kind,
      channel_id: 'main',
      contact_id: 1,
      lane: `${kind}:1`,
      key,
      payload: JSON.stringify(payload),
      due_at: 0,
      created_at: at,
    },
  });
  const problems = failed.map(([kind, payload, last_error, fix], n) => ({
    ...{
      ...job(kind, payload, kind === 'send' ? 'send:m-refused' : `${kind}:${n}`),
      state: 'problem' as const,
      last_error,
      fix,
    },
  }));
  const stray = {
    ...job('digest', { number: '7' }, 'digest:7'),
    channel_id: '',
    contact_id: 0,
    state: 'problem' as const,
  };
  const { reason, fix } = whyStray('100000000001003');
  const behind = {
    ...job('register', { message: 'm-away' }, 'register:m-away'),
    state: 'ready' as const,
    attempts: 3,
    last_error: 'Chatwoot, POST /messages: no answer in time',
  };
  await tx
    .insertInto('jobs')
    .values([...problems, { ...stray, last_error: reason, fix }])
    .execute();
  await tx.insertInto('jobs').values(behind).execute();
  const turn = {
    id: 't-1',
    channel_id: 'main',
    contact_id: 1,
    messages: '["m-asked"]',
    words: '',
    tries: 2,
    begun_at: at,
  };
  await tx
    .insertInto('turns')
    .values({ ...turn, bot: 'llm', outcome: 'handed_off', ended_at: at + 900 })
    .execute();
  const told = JSON.stringify({ sources: [{ source: 'precios.md', head: 'Envíos' }], gate: ['price', 'link'] });
  const step = { turn_id: 't-1', bot: 'llm', saved_at: at + 800 };
  await tx
    .insertInto('turn_steps')
    .values([
      { ...step, step: 0, answer: '{}', usage: '{"input":20,"output":5}' },
      { ...step, step: 1, answer: told, usage: null },
    ])
    .execute();
  const asked = { channel_id: 'main', contact_id: 1, state: 'open' as const, asked_at: at };
  await tx
    .insertInto('questions')
    .values({ ...asked, words: '¿Tienen wifi?' })
    .execute();
  await tx
    .insertInto('handoffs')
    .values({ channel_id: 'main', contact_id: 2, cause: 'bot_failed', began_at: at })
    .execute();
}
