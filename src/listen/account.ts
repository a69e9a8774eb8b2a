import type { Administration } from '../chatwoot/api/administration.ts';
import type { ApplicationClient } from '../chatwoot/api/application.ts';
import { reasonOf } from '../errors.ts';
import type { Log } from '../observe/log.ts';

/** What a user's token tells of the account. */
export interface AccountFacts {
  /** Chatwoot's number of our inbox. */
  inboxId: number;
  /** Whether the inbox assigns conversations by itself; null where this release does not tell. */
  assignsByItself: boolean | null;
  /** The names of each person who works there, by their number: as lines may show them. */
  agents: ReadonlyMap<number, readonly string[]>;
  /** The identifier of this user's stream on the cable. A secret. */
  stream: string | null;
}

export interface AccountOptions {
  accountId: number;
  /** `CHATWOOT_INBOX_ID`. */
  inboxIdentifier: string;
  admin: Pick<Administration, 'inboxes' | 'agents'>;
  userClient: Pick<ApplicationClient, 'profile'>;
  log: Log;
  onChange: () => void;
}

/** The switch of the inbox and the list of agents change seldom. Milliseconds. */
const REFRESH_MS = 5 * 60_000;
const AGAIN_MS = 30_000;

/** Asks by CHATWOOT_USER_TOKEN what must be known of the account, now and then. Where it cannot be had, all goes on as without the token. */
export class Account {
  readonly #options: AccountOptions;
  #facts: AccountFacts | null = null;
  #asked = false;
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(options: AccountOptions) {
    this.#options = options;
  }

  get facts(): AccountFacts | null {
    return this.#facts;
  }

  /** Whether it has been asked once, with whatever answer. */
  get asked(): boolean {
    return this.#asked;
  }

  start(): void {
    void this.#refresh();
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
  }

  async #refresh(): Promise<void> {
    const { log, onChange } = this.#options;
    let waitMs = REFRESH_MS;
    try {
      this.#facts = await this.#read();
      if (!this.#facts) log.warn('CHATWOOT_USER_TOKEN does not see the inbox: agents are heard as without it');
    } catch (error) {
      waitMs = AGAIN_MS;
      log.warn(
        { reason: reasonOf(error) },
        'CHATWOOT_USER_TOKEN does not tell of the account: agents are heard as without it',
      );
    }
    this.#asked = true;
    onChange();
    if (!this.#stopped) this.#timer = setTimeout(() => void this.#refresh(), waitMs).unref();
  }

  async #read(): Promise<AccountFacts | null> {
    const { admin, userClient, accountId, inboxIdentifier } = this.#options;
    const inbox = (await admin.inboxes()).find((it) => it.inbox_identifier === inboxIdentifier);
    if (!inbox) return null;
    const agents = new Map((await admin.agents()).map((it) => [it.id, namesOf(it)]));
    const { id, pubsub_token: token } = await userClient.profile();
    const stream = token
      ? JSON.stringify({ channel: 'RoomChannel', pubsub_token: token, account_id: accountId, user_id: id })
      : null;
    return { inboxId: inbox.id, assignsByItself: inbox.enable_auto_assignment ?? null, agents, stream };
  }
}

function namesOf(agent: { name?: string | null | undefined; available_name?: string | null | undefined }): string[] {
  return [agent.available_name, agent.name].filter((name) => typeof name === 'string').filter((name) => name !== '');
}
