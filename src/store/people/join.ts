import { moveLane } from '../lanes.ts';
import { joinBotStates } from '../bot-states.ts';
import { lockContacts } from '../lock.ts';
import { moveQuestions } from '../questions.ts';
import { moveHandoffs } from '../reports/handoffs.ts';
import { moveTurns } from '../turns.ts';
import { currentPlace } from './places.ts';
import type { Contact, PersonWork, Tx } from '../tables.ts';

type Rule<C extends keyof Contact> = (kept: Contact, other: Contact) => Contact[C];

/** Who is in a person's hands under either name stays there. */
const handsOf = (kept: Contact, other: Contact): Contact =>
  kept.answered_by === 'bot' && other.answered_by === 'human' ? other : kept;

const lastWish = (kept: Contact, other: Contact): Contact =>
  (other.marketing_at ?? 0) > (kept.marketing_at ?? 0) ? other : kept;

/** What becomes of each column when two contacts turn out to be one person: a column without a rule does not compile. */
export const joinRules: { readonly [C in keyof Contact]: Rule<C> } = {
  id: (kept) => kept.id,
  channel_id: (kept) => kept.channel_id,
  wa_id: (kept, other) => kept.wa_id ?? other.wa_id,
  bsuid: (kept, other) => kept.bsuid ?? other.bsuid,
  name: (kept, other) => kept.name ?? other.name,
  phone: (kept, other) => kept.phone ?? other.phone,
  answered_by: (kept, other) => handsOf(kept, other).answered_by,
  answered_since: (kept, other) => handsOf(kept, other).answered_since,
  answered_reason: (kept, other) => handsOf(kept, other).answered_reason,
  answered_until: (kept, other) => handsOf(kept, other).answered_until,
  answered_remind_at: (kept, other) => handsOf(kept, other).answered_remind_at,
  answered_give_back_at: (kept, other) => handsOf(kept, other).answered_give_back_at,
  answered_reminded: (kept, other) => handsOf(kept, other).answered_reminded,
  last_inbound_at: (kept, other) => latest(kept.last_inbound_at, other.last_inbound_at),
  active_at: (kept, other) => Math.max(kept.active_at, other.active_at),
  marketing: (kept, other) => lastWish(kept, other).marketing,
  marketing_at: (kept, other) => lastWish(kept, other).marketing_at,
  created_at: (kept, other) => Math.min(kept.created_at, other.created_at),
  // Nobody is found by a name of somebody forgotten, so that neither is one.
  forgotten_at: (kept) => kept.forgotten_at,
};

const latest = (one: number | null, other: number | null): number | null =>
  one === null ? other : other === null ? one : Math.max(one, other);

/**
 * What is left of the other. What they are called is not theirs any more: who is to be forgotten is looked for by it. Nor does anybody wait
 * for a person under that name: the lists of who does would show them twice.
 */
const NOBODY = {
  wa_id: null,
  bsuid: null,
  name: null,
  phone: null,
  answered_by: 'bot',
  answered_since: null,
  answered_reason: null,
  answered_until: null,
  answered_remind_at: null,
  answered_give_back_at: null,
  answered_reminded: 0,
} as const satisfies Partial<Contact>;

/** Each kind of work of the one goes on as the other's. */
const LANES: Record<PersonWork, true> = {
  turn: true,
  send: true,
  register: true,
  look: true,
  tick: true,
  fetch: true,
  hear: true,
};

/**
 * `other` was known by number alone, `kept` by business-scoped id: the same person. Everything of `other` moves over.
 * Where `other` has a business-scoped id of its own it is somebody else whose number was given away: only the number moves.
 */
export async function join(tx: Tx, keptId: Contact['id'], otherId: Contact['id']): Promise<void> {
  await lockContacts(tx, [keptId, otherId]);
  const kept = await tx.selectFrom('contacts').selectAll().where('id', '=', keptId).executeTakeFirstOrThrow();
  const other = await tx.selectFrom('contacts').selectAll().where('id', '=', otherId).executeTakeFirstOrThrow();
  if (other.bsuid && other.bsuid !== kept.bsuid) {
    await tx.updateTable('contacts').set({ wa_id: null }).where('id', '=', otherId).execute();
    return;
  }
  const rules = Object.entries(joinRules).filter(([column]) => column !== 'id');
  const joined = Object.fromEntries(rules.map(([column, rule]) => [column, rule(kept, other)])) as Partial<Contact>;
  await tx.updateTable('identifiers').set({ contact_id: keptId }).where('contact_id', '=', otherId).execute();
  await joinPlaces(tx, keptId, otherId);
  await tx.updateTable('messages').set({ contact_id: keptId }).where('contact_id', '=', otherId).execute();
  await moveTurns(tx, otherId, keptId);
  await moveQuestions(tx, otherId, keptId);
  await moveHandoffs(tx, otherId, keptId);
  await joinBotStates(tx, keptId, otherId);
  for (const kind of Object.keys(LANES) as PersonWork[]) await moveLane(tx, kind, otherId, keptId);
  await tx.updateTable('contacts').set(NOBODY).where('id', '=', otherId).execute();
  await tx.updateTable('contacts').set(joined).where('id', '=', keptId).execute();
}

/** All places of both stay, whole; what is said from now on goes to one of them. */
async function joinPlaces(tx: Tx, keptId: Contact['id'], otherId: Contact['id']): Promise<void> {
  const ours = await currentPlace(tx, keptId);
  const theirs = await currentPlace(tx, otherId);
  // Of messages that name none it is the first place of their person: which one that is must be said before the two lists become one.
  for (const contactId of [keptId, otherId]) await nameFirstPlace(tx, contactId);
  // A conversation the number already has is the older one, and people work in it: it is kept.
  const left = theirs.conversation_id !== null || ours.source_id === null ? ours : theirs;
  await tx.updateTable('places').set({ current: 0 }).where('id', '=', left.id).execute();
  await tx.updateTable('places').set({ contact_id: keptId }).where('contact_id', '=', otherId).execute();
}

async function nameFirstPlace(tx: Tx, contactId: Contact['id']): Promise<void> {
  const first = await tx
    .selectFrom('places')
    .select((eb) => eb.fn.min('id').as('id'))
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  await tx
    .updateTable('messages')
    .set({ place_id: first?.id ?? null })
    .where('contact_id', '=', contactId)
    .where('place_id', 'is', null)
    .where('chatwoot_message_id', 'is not', null)
    .execute();
}
