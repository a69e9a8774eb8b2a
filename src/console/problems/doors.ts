import { z } from 'zod';
import { dropProblems, listProblems, MOST_NOTE, retryProblems, type Handled } from '../../queue/problems.ts';
import type { ConsoleContext } from '../context.ts';
import type { Doors } from '../doors.ts';
import { masked } from '../masked.ts';
import { NotPossible } from '../not-possible.ts';
import { cursorShape, PAGE, readCursor, writeCursor } from '../paging.ts';
import type { CausesShown, ProblemShown } from './shapes.ts';
import { causes, idsOfCause, problemsOfCause } from './causes.ts';

const chosen = z.union([
  z.object({ ids: z.array(z.int().positive()).min(1).max(200) }),
  z.object({ cause: z.string().max(40) }),
]);
const retryBody = z.intersection(chosen, z.object({ newConversation: z.boolean().default(false) }));
const dropBody = z.intersection(chosen, z.object({ note: z.string().trim().max(MOST_NOTE).default('') }));

/** What was given up: by cause, one by one, tried again or ended. */
export function problemDoors(doors: Doors, context: ConsoleContext): void {
  const { store, clock, channels } = context;

  doors.look('/problems', z.object({ channel: z.string().optional() }), async ({ given, said }) => {
    const { causes: all, ...counted } = await causes(store.db, { channel: given.channel });
    const shown = all.map((cause) => ({ ...cause, reason: said(cause.reason), fix: said(cause.fix) }));
    const answer: CausesShown = { causes: shown, ...counted, channels: channels().map(({ name }) => name) };
    return answer;
  });

  doors.look('/problems/of/:cause', z.object({ cursor: cursorShape }), async ({ given, params, said }) => {
    const after = readCursor(given.cursor, z.tuple([z.number()]))?.[0] ?? 0;
    const found = await problemsOfCause(store.db, { cause: params['cause'] ?? '', after, limit: PAGE + 1 });
    const shown = found.slice(0, PAGE);
    const names = await namesOf(shown.map(({ contactId }) => contactId));
    const items = shown.map((one): ProblemShown => ({
      ...{ id: one.id, channel: one.channel, what: one.what, author: one.author, contact: one.contactId },
      ...{ number: one.person === '' ? null : masked(one.person), name: names.get(one.contactId) ?? null },
      ...{ at: one.createdAt, reason: said(one.reason), fix: said(one.fix) },
      exchange: one.exchangeId,
    }));
    const last = shown.at(-1);
    return { items, next: found.length > PAGE && last ? writeCursor([last.id]) : null };
  });

  doors.act('/problems/retry', 'problem.retry', retryBody, async ({ given }) => {
    const { ids, about } = await meant(given);
    const handled = await retryProblems(store, { of: ids, now: clock.now(), newConversation: given.newConversation });
    wake();
    return { about, detail: `${handled.ids.length} again`, answer: answerOf(handled) };
  });

  doors.act('/problems/drop', 'problem.drop', dropBody, async ({ given }) => {
    const { ids, about } = await meant(given);
    const note = given.note === '' ? null : given.note;
    const handled = await dropProblems(store, { of: ids, now: clock.now(), note });
    // The operator's words stay with the work alone: they may name somebody.
    return {
      about,
      detail: `${handled.ids.length} dropped${note === null ? '' : ', with a note'}`,
      answer: answerOf(handled),
    };
  });

  /** Which problems are meant. @throws NotPossible where there are none (any more) */
  async function meant(given: z.output<typeof chosen>): Promise<{ ids: number[]; about: string }> {
    const ids = 'ids' in given ? given.ids : await idsOfCause(store.db, given.cause);
    const there = 'ids' in given ? await listProblems(store.db, { limit: 1, of: ids }) : ids;
    if (there.length === 0) throw new NotPossible(404, 'gone', 'there is no such problem any more');
    return { ids, about: 'ids' in given ? `job:${ids.slice(0, 10).join(',')}` : `cause:${given.cause}` };
  }

  function wake(): void {
    for (const channel of channels()) channel.onJobs();
  }

  async function namesOf(contacts: readonly number[]): Promise<Map<number, string>> {
    if (contacts.length === 0) return new Map();
    const rows = await store.db
      .selectFrom('contacts')
      .select(['id', 'name'])
      .where('id', 'in', [...new Set(contacts)])
      .execute();
    return new Map(rows.flatMap(({ id, name }) => (name === null ? [] : [[id, name]])));
  }
}

const answerOf = ({ ids, missing, haveConversation }: Handled) => ({
  ...{ done: ids.length, missing: missing.length, haveConversation: haveConversation.length },
});
