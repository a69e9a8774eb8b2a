import { setImmediate as breathe } from 'node:timers/promises';
import { z } from 'zod';
import {
  messageByName,
  messageInChatwoot,
  namesBefore,
  peopleByEnd,
  personInChatwoot,
  textsBefore,
  type Found,
} from '../../store/console/search.ts';
import { peopleOf } from '../../store/console/people.ts';
import { contactByName } from '../../store/people/contacts.ts';
import { cleanNumber, matchKey } from '../../whatsapp/numbers.ts';
import { readTypedNumber } from '../../whatsapp/typed-number.ts';
import type { ConsoleContext } from '../context.ts';
import { personShown } from '../masked.ts';
import { readCursor, writeCursor } from '../paging.ts';
import { snippet } from '../people/row.ts';
import type { Hit, SearchAnswer } from './shapes.ts';

export const searchShape = z.object({
  q: z.string().trim().min(2).max(200),
  channel: z.string().max(100).optional(),
  cursor: z.string().max(300).optional(),
});

/** Rows of one read, time for one question, and hits of one answer: what is left is looked through by the next one. */
const ROWS = 1_000;
const TIME_MS = 120;
const MOST_HITS = 30;

/** As people compare: without case and accents. */
export const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const placeShape = z.tuple([z.number(), z.number().nullable(), z.string().nullable()]);

/**
 * Looks for a number, the end of one, an id of WhatsApp's, Chatwoot's or ours by indices; for names and texts through all there are, the
 * newest first, for so long; the answer says how far back it came and where to go on.
 */
export async function search(
  context: ConsoleContext,
  { q, channel, cursor }: z.output<typeof searchShape>,
): Promise<SearchAnswer> {
  const channels = context.channels().flatMap(({ name }) => (channel === undefined || channel === name ? [name] : []));
  const place = readCursor(cursor, placeShape);
  const hits = place === null ? await byNames(context, q, channels) : [];
  // What was found by an index is told at once; who goes on hears of names and texts.
  if (hits.length > 0) return { hits, back: null, next: writeCursor([Number.MAX_SAFE_INTEGER, null, null]) };
  return await lookThrough(context, { wanted: folded(q), channels, hits, place });
}

async function byNames(context: ConsoleContext, q: string, channels: readonly string[]): Promise<Hit[]> {
  const { db } = context.store;
  const digits = q.replace(/[\s().+-]/g, '');
  const people = new Set<number>();
  for (const { name: channel, settings } of context.channels()) {
    if (!channels.includes(channel)) continue;
    const typed = await readTypedNumber(q, settings.defaultCountry);
    const number = 'digits' in typed ? typed.digits : cleanNumber(q);
    if (number === null) continue;
    const contact = await contactByName(db, channel, [`wa:${number}`, `key:${matchKey(number)}`]);
    if (contact) people.add(Number(contact.id));
  }
  if (/^\d{4,15}$/.test(digits)) for (const id of await peopleByEnd(db, digits, 20)) people.add(id);
  const inChatwoot = /^#?\d{1,15}$/.test(q) ? Number(q.replace('#', '')) : null;
  const conversations = inChatwoot === null ? [] : await personInChatwoot(db, channels, inChatwoot);
  const ofNumber = inChatwoot === null ? [] : await messageInChatwoot(db, channels, inChatwoot);
  const named = /^[\w.:=+/-]{8,}$/.test(q) ? await messageByName(db, channels, q) : [];
  return [
    ...(await personHits(context, [...people], 'number', channels)),
    ...(await messageHits(context, named, 'id')),
    ...(await personHits(context, conversations, 'chatwoot', channels)),
    ...(await messageHits(context, ofNumber, 'chatwoot')),
  ];
}

interface Looking {
  wanted: string;
  channels: readonly string[];
  hits: Hit[];
  place: z.output<typeof placeShape> | null;
}

async function lookThrough(context: ConsoleContext, { wanted, channels, hits, place }: Looking): Promise<SearchAnswer> {
  const { db } = context.store;
  const began = performance.now();
  const isTime = () => performance.now() - began < TIME_MS && hits.length < MOST_HITS;
  let names = place?.[0] ?? Number.MAX_SAFE_INTEGER;
  let texts = place !== null && place[1] !== null && place[2] !== null ? ([place[1], place[2]] as const) : null;
  while (names > 0 && isTime()) {
    const rows = await namesBefore(db, names, ROWS);
    const isHit = (row: (typeof rows)[number]) =>
      channels.includes(row.channel_id) && folded(row.name ?? '').includes(wanted);
    const found = rows.filter(isHit).slice(0, MOST_HITS);
    hits.push(
      ...(await personHits(
        context,
        found.map(({ id }) => id),
        'name',
        channels,
      )),
    );
    // Where more was found than is shown, the next look begins behind what is.
    const isFull = found.length === MOST_HITS;
    names = rows.length < ROWS && !isFull ? 0 : ((isFull ? found : rows).at(-1)?.id ?? 0);
    await breathe();
  }
  let isOver = false;
  while (names === 0 && !isOver && isTime()) {
    const rows = await textsBefore(db, texts, ROWS);
    const isHit = (row: Found) => channels.includes(row.channel_id) && folded(row.text).includes(wanted);
    const found = rows.filter(isHit).slice(0, MOST_HITS);
    hits.push(...(await messageHits(context, found, 'text')));
    const last = found.length === MOST_HITS ? found.at(-1) : rows.at(-1);
    if (last) texts = [Number(last.created_at), last.id];
    isOver = rows.length < ROWS && found.length < MOST_HITS;
    await breathe();
  }
  const next = isOver ? null : writeCursor([names, texts?.[0] ?? null, texts?.[1] ?? null]);
  return { hits, back: isOver ? null : (texts?.[0] ?? null), next };
}

async function personHits(
  { store }: ConsoleContext,
  ids: readonly number[],
  by: Hit['by'],
  channels: readonly string[],
): Promise<Hit[]> {
  const people = await peopleOf(store.db, ids);
  return people
    .filter(({ channel_id }) => channels.includes(channel_id))
    .map((contact) => ({ by, person: personShown(contact), message: null }));
}

async function messageHits({ store }: ConsoleContext, found: readonly Found[], by: Hit['by']): Promise<Hit[]> {
  const ids = [...new Set(found.map(({ contact_id }) => Number(contact_id)))];
  const people = new Map((await peopleOf(store.db, ids)).map((contact) => [Number(contact.id), personShown(contact)]));
  return found.flatMap(({ id, contact_id, author, text, said_at }) => {
    const person = people.get(Number(contact_id));
    return person ? [{ by, person, message: { id, author, text: snippet(text), at: Number(said_at) } }] : [];
  });
}
