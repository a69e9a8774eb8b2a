import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { ACTION_FIELDS, actionsShape } from '../bots/actions.ts';
import { LARGEST_ANSWER } from '../bots/http/http-bot.ts';
import type { Clock } from '../clock.ts';
import { hurry } from '../store/jobs.ts';
import { lockContact } from '../store/lock.ts';
import type { Store } from '../store/open.ts';
import type { Tx } from '../store/tables.ts';
import { isSame, keptActions } from '../store/turn-actions.ts';
import { onlyWithToken, type ApiAccess } from './api-access.ts';
import type { ApiChannel } from './api-channels.ts';
import { fieldFaults } from '../wire/field-faults.ts';

export interface TurnsDoorOptions extends ApiAccess {
  store: Store;
  clock: Clock;
  channels: () => readonly ApiChannel[];
}

export const turnTakenShape = z.object({ turn: z.string(), state: z.literal('taken') });

type Taken =
  { was: 'taken'; channel: string } | { was: 'unknown' } | { was: 'other' } | { was: 'over'; outcome: string };

/**
 * `POST /api/turns/{id}/actions`: what a bot that answered 202 wants done (`BOT=http`). 202 once it is on the disk · 401 · 403 · 404 an
 * unknown turn · 409 the turn has ended, or other actions have come for it · 413 · 415 · 422 with each field at fault.
 */
export function turnsDoor(options: TurnsDoorOptions): Hono {
  const { store, clock, channels, log } = options;
  const door = new Hono();
  door.use('/api/turns/:id/actions', onlyWithToken(options));
  const tooLarge = (c: Context) => c.json({ error: 'the body is larger than 12 MB' }, 413, { connection: 'close' });
  door.post('/api/turns/:id/actions', bodyLimit({ maxSize: LARGEST_ANSWER, onError: tooLarge }), async (c) => {
    const id = c.req.param('id');
    const body = actionsShape.safeParse(await c.req.json().catch(() => null));
    if (!body.success) {
      const fields = fieldFaults(body.error, ACTION_FIELDS);
      return c.json({ error: 'something in the request is wrong; see fields', fields }, 422);
    }
    const actions = keptActions(body.data.actions);
    const taken = await store.write((tx) => take(tx, id, actions, clock.now()));
    if (taken.was === 'unknown') return c.json({ error: 'no turn has this id, or it is no longer kept' }, 404);
    if (taken.was === 'other') return c.json({ error: 'other actions have come for this turn already' }, 409);
    if (taken.was === 'over') return c.json({ error: `this turn has ended (${taken.outcome}): nothing is done` }, 409);
    log.info({ turn: id, actions: body.data.actions.map((action) => action.do) }, 'the actions of a turn have come');
    channels()
      .find((channel) => channel.name === taken.channel)
      ?.onJobs();
    return c.json({ turn: id, state: 'taken' } satisfies z.infer<typeof turnTakenShape>, 202);
  });
  return door;
}

async function take(tx: Tx, id: string, actions: string, now: number): Promise<Taken> {
  const row = () => tx.selectFrom('turns').selectAll().where('id', '=', id).executeTakeFirst();
  const before = await row();
  if (!before) return { was: 'unknown' };
  const turn = (await lockContact(tx, before.contact_id)) ? ((await row()) ?? before) : before;
  // Sent twice, the second changes nothing.
  if (turn.actions !== null && isSame(turn.actions, actions)) return { was: 'taken', channel: turn.channel_id };
  if (turn.ended_at !== null) return { was: 'over', outcome: turn.outcome ?? '' };
  if (turn.actions !== null) return { was: 'other' };
  await tx.updateTable('turns').set({ actions }).where('id', '=', id).execute();
  // Where a try has failed meanwhile, the next one need not wait.
  await hurry(tx, 'turn', turn.contact_id, now);
  return { was: 'taken', channel: turn.channel_id };
}
