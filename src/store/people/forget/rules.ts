import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Tables } from '../../tables.ts';

/** The column says nothing of who somebody was. */
export const KEEP = Symbol('keep');

/** What a column holds once its person is forgotten: the same, this value, or what is made of the one that was there. */
export type Rule<V> = typeof KEEP | V | ((value: NonNullable<V>) => V);

/** `delete`: the rows go; null: the table has nothing of any person. A table or column that is not named here does not compile. */
type Rules = {
  readonly [T in keyof Tables]:
    null | 'delete' | { readonly [C in keyof Selectable<Tables[T]>]: Rule<Selectable<Tables[T]>[C]> };
};

/** Begins what stands in place of an id of WhatsApp's. */
const GONE = 'gone:';

/**
 * What stays of an id of WhatsApp's, so that a webhook that comes once more is known for a copy. The id itself holds the person's number;
 * of its digest nobody finds it again: it holds a random number of WhatsApp's besides, of 64 bits and more, which nobody can go through. For
 * the same reason no salt is needed, which would have to lie in the same database.
 */
export const goneWamid = (wamid: string): string =>
  wamid.startsWith(GONE) ? wamid : GONE + createHash('sha256').update(`forgotten ${wamid}`).digest('base64url');

/** A caller's own key may hold anything; the same request is still known by it. */
export const goneKey = goneWamid;

export const isGone = (text: string | null): boolean => text?.startsWith(GONE) ?? false;

/** What becomes of everything that the ledger knows of a person. What is counted stays: who said how much when, and what became of it. */
export const RULES: Rules = {
  contacts: {
    ...{ id: KEEP, channel_id: KEEP, created_at: KEEP, forgotten_at: KEEP },
    ...{
      wa_id: null,
      bsuid: null,
      name: null,
      phone: null,
      last_inbound_at: null,
      active_at: 0,
      marketing: null,
      marketing_at: null,
    },
    ...{ answered_by: 'bot', answered_since: null, answered_reason: null, answered_until: null },
    ...{ answered_remind_at: null, answered_give_back_at: null, answered_reminded: 0 },
  },
  places: 'delete',
  identifiers: 'delete',
  events: {
    ...{ id: KEEP, channel_id: KEEP, source: KEEP, received_at: KEEP, parts_read: KEEP },
    ...{ raw: '', parts_failed: null },
    // What could not be read will not be read any more.
    outcome: (outcome) => (outcome === 'read' || outcome === 'other number' ? outcome : 'forgotten'),
  },
  messages: {
    ...{ id: KEEP, contact_id: KEEP, channel_id: KEEP, author: KEEP, kind: KEEP, said_at: KEEP, created_at: KEEP },
    // By Chatwoot's number of it a message that is read there once more is known.
    ...{ exchange_id: KEEP, reply_to: KEEP, answered_at: KEEP, answer: KEEP, chatwoot_message_id: KEEP, ticked: KEEP },
    ...{ text: '', payload: '{}', place_id: null, error: null },
    wamid: goneWamid,
    whatsapp_state: (state) => (state === 'queued' ? 'discarded' : state),
    chatwoot_state: (state) => (state === 'queued' || state === 'problem' ? 'off' : state),
  },
  sends: {
    ...{ id: KEEP, channel_id: KEEP, message_id: KEEP, part: KEEP, error_code: KEEP },
    ...{ payload: '{}', error: null },
    ...{ sent_at: KEEP, delivered_at: KEEP, read_at: KEEP },
    wamid: goneWamid,
    state: (state) => (state === 'queued' || state === 'sending' ? 'discarded' : state),
  },
  jobs: {
    ...{
      id: KEEP,
      channel_id: KEEP,
      kind: KEEP,
      lane: KEEP,
      contact_id: KEEP,
      key: KEEP,
      due_at: KEEP,
      attempts: KEEP,
    },
    ...{ lease_until: KEEP, lease_token: KEEP, claims: KEEP, effect: KEEP, due_set_at: KEEP, failing_since: KEEP },
    ...{ created_at: KEEP, finished_at: KEEP },
    ...{ payload: '{}', last_error: null, fix: null },
    state: () => 'done',
  },
  files: {
    ...{
      id: KEEP,
      channel_id: KEEP,
      message_id: KEEP,
      position: KEEP,
      mime: KEEP,
      size: KEEP,
      state: KEEP,
      leaving: KEEP,
    },
    ...{ source: '{}', name: null, media_id: null, error: null, kept: 0 },
  },
  pieces: 'delete',
  idempotency: {
    ...{ id: KEEP, channel_id: KEEP, answer: KEEP, created_at: KEEP },
    key: goneKey,
    // Of short texts and numbers, all that there are could be gone through.
    body_hash: '',
  },
  turns: {
    ...{ id: KEEP, channel_id: KEEP, contact_id: KEEP, messages: KEEP, tries: KEEP, bot: KEEP, outcome: KEEP },
    ...{ begun_at: KEEP, ended_at: KEEP },
    ...{ words: '', actions: null },
  },
  turn_steps: {
    ...{ turn_id: KEEP, bot: KEEP, step: KEEP, usage: KEEP, saved_at: KEEP },
    answer: 'null',
  },
  tool_calls: {
    ...{ turn_id: KEEP, bot: KEEP, step: KEEP, position: KEEP, name: KEEP, begun_at: KEEP, ended_at: KEEP },
    // A key is made of the arguments, which may be a number.
    ...{ arguments: '{}', result: 'null', key: '' },
  },
  bot_states: 'delete',
  questions: 'delete',
  // Who waited how long, for the reports: nothing of theirs is in it.
  handoffs: {
    ...{ id: KEEP, channel_id: KEEP, contact_id: KEEP, cause: KEEP, began_at: KEEP },
    ...{ answered_at: KEEP, ended_at: KEEP, ended_by: KEEP },
  },
  report_slices: null,
  file_versions: null,
  conditions: null,
  console_users: null,
  console_sessions: null,
  console_acts: {
    ...{ id: KEEP, at: KEEP, name: KEEP, role: KEEP, act: KEEP, about: KEEP, outcome: KEEP, ended_at: KEEP },
    detail: null,
  },
  meta: null,
  runs: null,
  duties: null,
  commits: null,
};
