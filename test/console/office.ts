import { readSettings } from '../../src/config.ts';
import type { ConsoleChannel } from '../../src/console/context.ts';
import { contactOf } from '../../src/store/people/contacts.ts';
import type { Store } from '../../src/store/open.ts';
import type { NewMessage } from '../../src/store/tables.ts';
import { emptyStore, type TestDatabase, type TestStore } from '../store/databases.ts';
import { message, person } from '../store/rows.ts';
import { addPerson, openDesk, type Browser, type ConsoleDesk } from './desk.ts';

/** A channel with a Chatwoot that nobody calls. */
export const channel: ConsoleChannel = {
  name: 'main',
  settings: readSettings({
    ...{ CHATWOOT_ENABLED: 'true', CHATWOOT_URL: 'https://chat.example.com', CHATWOOT_INBOX_ID: 'EXAMPLEinbox' },
    ...{ CHATWOOT_ACCOUNT_ID: '3', CHATWOOT_USER_TOKEN: 'a-token-of-tests', DEFAULT_COUNTRY: 'AR' },
  }),
  digest: {
    ...{ quietHours: 0, register: 'off', hours: null, timeZone: 'UTC', text: '', notes: false },
    newId: () => `id-${Math.random()}`,
  } as never,
  onJobs: () => undefined,
  ...{ provider: undefined as never, webhookSecret: '', parked: null, cable: 'on', targets: [] },
};

/** A ledger with a console over it, and somebody who may operate. */
export interface Office {
  store: Store;
  desk: ConsoleDesk;
  ana: Browser;
  at: number;
  someone(waId: string, name: string, lastAt: number): Promise<number>;
  say(given: Partial<NewMessage> & { id: string; contact_id: number }): Promise<unknown>;
  close(): Promise<void>;
}

export async function openOffice(database: TestDatabase): Promise<Office> {
  const opened: TestStore = await emptyStore(database);
  const { store } = opened;
  const desk = await openDesk(store, { channels: () => [channel] });
  await addPerson(store, 'ana', 'operate');
  const { at } = desk.now;
  return {
    ...{ store, desk, at },
    ana: await desk.login(),
    someone: (waId, name, lastAt) =>
      store.write(async (tx) => {
        const { id } = await contactOf(tx, person({ waId, name, now: lastAt }));
        const active = { last_inbound_at: lastAt, active_at: lastAt };
        await tx.updateTable('contacts').set(active).where('id', '=', id).execute();
        return Number(id);
      }),
    say: (given) =>
      store.write((tx) =>
        tx
          .insertInto('messages')
          .values(message({ created_at: at, said_at: at, ...given }))
          .execute(),
      ),
    close: async () => {
      await desk.console.close();
      await opened.close();
    },
  };
}
