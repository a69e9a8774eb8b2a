import type { ApplicationClient } from '../../chatwoot/api/application.ts';
import type { ChatwootClient } from '../../chatwoot/api/client.ts';
import type { EventMessage } from '../../chatwoot/events/event.ts';
import { readPageMessage } from '../../chatwoot/events/read-message.ts';
import { registerVerdict } from '../../chatwoot/failures/failure.ts';
import { isMissingRecord } from '../../chatwoot/failures/refusal.ts';
import { pause, type Clock } from '../../clock.ts';
import type { ReadablePlace } from '../../deliver/register/conversation.ts';
import { reasonOf, Refused, Unreachable } from '../../errors.ts';
import type { Share } from '../../targets/slots.ts';
import type { Target } from '../../targets/target.ts';

export interface CallOptions {
  client: Pick<ChatwootClient, 'messages' | 'conversations'>;
  /** With CHATWOOT_USER_TOKEN. */
  user: Pick<ApplicationClient, 'messages'> | null;
  target: Pick<Target, 'rest' | 'tend' | 'restFor'>;
  clock: Clock;
  /** Of the calls that Chatwoot gets at once; null where nobody shares them. */
  share: Pick<Share, 'room' | 'begun' | 'ended'> | null;
  /** Between the beginnings of two calls. Milliseconds. */
  everyMs: number;
  /** How often one call is made. */
  tries: number;
  /** How long a rest of Chatwoot's is waited for. Milliseconds. */
  patienceMs: number;
  signal?: AbortSignal;
}

const PLACE_AGAIN_MS = 50;

/** Chatwoot could not be read: nothing is known of what stands there. */
export class NotReadBack extends Error {
  override readonly name = 'NotReadBack';
}

/** What an audit asks Chatwoot: one call at a time, at a slow pace, and none while it rests. */
export class Calls {
  readonly #options: CallOptions;
  #last = -Infinity;
  #userMay: boolean;

  constructor(options: CallOptions) {
    this.#options = options;
    this.#userMay = options.user !== null;
  }

  /**
   * 20 messages, the newest or those before one; oldest first. Notes among agents are in it where a user's token may read.
   *
   * @throws {NotReadBack}, and what tells that there is no such conversation
   */
  async page({ source_id, conversation_id }: ReadablePlace, before: number | undefined): Promise<EventMessage[]> {
    const { client, user } = this.#options;
    if (user && this.#userMay) {
      try {
        return await this.#ask(() => user.messages(conversation_id, before === undefined ? {} : { before }));
      } catch (error) {
        if (!(error instanceof Refused) || ![401, 403, 404].includes(error.status)) throw error;
        // Without its inbox, or without this conversation: the public door tells.
        if (error.status !== 404) this.#userMay = false;
      }
    }
    const page = await this.#ask(() => client.messages(source_id, conversation_id, before));
    return page.map(readPageMessage).filter((message) => message !== null);
  }

  /** The numbers of all conversations that a person has in our inbox; null where Chatwoot does not get the list together. */
  async conversations(sourceId: string): Promise<{ id: number; inboxId: number | null }[] | null> {
    const { client } = this.#options;
    try {
      const list = await this.#ask(() => client.conversations(sourceId), 1);
      return list.map(({ id, inbox_id: inboxId }) => ({ id, inboxId: inboxId ?? null }));
    } catch (error) {
      if (error instanceof NotReadBack || isMissingRecord(error)) return null;
      throw error;
    }
  }

  async #ask<T>(call: () => Promise<T>, tries = this.#options.tries): Promise<T> {
    const { clock, everyMs, signal, target, share } = this.#options;
    for (let attempt = 1; ; attempt++) {
      await this.#untilItMayBeCalled();
      await pause(Math.max(0, Math.min(everyMs, this.#last + everyMs - clock.now())), signal);
      await this.#takePlace();
      this.#last = clock.now();
      try {
        return await call().finally(() => share?.ended());
      } catch (error) {
        if (!(error instanceof Refused || error instanceof Unreachable) || isShut(error)) throw error;
        const verdict = registerVerdict(error, attempt);
        if (verdict.do === 'pause') target.restFor(verdict.afterMs, verdict.reason, verdict.fix);
        if (attempt >= tries) throw new NotReadBack(reasonOf(error), { cause: error });
        await pause(1_000 * 2 ** attempt, signal);
      }
    }
  }

  /** Behind the others' turns: what is said goes before what is looked at again. */
  async #takePlace(): Promise<void> {
    const { share, signal } = this.#options;
    signal?.throwIfAborted();
    while (share && share.room() === 0) {
      await pause(PLACE_AGAIN_MS, signal);
      signal?.throwIfAborted();
    }
    share?.begun(1, false);
  }

  async #untilItMayBeCalled(): Promise<void> {
    const { target, clock, signal, patienceMs } = this.#options;
    const until = clock.now() + patienceMs;
    for (let rest = target.rest; rest !== null; rest = target.rest) {
      signal?.throwIfAborted();
      if (clock.now() >= until) throw new NotReadBack(rest.reason);
      await pause(Math.min(1_000, target.tend() ?? 0), signal);
    }
  }
}

/** No failure of the server's: it says that we may not, or that there is nothing. */
const isShut = (error: unknown): boolean =>
  isMissingRecord(error) || (error instanceof Refused && [401, 403].includes(error.status));
