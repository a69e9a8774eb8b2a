import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { tell } from '../observe/tell.ts';
import { handOver } from '../deliver/hand-over.ts';
import { handoffOf } from '../handoff/state.ts';
import { contactById, contactByName } from '../store/people/contacts.ts';
import type { Store } from '../store/open.ts';
import type { Contact } from '../store/tables.ts';
import { cleanNumber, isBsuid, matchKey } from '../whatsapp/numbers.ts';
import { onlyWithToken, type ApiAccess } from './api-access.ts';
import { channelNamed, type ApiChannel } from './api-channels.ts';

export interface HandoffDoorOptions extends ApiAccess {
  store: Store;
  clock: Clock;
  channels: () => readonly ApiChannel[];
}

const MOST_BYTES = 16 * 1024;

/** What is asked for. */
export const handOverShape = z.object({ to: z.enum(['human', 'bot']) });

/** What is answered. */
export const handoffShape = z.object({
  contact: z.string(),
  answered_by: z.enum(['bot', 'human']),
  reason: z.string().nullable(),
  since: z.iso.datetime().nullable(),
  until: z.iso.datetime().nullable().meta({ description: 'When the bot takes over again by itself.' }),
});

/**
 * `GET` and `POST /api/contacts/{phone or id}/handoff`: who answers a person, and `{"to": "human"}` or `{"to": "bot"}` to change it.
 * The name is a phone number in any spelling, a business-scoped id, or `contact:` and our own number of the contact, as bots are
 * given it. Alone that number counts only where it is shorter than every phone number (four digits). Where there are several channels,
 * `?channel=NAME` says whose conversation it is; our own number says it by itself.
 *
 * 200 with `{ contact, answered_by, reason, since, until }` (times in ISO 8601) · 401 · 403 a page of another site · 404 an unknown person ·
 * 413 · 415 no JSON · 422.
 */
export function handoffDoor(options: HandoffDoorOptions): Hono {
  const { store, clock, channels } = options;
  const door = new Hono();
  door.use('/api/contacts/*', onlyWithToken(options));

  /** The person and whose conversation with them it is; a text where the channel is not right, null where nobody is known. */
  const find = async (c: Context): Promise<{ contact: Contact; channel: ApiChannel } | string | null> => {
    const name = c.req.param('name') ?? '';
    const number = cleanNumber(name);
    const names = isBsuid(name) ? [`id:${name}`] : number ? [`wa:${number}`, `key:${matchKey(number)}`] : [];
    const [, id] = /^(?:contact:(?=\d{1,15}$)|(?=\d{1,4}$))(\d+)$/.exec(name) ?? [];
    const own = id === undefined ? undefined : await contactById(store.db, Number(id));
    const channel = channelNamed(channels(), c.req.query('channel') ?? own?.channel_id);
    if (typeof channel === 'string') return channel;
    const contact = (await contactByName(store.db, channel.name, names)) ?? own;
    return contact?.channel_id === channel.name ? { contact, channel } : null;
  };
  const answer = (contact: Contact) => {
    const { by, reason, since, until } = handoffOf(contact);
    const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
    return { contact: String(contact.id), answered_by: by, reason, since: iso(since), until: iso(until) };
  };
  const wrong = (c: Context, path: string, message: string) =>
    c.json({ error: 'something in the request is wrong; see fields', fields: [{ path, message }] }, 422);
  const nobody = (c: Context) => c.json({ error: 'nobody is known by this number or id' }, 404);

  door.get('/api/contacts/:name/handoff', async (c) => {
    const found = await find(c);
    if (typeof found === 'string') return wrong(c, 'channel', found);
    return found ? c.json(answer(found.contact)) : nobody(c);
  });
  const tooLarge = (c: Context) => c.json({ error: 'the body is larger than 16 kB' }, 413, { connection: 'close' });
  door.post('/api/contacts/:name/handoff', bodyLimit({ maxSize: MOST_BYTES, onError: tooLarge }), async (c) => {
    const body = handOverShape.safeParse(await c.req.json().catch(() => null));
    if (!body.success) return wrong(c, 'to', 'must be "human" or "bot"');
    const found = await find(c);
    if (typeof found === 'string') return wrong(c, 'channel', found);
    if (!found) return nobody(c);
    const { contact, channel } = found;
    const event = { type: body.data.to === 'human' ? 'api_handoff' : 'api_back' } as const;
    const lines = await store.write((tx) => handOver(tx, contact.id, event, clock.now(), channel.digest));
    tell(options.log, contact.channel_id, lines);
    channel.onJobs();
    return c.json(answer((await contactById(store.db, contact.id)) ?? contact));
  });
  return door;
}
