import { z } from 'zod';
import { fewPeople, peopleByActivity, peopleOf, waitingPeople, type ListedPerson } from '../../store/console/people.ts';
import type { ConsoleContext } from '../context.ts';
import { cursorShape, PAGE, pageOf, readCursor, writeCursor, type Page } from '../paging.ts';

export const peopleShape = z.object({
  channel: z.string().max(100).optional(),
  filter: z.enum(['all', 'human', 'bot', 'waiting', 'unanswered', 'problem']).default('all'),
  cursor: cursorShape,
});

/** Nobody waits behind so many others without being told of otherwise. */
const MOST_WAITING = 200;

/** Conversations, by what is looked for. */
export async function listPeople(
  context: ConsoleContext,
  { channel, filter, cursor }: z.output<typeof peopleShape>,
): Promise<Page<ListedPerson>> {
  const { db } = context.store;
  const channels = context.channels().flatMap(({ name }) => (channel === undefined || channel === name ? [name] : []));
  const isOf = (person: ListedPerson) => channels.includes(person.channel_id);
  if (filter === 'waiting') {
    const people = await peopleOf(db, await waitingPeople(db, MOST_WAITING));
    return { items: people.filter(isOf), next: null };
  }
  if (filter === 'unanswered' || filter === 'problem') {
    const [after] = readCursor(cursor, z.tuple([z.number()])) ?? [0];
    const ids = await fewPeople(db, { of: filter, after, most: PAGE + 1 });
    const items = (await peopleOf(db, ids.slice(0, PAGE))).filter(isOf);
    return { items, next: ids.length > PAGE ? writeCursor([ids[PAGE - 1] ?? 0]) : null };
  }
  const after = readCursor(cursor, z.tuple([z.number(), z.number()]));
  // Of each channel as many as are shown: together they hold the newest of all.
  const found: ListedPerson[] = [];
  for (const name of channels)
    found.push(...(await peopleByActivity(db, { channel: name, after, by: filter, most: PAGE + 1 })));
  const newest = found.toSorted((a, b) => Number(b.active_at) - Number(a.active_at) || Number(b.id) - Number(a.id));
  return pageOf(newest, (last) => [Number(last.active_at), Number(last.id)]);
}
