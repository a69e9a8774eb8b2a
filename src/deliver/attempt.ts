import type { ApplicationClient } from '../chatwoot/application.ts';
import type { ChatwootClient } from '../chatwoot/client.ts';
import type { Job } from '../store/tables.ts';
import type { RegisterOptions } from './register-options.ts';

/** A try whose first call that may leave something begins later than this after its claim notes the time on the disk. Milliseconds. */
const NOTED_AFTER = 500;

/**
 * Follows when the last call began that may leave something in Chatwoot. A read-back counts from there: a list of conversations may
 * have taken 25 s before it, and what is still under way in Chatwoot must not be missed, also after a crash.
 */
export class Attempt {
  /** Milliseconds since 1970. */
  triedAt: number;
  readonly client: ChatwootClient;
  readonly botClient: ApplicationClient | null;

  constructor(job: Job, { client, botClient, clock, store }: RegisterOptions) {
    this.triedAt = clock.now();
    const begin = async () => {
      this.triedAt = clock.now();
      if (this.triedAt - (job.tried_at ?? 0) < NOTED_AFTER) return;
      job.tried_at = this.triedAt;
      await store.write((tx) =>
        tx
          .updateTable('jobs')
          .set({ tried_at: job.tried_at })
          .where('id', '=', job.id)
          .where('lease_token', '=', job.lease_token)
          .execute(),
      );
    };
    this.botClient = botClient && {
      ...botClient,
      postMessage: async (...args) => {
        await begin();
        return await botClient.postMessage(...args);
      },
    };
    this.client = {
      ...client,
      createConversation: async (...args) => {
        await begin();
        return await client.createConversation(...args);
      },
      postFiles: async (...args) => {
        await begin();
        try {
          return await client.postFiles(...args);
        } catch (error) {
          // Files take their time to get there: Chatwoot may have begun with them only now.
          this.triedAt = clock.now();
          throw error;
        }
      },
      postMessage: async (...args) => {
        await begin();
        return await client.postMessage(...args);
      },
    };
  }
}
