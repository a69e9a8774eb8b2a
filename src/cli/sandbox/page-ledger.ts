import type { PageLedger } from '../../sandbox/page.ts';
import type { LedgerMessage } from '../../sandbox/travel.ts';
import { backlog } from '../../store/backlog.ts';
import type { Store } from '../../store/open.ts';

/** What the sandbox's page shows of the ledger. Read beside the service, so that it can be seen while that is dead. */
export function pageLedger(store: Store, now: () => number = Date.now): PageLedger {
  return {
    async waiting() {
      try {
        const { waiting, unread, problems } = await backlog(store, now(), 10_000);
        const { turn, send, register } = waiting;
        return { events: unread, turn, send, register, problems };
      } catch {
        return null;
      }
    },
    async message(ref) {
      const { db } = store;
      const all = db.selectFrom('messages').selectAll();
      const by =
        'wamid' in ref ? all.where('wamid', '=', ref.wamid) : all.where('chatwoot_message_id', '=', ref.chatwoot);
      const found = (await by.executeTakeFirst()) ?? ('wamid' in ref ? await sentAs(store, ref.wamid) : undefined);
      if (!found) return null;
      const jobs = await db
        .selectFrom('jobs')
        .select(['kind', 'state', 'attempts', 'last_error'])
        .where('contact_id', '=', found.contact_id)
        .where('state', '<>', 'done')
        .where('kind', 'in', ['turn', 'send', 'register', 'fetch', 'hear', 'tick'])
        .orderBy('id')
        .limit(20)
        .execute();
      return {
        channel: found.channel_id,
        exchange: found.exchange_id,
        author: found.author,
        kind: found.kind,
        text: found.text,
        at: found.said_at,
        answered: found.answered_at !== null,
        whatsapp: found.whatsapp_state,
        wamid: found.wamid,
        chatwoot: found.chatwoot_state,
        chatwootId: found.chatwoot_message_id,
        error: found.error,
        jobs: jobs.map(({ kind, state, attempts, last_error: error }) => ({ kind, state, attempts, error })),
      } satisfies LedgerMessage;
    },
  };
}

/** A long text is several sends: each has its own id. */
async function sentAs({ db }: Store, wamid: string) {
  const part = await db.selectFrom('sends').select('message_id').where('wamid', '=', wamid).executeTakeFirst();
  if (!part) return undefined;
  return db.selectFrom('messages').selectAll().where('id', '=', part.message_id).executeTakeFirst();
}
