import { withoutLateNote } from '../../chatwoot/late.ts';
import { postableContent } from '../../chatwoot/api/postable.ts';
import type { EventMessage } from '../../chatwoot/events/event.ts';
import { pause } from '../../clock.ts';
import { isReadable } from '../../deliver/register/conversation.ts';
import { postingOf, type PostingOptions } from '../../deliver/register/post.ts';
import type { Mark, Stretch } from '../../store/audit/messages.ts';
import { knownThere, registeredOf, type Registered } from '../../store/audit/registered.ts';
import { jobsByKey } from '../../store/audit/work.ts';
import { hasOpenJob } from '../../store/jobs.ts';
import { isForgotten } from '../../store/people/contacts.ts';
import { placesOf } from '../../store/people/places.ts';
import type { Contact, Db, Message } from '../../store/tables.ts';
import type { Days } from '../days.ts';
import type { Gap } from '../gap.ts';
import type { Calls } from './calls.ts';
import { compare, type Compared } from './compare.ts';
import { readBackPlace, type There } from './read-back-place.ts';

export interface PersonOptions extends PostingOptions {
  db: Db;
  calls: Calls;
  stretch: Stretch;
  days: Days;
  now: number;
  graceMs: number;
  /** Whether agents' words go to the customer here. */
  hears: boolean;
  /** Whether the list of a person's conversations is asked for: it grows with their history. */
  lists: boolean;
  /** Between two looks at somebody who is just being registered; the clock's own pause where absent. */
  rest?: () => Promise<void>;
}

/** Looks at somebody who is being registered this moment. */
const LOOKS = 5;
const LOOK_AGAIN_MS = 300;

/** Reads one person's conversations back, and compares them with what the ledger says is registered. */
export async function auditPerson(contactId: Contact['id'], options: PersonOptions): Promise<Gap[]> {
  const { db, stretch, calls } = options;
  // What stood there was theirs, and is compared with nothing any more.
  if (await isForgotten(db, contactId)) return [];
  for (let look = 1; ; look++) {
    const rows = await allRegistered(contactId, options);
    const places = (await placesOf(db, contactId)).filter(isReadable);
    const read: There[] = [];
    for (const place of places) {
      const own = rows.filter((row) => row.place_id === place.id).map((row) => row.chatwoot_message_id);
      read.push(await readBackPlace(place, { id: Math.min(...own, Infinity), at: stretch.from }, calls));
    }
    // Only now: what we posted before the pages were read is written down once no work of it is open any more.
    const isBusy = await hasOpenJob(db, 'register', contactId);
    if (isBusy && look < LOOKS) {
      await (options.rest ?? (() => pause(LOOK_AGAIN_MS)))();
      continue;
    }
    const found = await compareNow(rows, read, options);
    const gaps = await gapsOf(contactId, isBusy ? { ...found, doubled: [] } : found, options);
    return options.lists ? [...gaps, ...(await conversations(contactId, options))] : gaps;
  }
}

async function allRegistered(contactId: Contact['id'], { db, stretch }: PersonOptions): Promise<Registered[]> {
  const all: Registered[] = [];
  let after: Mark | null = null;
  do {
    const { rows, next }: { rows: Registered[]; next: Mark | null } = await registeredOf(db, contactId, stretch, after);
    all.push(...rows);
    after = next;
  } while (after !== null);
  return all;
}

async function compareNow(rows: Registered[], read: There[], options: PersonOptions): Promise<Compared> {
  const { db, stretch, now, graceMs, hears } = options;
  const own = new Set(rows.map((row) => row.chatwoot_message_id));
  const others = read.flatMap(({ messages }) => messages.map(({ id }) => id)).filter((id) => !own.has(id));
  const known = new Set<number>();
  for (let at = 0; at < others.length; at += 200)
    for (const id of await knownThere(db, stretch.channelId, others.slice(at, at + 200))) known.add(id);
  const isPostOf = (message: Message, entry: EventMessage) => isPosted(message, entry, options);
  const found = compare(rows, read, { known, hears, from: stretch.from, until: now - graceMs, isPostOf });
  return { ...found, outOfOrder: await confirmed(found.outOfOrder, options) };
}

/** The order in which two processes of ours took their turns is that of their work, not of their clocks. */
async function confirmed(
  found: Compared['outOfOrder'],
  { db, stretch }: PersonOptions,
): Promise<Compared['outOfOrder']> {
  const keyOf = ({ id }: Message) => `register:${id}`;
  const keys = new Set(found.flatMap(({ message, behind }) => [keyOf(message), keyOf(behind)]));
  const jobs = new Map((await jobsByKey(db, stretch.channelId, [...keys])).map(({ key, id }) => [key, id]));
  return found.filter(({ message, behind }) => {
    const [first, second] = [jobs.get(keyOf(message)), jobs.get(keyOf(behind))];
    if (first !== undefined && second !== undefined) return first < second;
    // Work that is not kept any more: clocks of one house do not differ by so much.
    return behind.created_at - message.created_at > 1_000;
  });
}

function isPosted(message: Message, entry: EventMessage, options: PersonOptions): boolean {
  if (entry.type !== 'incoming' && entry.sender?.kind !== 'agent_bot') return false;
  const { content, typed } = postingOf(message, [], options);
  const shown = withoutLateNote(entry.content ?? '');
  return shown !== '' && [content, typed].some((text) => postableContent(text) === shown);
}

async function gapsOf(contactId: Contact['id'], found: Compared, options: PersonOptions): Promise<Gap[]> {
  const { missing, doubled, outOfOrder, unheard } = found;
  if (missing.length + doubled.length + outOfOrder.length + unheard.length === 0) return [];
  const person = await personOf(contactId, options);
  const facts = (message: Message, there: There | null) => ({
    day: options.days.nameOf(message.created_at),
    at: message.created_at,
    person,
    author: message.author,
    message: message.id,
    number: null,
    conversation: there?.place.conversation_id ?? null,
    there: message.chatwoot_message_id === null ? [] : [message.chatwoot_message_id],
    reason: null,
  });
  return [
    ...missing.map(({ message, there }): Gap => {
      const reason = there === null || there.isGone ? 'the conversation is not there any more' : null;
      return { ...facts(message, there), kind: 'missing', reason, next: 'fix' };
    }),
    ...doubled.map(({ message, there, others }): Gap => {
      const own = facts(message, there);
      return { ...own, kind: 'doubled', there: [...own.there, ...others.map(({ id }) => id)], next: 'delete' };
    }),
    ...outOfOrder.map(({ message, there, behind }): Gap => {
      const own = facts(message, there);
      return { ...own, kind: 'out_of_order', there: [...own.there, behind.chatwoot_message_id], next: 'order' };
    }),
    ...unheard.map(({ there, said }): Gap => {
      const at = said.createdAt;
      const day = options.days.nameOf(at);
      const of = { day, at, person, author: 'agent' as const, message: null, number: null, reason: null };
      return { ...of, conversation: there.place.conversation_id, there: [said.id], kind: 'unheard', next: 'again' };
    }),
  ];
}

/** Conversations of a person in our inbox that the ledger has no place for: an earlier tool made them. */
async function conversations(contactId: Contact['id'], options: PersonOptions): Promise<Gap[]> {
  const { db, calls, now, days } = options;
  const places = await placesOf(db, contactId);
  const current = places.find((place) => place.current === 1);
  if (!current?.source_id || current.conversation_id === null) return [];
  const list = await calls.conversations(current.source_id);
  // What was opened meanwhile is in the ledger by now.
  const known = new Set((await placesOf(db, contactId)).flatMap((place) => [place.conversation_id, place.expected_id]));
  const others = (list ?? []).filter(({ id, inboxId }) => !known.has(id) && isOwn(inboxId, current.inbox_id));
  if (others.length === 0) return [];
  const of = {
    day: days.nameOf(now),
    at: now,
    person: await personOf(contactId, options),
    author: null,
    message: null,
  };
  const there = others.map(({ id }) => id).sort((a, b) => a - b);
  return [
    {
      ...of,
      kind: 'conversations',
      number: null,
      conversation: current.conversation_id,
      there,
      reason: null,
      next: 'tidy',
    },
  ];
}

const isOwn = (inboxId: number | null, own: number | null): boolean =>
  inboxId === null || own === null || inboxId === own;

async function personOf(contactId: Contact['id'], { db }: PersonOptions): Promise<string> {
  const row = await db.selectFrom('contacts').select(['wa_id', 'bsuid']).where('id', '=', contactId).executeTakeFirst();
  return row?.wa_id ?? row?.bsuid ?? '';
}
