import { DatabaseSync } from 'node:sqlite';
import { openStore } from '../../src/store/open.ts';

export interface Waiting {
  people: number;
  /** Of each person. */
  each: number;
  /** They have a conversation in Chatwoot already, its id is their own. */
  known: boolean;
}

/** The number of a person's message in its text: to see in which order they come. */
export const numberIn = (text: string): number => Number(/consulta (\d+)/.exec(text)?.[1] ?? NaN);

/** A ledger with what intake leaves while Chatwoot is down: contact, names, messages, and a job for each message. */
export async function makeWaiting(file: string, { people, each, known }: Waiting): Promise<void> {
  await (await openStore(`sqlite:${file}`)).close();
  const ledger = new DatabaseSync(file);
  const now = Date.now();
  const numbers = (most: number) =>
    `with recursive n (i) as (select 1 union all select i + 1 from n where i < ${most})`;
  const messages = people * each;
  const text = `'consulta ' || (1 + (i - 1) / ${people}) || ': a que hora abren el sabado y donde queda el local?'`;
  const person = `1 + (i - 1) % ${people}`;
  ledger.exec(`begin immediate;
    ${numbers(people)} insert into contacts (id, channel_id, wa_id, name, phone, created_at)
      select i, 'main', '54911' || (55000000 + i), 'Persona ' || i, '+54911' || (55000000 + i), ${now} from n;
    ${numbers(people)} insert into identifiers (channel_id, value, contact_id) select 'main', 'wa:54911' || (55000000 + i), i from n;
    ${numbers(messages)} insert into messages
      (id, contact_id, channel_id, author, kind, text, payload, wamid, said_at, created_at, exchange_id, answered_at, chatwoot_state)
      select 'bench-' || i, ${person}, 'main', 'customer', 'text', ${text}, '{"kind":"text","text":"' || ${text} || '"}',
        'wamid.' || i, ${now}, ${now}, 'bench-' || i, ${now}, 'queued' from n;
    ${numbers(messages)} insert into jobs (kind, lane, contact_id, key, payload, state, due_at, created_at)
      select 'register', 'register:' || (${person}), ${person}, 'register:bench-' || i,
        '{"message":"bench-' || i || '"}', iif(i <= ${people}, 'ready', 'waiting'), ${now}, ${now} from n;
    commit`);
  if (known)
    ledger.exec(`${numbers(people)} insert into places (contact_id, channel_id, current, source_id, chatwoot_contact_id, pubsub_token,
      conversation_id, uuid, inbox_id, status, labels, given_name, looked_at, created_at)
      select i, 'main', 1, '54911' || (55000000 + i), i, 'token-' || i, i, 'uuid-' || i, 1, 'open', '[]', 'Persona ' || i, ${now}, ${now}
      from n`);
  ledger.close();
}
