import type { Database } from './database.ts';

/** What the service has written down, as far as chaos asks for it. */
export class Ledger {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Who answers a person; null where nobody knows them. */
  async answeredBy(channel: string, waId: string): Promise<string | null> {
    const [row] = await this.#database.rows(
      'select answered_by from contacts where channel_id = ? and wa_id = ?',
      channel,
      waId,
    );
    return row === undefined ? null : String(row['answered_by']);
  }

  /** Whether it has these words of somebody. */
  async has(channel: string, author: 'bot' | 'agent', text: string): Promise<boolean> {
    const rows = await this.#database.rows(
      'select id from messages where channel_id = ? and author = ? and text = ?',
      channel,
      author,
      text,
    );
    return rows.length > 0;
  }

  /** How much is still to be done, bodies that nobody has read included. What only looks for agents' words comes again and again. */
  async open(): Promise<number> {
    const [jobs] = await this.#database.rows(
      "select count(*) as n from jobs where state in ('ready', 'waiting') and kind <> 'look'",
    );
    const [events] = await this.#database.rows('select count(*) as n from events where outcome is null');
    return Number(jobs?.['n'] ?? 0) + Number(events?.['n'] ?? 0);
  }

  /** How much it holds: it grows as long as something happens. */
  async size(): Promise<string> {
    const [row] = await this.#database.rows(
      "select (select count(*) from messages) as messages, (select count(*) from jobs where state = 'done' and kind <> 'look') as done",
    );
    return `${row?.['messages']} ${row?.['done']}`;
  }

  /** What was given up: the words it is about, and why. */
  async problems(): Promise<{ id: number; kind: string; text: string; reason: string }[]> {
    const rows = await this.#database.rows(
      "select id, kind, key, payload, last_error from jobs where state = 'problem' order by id",
    );
    const found: { id: number; kind: string; text: string; reason: string }[] = [];
    for (const row of rows) {
      const payload = JSON.parse(String(row['payload'])) as { message?: string; send?: string };
      const id = payload.message ?? payload.send?.split('.')[0] ?? '';
      const text = await this.textOf(id);
      found.push({ id: Number(row['id']), kind: String(row['kind']), text, reason: String(row['last_error']) });
    }
    return found;
  }

  /** What a message says; empty where there is none. */
  async textOf(id: string): Promise<string> {
    const [row] = await this.#database.rows('select text from messages where id = ?', id);
    return String(row?.['text'] ?? '');
  }

  /** Everything it has about these words. */
  async about({ channel, text }: { channel: string; text: string }): Promise<object[]> {
    if (text === '') return [];
    const messages = await this.#database.rows(
      'select * from messages where channel_id = ? and (text = ? or text = ?) order by created_at',
      channel,
      text,
      `re: ${text}`,
    );
    const rows: object[] = [];
    for (const message of messages) {
      const id = String(message['id']);
      const sends = await this.#database.rows('select * from sends where message_id = ?', id);
      const jobs = await this.#database.rows('select * from jobs where key like ? order by id', `%${id}%`);
      const contact = await this.#database.rows('select * from contacts where id = ?', Number(message['contact_id']));
      rows.push({ message, sends, jobs, contact });
    }
    return rows;
  }
}
