import { sql } from '../sql.ts';
import type { Contact, Db, StoredFile, Tables } from '../tables.ts';
import { findUnindexed, idsOf } from './forget/erase.ts';
import { inPieces, type Id } from './forget/apply-rules.ts';
import type { Known } from './forget/known.ts';
import { bodiesAbout } from './forget/raw-bodies.ts';

/** Columns that hold JSON: shown as what they say. */
const JSON_COLUMNS = new Set([
  'payload',
  'source',
  'labels',
  'messages',
  'actions',
  'answer',
  'usage',
  'arguments',
  'result',
  'value',
]);
/** Of no meaning outside of this ledger, or a key to the conversation. */
const HIDDEN = new Set(['pubsub_token', 'lease_token', 'lease_until', 'claims', 'body_hash']);

type Row = Record<string, unknown>;

/** Everything that the ledger has of a person on one channel, table by table. */
export interface PersonExport {
  channel: string;
  tables: Partial<Record<keyof Tables, Row[]>>;
  /** Raw bodies that tell of them; what is in one of somebody else as well is in it too. */
  events: Row[];
}

/** The rows of a person in each table. */
export async function exportPerson(db: Db, { channelId, contactIds, marks }: Known): Promise<PersonExport> {
  const messages = await idsOf(db, 'messages', 'contact_id', contactIds);
  const turns = await idsOf(db, 'turns', 'contact_id', contactIds);
  const { jobs, keys } = await findUnindexed(db, contactIds);
  const of: [keyof Tables, string, readonly Id[]][] = [
    ['contacts', 'id', contactIds],
    ['identifiers', 'contact_id', contactIds],
    ['places', 'contact_id', contactIds],
    ['messages', 'id', messages],
    ['sends', 'message_id', messages],
    ['files', 'message_id', messages],
    ['turns', 'id', turns],
    ['turn_steps', 'turn_id', turns],
    ['tool_calls', 'turn_id', turns],
    ['bot_states', 'contact_id', contactIds],
    ['questions', 'contact_id', contactIds],
    ['jobs', 'id', jobs],
    ['idempotency', 'id', keys],
  ];
  const tables: PersonExport['tables'] = {};
  for (const [table, key, ids] of of) tables[table] = await rowsOf(db, table, key, ids);
  const events: Row[] = [];
  for await (const some of bodiesAbout(db, { channelId, marks }))
    events.push(
      ...(await rowsOf(
        db,
        'events',
        'id',
        some.map(({ id }) => id),
      )),
    );
  return { channel: channelId, tables, events };
}

/** The files of a person whose bytes are here. */
export async function filesOf(db: Db, contactIds: readonly Contact['id'][]): Promise<StoredFile[]> {
  const messages = await idsOf(db, 'messages', 'contact_id', contactIds);
  const found: StoredFile[] = [];
  for (const some of inPieces(messages))
    found.push(
      ...(await db
        .selectFrom('files')
        .selectAll()
        .where('message_id', 'in', some as string[])
        .where('kept', '>', 0)
        .where('state', '=', 'ready')
        .orderBy('id')
        .execute()),
    );
  return found;
}

async function rowsOf(db: Db, table: keyof Tables, key: string, ids: readonly Id[]): Promise<Row[]> {
  const found: Row[] = [];
  for (const some of inPieces(ids)) {
    const { rows } =
      await sql<Row>`select * from ${sql.table(table)} where ${sql.ref(key)} in (${sql.join(some)})`.execute(db);
    found.push(...rows.map(shown));
  }
  return found;
}

function shown(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([column]) => !HIDDEN.has(column))
      .map(([column, value]) => [column, valueOf(column, value)]),
  );
}

/** Times as people read them; JSON as what it says. */
function valueOf(column: string, value: unknown): unknown {
  if (typeof value === 'number' && /_at$/.test(column)) return value > 0 ? new Date(value).toISOString() : null;
  if (typeof value !== 'string' || !(JSON_COLUMNS.has(column) || column === 'raw')) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
