import { z } from 'zod';
import { lastingClock, pause, type Clock } from '../clock.ts';
import { messagesOfExchanges, type ExchangeMessage } from '../store/exchanges.ts';
import type { Store } from '../store/open.ts';
import type { ChatwootState } from '../store/tables.ts';

/** What an exchange, or one of its texts, has come to. All but `waiting` are final, unless a problem is tried again. */
const stateShape = z.enum(['waiting', 'registered', 'problem', 'off', 'dry_run']).meta({
  description:
    '`waiting`: not yet in Chatwoot, tried until it is · `registered`: in Chatwoot · `problem`: given up, see `error` · ' +
    '`off`: CHATWOOT_ENABLED is off · `dry_run`: CHATWOOT_DRY_RUN is on, nothing was posted',
});

const partShape = z
  .object({ state: stateShape, chatwoot_message_id: z.int().nullable() })
  .nullable()
  .meta({ description: 'Null where nothing was said: an empty text is not registered.' });

export const outcomeShape = z
  .object({
    id: z.string().meta({ description: 'As the exchange was answered with.' }),
    state: stateShape.meta({ description: 'Of both texts together: `waiting` until both are settled.' }),
    conversation_id: z.int().nullable().meta({ description: 'As Chatwoot shows it; null until a text is there.' }),
    user_message: partShape,
    bot_response: partShape,
    error: z.string().nullable().meta({ description: 'Why it is a problem.' }),
  })
  .meta({ description: 'What has become of an exchange.' });

export type ExchangeState = z.output<typeof stateShape>;
export type ExchangeOutcome = z.output<typeof outcomeShape>;

/** What is known of each exchange, in the order of the ids; undefined for one that is not known (or no longer kept). */
export async function outcomesOf(store: Store, ids: readonly string[]): Promise<(ExchangeOutcome | undefined)[]> {
  const messages = await messagesOfExchanges(store.db, ids);
  return ids.map((id) => {
    const own = messages.filter((message) => message.exchange_id === id);
    return own.length === 0 ? undefined : outcomeOf(id, own);
  });
}

/** The first look after this time, later ones after up to `SLOWEST_MS`: an exchange takes two calls to Chatwoot, not less. */
const FIRST_MS = 100;
const SLOWEST_MS = 500;

/** Looks until nothing waits any more, the time is up, or the caller has left. Gives what is known then. */
export async function waitForOutcomes(
  store: Store,
  ids: readonly string[],
  until: { ms: number; clock: Clock; signal?: AbortSignal },
): Promise<(ExchangeOutcome | undefined)[]> {
  const clock = lastingClock(until.clock);
  const end = clock.now() + until.ms;
  for (let wait = FIRST_MS; ; wait = Math.min(wait * 1.3, SLOWEST_MS)) {
    const outcomes = await outcomesOf(store, ids);
    const left = end - clock.now();
    if (left <= 0 || until.signal?.aborted || !outcomes.some((outcome) => outcome?.state === 'waiting'))
      return outcomes;
    await pause(Math.min(wait, left), until.signal);
    if (until.signal?.aborted) return outcomes;
  }
}

const STATE: Record<ChatwootState, ExchangeState> = {
  queued: 'waiting',
  registered: 'registered',
  problem: 'problem',
  off: 'off',
  dry_run: 'dry_run',
};

/** The state of several: the first of these that any of them is in. */
const WORST: ExchangeState[] = ['waiting', 'problem', 'registered', 'dry_run', 'off'];

const together = (states: ExchangeState[]) => WORST.find((state) => states.includes(state)) ?? 'off';

function outcomeOf(id: string, messages: ExchangeMessage[]): ExchangeOutcome {
  const part = (own: ExchangeMessage[]) =>
    own.length === 0
      ? null
      : {
          state: together(own.map((message) => STATE[message.chatwoot_state])),
          chatwoot_message_id: own.at(-1)?.chatwoot_message_id ?? null,
        };
  const registered = messages.find((message) => message.chatwoot_state === 'registered');
  const failed = messages.find((message) => message.chatwoot_state === 'problem');
  return {
    id,
    state: together(messages.map((message) => STATE[message.chatwoot_state])),
    conversation_id: registered?.conversation_id ?? null,
    user_message: part(messages.filter((message) => message.author === 'customer')),
    bot_response: part(messages.filter((message) => message.author !== 'customer')),
    error: failed ? (failed.error ?? 'given up; see `optiatiende problems list`') : null,
  };
}
