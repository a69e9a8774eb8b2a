import { Readable } from 'node:stream';
import { z } from 'zod';
import { exportEntries } from '../../../store/people/export-entries.ts';
import { forget } from '../../../store/people/forget/forget.ts';
import { spellings } from '../../../whatsapp/numbers.ts';
import { cleanFileName } from '../../../wire/file-name.ts';
import { zip } from '../../../wire/zip.ts';
import type { ConsoleContext } from '../../context.ts';
import type { Doors } from '../../doors.ts';
import { NotPossible } from '../../not-possible.ts';
import { personOf } from '../person-of.ts';
import { conversationUrl } from '../row.ts';
import type { ForgottenShown, PersonDataShown } from './shapes.ts';
import { calledAs, knownAs, markOf } from './who.ts';

/** Whoever asks is told soon what is in the way. Milliseconds. */
const WAIT_MS = 2_000;

/**
 * A person's data. `GET people/:contact/data`: on which channels they are known, and what is to be typed. `POST …/export`: all of it as an
 * archive, as `contacts export` writes it. `POST …/forget`: takes it out, as `contacts forget` does.
 */
export function dataDoors(doors: Doors, context: ConsoleContext): void {
  const { store, clock } = context;

  doors.look('/people/:contact/data', z.object({}), async ({ params }) => {
    const contact = await personOf(context, params['contact']);
    const known = await knownAs(store.db, await calledAs(store.db, contact));
    const answer: PersonDataShown = { channels: known.map(({ channelId }) => channelId), mark: markOf(contact) };
    return answer;
  });

  doors.act('/people/:contact/export', 'person.export', z.object({}), async ({ params }) => {
    const contact = await personOf(context, params['contact']);
    const known = await knownAs(store.db, await calledAs(store.db, contact));
    if (known.length === 0) throw forgotten();
    const at = new Date(clock.now());
    const archive = zip(exportEntries(store, known, { at, clean: cleanFileName }), at);
    const answer = new Response(Readable.toWeb(Readable.from(archive)) as ReadableStream, {
      headers: {
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="person-${contact.id}-${at.toISOString().slice(0, 10)}.zip"`,
      },
    });
    return { about: `contact:${contact.id}`, answer };
  });

  const forgetShape = z.object({ typed: z.string().trim().max(200), endWaiting: z.boolean().default(false) });
  doors.act('/people/:contact/forget', 'person.forget', forgetShape, async ({ params, given }) => {
    const contact = await personOf(context, params['contact']);
    if (given.typed !== markOf(contact)) throw new NotPossible(422, 'typed', 'what was typed is not the mark of this person');
    const called = await calledAs(store.db, contact);
    if ((await knownAs(store.db, called)).length === 0) throw forgotten();
    const { endWaiting } = given;
    const done = await forget(store, { called, spell: spellings, clock, waitMs: WAIT_MS, endWaiting });
    if (done.is === 'under way') throw new NotPossible(409, 'under_way', 'work for this person is under way');
    store.news.tell();
    const sum = (of: 'messages' | 'files') => done.people.reduce((total, one) => total + one[of], 0);
    const answer: ForgottenShown = {
      channels: done.people.map(({ channelId }) => channelId),
      ...{ messages: sum('messages'), files: sum('files'), bodies: done.bodies, cleaned: done.cleaned },
      remains: done.people.flatMap(({ channelId, there }) =>
        there.flatMap(({ conversationId: id }) => (id === null ? [] : [conversationUrl(context, channelId, id) ?? `#${id}`])),
      ),
    };
    return { about: `contact:${contact.id}`, detail: `${answer.messages} messages`, answer };
  });
}

const forgotten = () => new NotPossible(404, 'gone', 'nothing is known of this person any more');
