import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { handOver, type EffectOptions } from '../deliver/hand-over.ts';
import { handoffOf } from '../handoff/state.ts';
import { contactByName } from '../store/people/contacts.ts';
import type { Store } from '../store/open.ts';
import { cleanNumber, isBsuid, matchKey } from '../whatsapp/numbers.ts';
import { onlyWithToken, type ApiAccess } from './api-access.ts';

export interface HandoffDoorOptions extends ApiAccess {
  store: Store;
  clock: Clock;
  channelId: string;
  effects: EffectOptions;
  /** New jobs are in the ledger. */
  onJobs: () => void;
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
 * given it. Alone that number counts only where it is shorter than every phone number (four digits).
 *
 * 200 with `{ contact, answered_by, reason, since, until }` (times in ISO 8601) · 401 · 403 a page of another site · 404 an unknown person ·
 * 413 · 415 no JSON · 422.
 */
export function handoffDoor(options: HandoffDoorOptions): Hono {
  const { store, clock, channelId, effects, onJobs } = options;
  const door = new Hono();
  door.use('/api/contacts/*', onlyWithToken(options));

  const contactOf = async (name: string) => {
    const number = cleanNumber(name);
    const names = isBsuid(name) ? [`id:${name}`] : number ? [`wa:${number}`, `key:${matchKey(number)}`] : [];
    const [, id] = /^(?:contact:(?=\d{1,15}$)|(?=\d{1,4}$))(\d+)$/.exec(name) ?? [];
    return await contactByName(store.db, channelId, names, id === undefined ? null : Number(id));
  };
  const answer = async (name: string) => {
    const contact = await contactOf(name);
    if (!contact) return null;
    const { by, reason, since, until } = handoffOf(contact);
    const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
    return { contact: String(contact.id), answered_by: by, reason, since: iso(since), until: iso(until) };
  };

  door.get('/api/contacts/:name/handoff', async (c) => {
    const found = await answer(c.req.param('name'));
    return found ? c.json(found) : c.json({ error: 'nobody is known by this number or id' }, 404);
  });
  const tooLarge = (c: Context) => c.json({ error: 'the body is larger than 16 kB' }, 413, { connection: 'close' });
  door.post('/api/contacts/:name/handoff', bodyLimit({ maxSize: MOST_BYTES, onError: tooLarge }), async (c) => {
    const body = handOverShape.safeParse(await c.req.json().catch(() => null));
    if (!body.success) {
      const fields = [{ path: 'to', message: 'must be "human" or "bot"' }];
      return c.json({ error: 'something in the request is wrong; see fields', fields }, 422);
    }
    const name = c.req.param('name');
    const contact = await contactOf(name);
    if (!contact) return c.json({ error: 'nobody is known by this number or id' }, 404);
    const event = { type: body.data.to === 'human' ? 'api_handoff' : 'api_back' } as const;
    const lines = await store.write((tx) => handOver(tx, contact.id, event, clock.now(), effects));
    for (const line of lines) options.log.info(line.fields, line.text);
    onJobs();
    return c.json(await answer(name));
  });
  return door;
}
