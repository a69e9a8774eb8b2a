import { z } from 'zod';
import { handOver } from '../../deliver/hand-over.ts';
import { tell } from '../../observe/tell.ts';
import { conversationsOf, peopleOf, saidWith } from '../../store/console/people.ts';
import { windowOpen } from '../../whatsapp/window.ts';
import type { ConsoleContext } from '../context.ts';
import type { Doors } from '../doors.ts';
import { personShown } from '../masked.ts';
import { NotPossible } from '../not-possible.ts';
import { cursorShape, PAGE, pageOf, readCursor } from '../paging.ts';
import { listPeople, peopleShape } from './list.ts';
import { personOf } from './person-of.ts';
import { answersOf, conversationUrl, personRows } from './row.ts';
import { saidShown } from './said.ts';
import type { PersonAnswer } from './shapes.ts';

/**
 * `GET people`: conversations by filter. `GET people/:contact`: one person with what was said, the newest first. `POST
 * people/:contact/handoff` with `{ to }`: who answers from now on, in one write, as `POST /api/contacts/…/handoff` does it. `POST
 * people/:contact/number`: the whole number.
 */
export function peopleDoors(doors: Doors, context: ConsoleContext): void {
  const { store, clock, log, channels } = context;

  doors.look('/people', peopleShape, async ({ given }) => {
    const { items, next } = await listPeople(context, given);
    return { items: await personRows(context, items), next };
  });

  doors.look('/people/:contact', z.object({ cursor: cursorShape }), async ({ params, given, said }) => {
    const contact = await personOf(context, params['contact']);
    const after = readCursor(given.cursor, z.tuple([z.number(), z.string()]));
    const rows = await saidWith(store.db, contact.id, { after, most: PAGE + 1 });
    const conversation = (await conversationsOf(store.db, [contact.id])).get(Number(contact.id));
    const answer: PersonAnswer = {
      person: personShown(contact),
      answers: answersOf(contact),
      conversation: conversationUrl(context, contact.channel_id, conversation),
      forgottenAt: contact.forgotten_at === null ? null : Number(contact.forgotten_at),
      windowOpen: windowOpen(contact.last_inbound_at, clock.now()),
      ...pageOf(
        rows.map((row) => saidShown(row, said)),
        ({ storedAt, id }) => [storedAt, id],
      ),
    };
    return answer;
  });

  doors.act('/people/:contact/handoff', 'handoff', z.object({ to: z.enum(['human', 'bot']) }), async (asked) => {
    const contact = await personOf(context, asked.params['contact']);
    const channel = channels().find(({ name }) => name === contact.channel_id);
    if (!channel) throw new NotPossible(409, 'no_channel', 'the channel of this person is not on');
    const event = { type: asked.given.to === 'human' ? 'api_handoff' : 'api_back' } as const;
    const lines = await store.write((tx) => handOver(tx, contact.id, event, clock.now(), channel.digest));
    tell(log, contact.channel_id, lines);
    channel.onJobs();
    const [now] = await peopleOf(store.db, [Number(contact.id)]);
    return { about: `contact:${contact.id}`, detail: asked.given.to, answer: { answers: now ? answersOf(now) : null } };
  });

  doors.act('/people/:contact/number', 'number.show', z.object({}), async ({ params }) => {
    const contact = await personOf(context, params['contact']);
    const number = contact.phone ?? (contact.wa_id === null ? null : `+${contact.wa_id}`);
    if (number === null) throw new NotPossible(404, 'no_number', 'WhatsApp withholds the number of this person');
    return { about: `contact:${contact.id}`, answer: { number } };
  });
}
