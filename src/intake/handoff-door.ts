import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { tell } from '../observe/tell.ts';
import { handOver } from '../deliver/hand-over.ts';
import { handoffOf } from '../handoff/state.ts';
import { contactById, contactByName, contactOf } from '../store/people/contacts.ts';
import type { Store } from '../store/open.ts';
import type { Contact, Tx } from '../store/tables.ts';
import { e164, matchKey } from '../whatsapp/numbers.ts';
import { onlyWithToken, type ApiAccess } from './api-access.ts';
import { channelNamed, type ApiChannel } from './api-channels.ts';
import { fieldFaults, type FieldFault } from '../wire/field-faults.ts';
import { namesOf, readNamedPerson, type NamedPerson } from './named-person.ts';

export interface HandoffDoorOptions extends ApiAccess {
  store: Store;
  clock: Clock;
  channels: () => readonly ApiChannel[];
}

const MOST_BYTES = 16 * 1024;

/** What is asked for. */
export const handOverShape = z.strictObject({ to: z.enum(['human', 'bot']) });

/** What is answered. */
export const handoffShape = z.object({
  contact: z
    .string()
    .nullable()
    .meta({ description: 'Our own number of the person; null while nobody is known by it.' }),
  answered_by: z.enum(['bot', 'human']),
  reason: z.string().nullable(),
  since: z.iso.datetime().nullable(),
  until: z.iso.datetime().nullable().meta({ description: 'When the bot takes over again by itself.' }),
});

/** Somebody who has neither written nor been registered: the bot would answer them. */
const UNKNOWN = { contact: null, answered_by: 'bot', reason: null, since: null, until: null } as const;

/**
 * `GET` and `POST /api/contacts/{phone or id}/handoff`: who answers a person, and `{"to": "human"}` or `{"to": "bot"}` to change it.
 * Who may be named how: `readNamedPerson`. Where there are several channels, `?channel=NAME` says whose conversation it is; our own number
 * says it by itself.
 *
 * Whom nobody knows yet the bot would answer, and so it says. Handed over before they write, they are kept, and people answer from their
 * first word on; nothing is said to them, since there is nothing they have asked.
 *
 * 200 with `{ contact, answered_by, reason, since, until }` (times in ISO 8601) · 401 · 403 a page of another site · 404 a number of our own
 * that nobody has · 413 · 415 no JSON · 422.
 */
export function handoffDoor(options: HandoffDoorOptions): Hono {
  const { store, clock, channels } = options;
  const door = new Hono();
  door.use('/api/contacts/*', onlyWithToken(options));

  const wrong = (c: Context, ...fields: FieldFault[]) =>
    c.json({ error: 'something in the request is wrong; see fields', fields }, 422);

  /** Whose conversation with whom it is, or the answer that says why not. */
  const find = async (c: Context): Promise<Found | Response> => {
    const named = readNamedPerson(c.req.param('name') ?? '');
    if (!named) return wrong(c, { path: 'name', message: `must be ${NAMES}` });
    const own = named.id === null ? undefined : await contactById(store.db, named.id);
    const channel = channelNamed(channels(), c.req.query('channel') ?? own?.channel_id);
    if (typeof channel === 'string') return wrong(c, { path: 'channel', message: channel });
    const contact = own ?? (await contactByName(store.db, channel.name, namesOf(named)));
    if (contact ? contact.channel_id === channel.name : named.id === null)
      return { named, contact: contact ?? null, channel };
    return c.json({ error: 'nobody has this number of ours' }, 404);
  };
  const answer = (contact: Contact) => {
    const { by, reason, since, until } = handoffOf(contact);
    const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
    return { contact: String(contact.id), answered_by: by, reason, since: iso(since), until: iso(until) };
  };

  door.get('/api/contacts/:name/handoff', async (c) => {
    const found = await find(c);
    return found instanceof Response ? found : c.json(found.contact ? answer(found.contact) : UNKNOWN);
  });
  const tooLarge = (c: Context) => c.json({ error: 'the body is larger than 16 kB' }, 413, { connection: 'close' });
  door.post('/api/contacts/:name/handoff', bodyLimit({ maxSize: MOST_BYTES, onError: tooLarge }), async (c) => {
    const body = handOverShape.safeParse(await c.req.json().catch(() => null));
    if (!body.success) return wrong(c, ...handOverFaults(body.error));
    const found = await find(c);
    if (found instanceof Response) return found;
    if (!found.contact && body.data.to === 'bot') return c.json(UNKNOWN);
    const { channel } = found;
    const event = { type: body.data.to === 'human' ? 'api_handoff' : 'api_back' } as const;
    const { id, lines } = await store.write(async (tx) => {
      const now = clock.now();
      const contact = found.contact ?? (await newcomer(tx, channel.name, found.named, now));
      const how = found.contact ? channel.digest : { ...channel.digest, ...NOBODY_WAITS };
      return { id: contact.id, lines: await handOver(tx, contact.id, event, now, how) };
    });
    tell(options.log, channel.name, lines);
    channel.onJobs();
    const after = await contactById(store.db, id);
    return c.json(after ? answer(after) : UNKNOWN);
  });
  return door;
}

interface Found {
  named: NamedPerson;
  /** Null: nobody is known by this name. */
  contact: Contact | null;
  channel: ApiChannel;
}

const NAMES = 'a phone number with its country code, a business-scoped user id, or `contact:` and our own number';

/** They have written nothing: there is nobody to tell, and nobody to be reminded of before they write (`applyMessage`). */
const NOBODY_WAITS = { text: '', closedText: '', remindMinutes: 0, giveBackHours: 0 };

const newcomer = async (tx: Tx, channelId: string, { waId, bsuid }: NamedPerson, now: number): Promise<Contact> =>
  await contactOf(tx, {
    channelId,
    waId,
    bsuid,
    name: null,
    phone: e164(waId),
    lineKey: waId === null ? null : matchKey(waId),
    now,
  });

/** What is no object at all lacks `to` as well. */
function handOverFaults(error: z.ZodError): FieldFault[] {
  const unknown = fieldFaults(error, ['to']).filter(({ path }) => path !== 'to' && path !== 'body');
  const lacksTo = error.issues.some(
    ({ code, path }) => path[0] === 'to' || (path.length === 0 && code !== 'unrecognized_keys'),
  );
  return [...(lacksTo ? [{ path: 'to', message: 'must be "human" or "bot"' }] : []), ...unknown];
}
