import { pause } from '../../../clock.ts';
import type { Calls } from '../../calls.ts';
import { setMessageStatus } from '../messages/change-message.ts';
import { setStatus } from '../conversations/conversations.ts';
import { INBOX_EVENTS, type ChatwootEvent } from '../events.ts';
import { postWebhook, type Posted } from './post-webhook.ts';
import { railsJson } from '../rails-json.ts';
import type { Inbox } from '../records.ts';
import type { Scatter } from '../scatter.ts';
import type { ChatwootState } from '../state.ts';
import { webhookBody } from './webhook-bodies.ts';

export interface WebhooksOutOptions {
  /** Milliseconds until an answer must have come; 5,000 where absent. */
  timeoutMs?: number;
  /** Milliseconds between two tries at an agent bot's door; 3,000 where absent. */
  botRetryMs?: number;
  /** False: private addresses are refused, as from 4.14.0 on without `SAFE_FETCH_ALLOW_PRIVATE_NETWORK`; true where absent. */
  allowPrivateNetwork?: boolean;
  /** Where calls are written down; nowhere where absent. */
  calls?: Calls;
}

/** One delivery as it went out, for tests to look at. */
export interface Delivery {
  door: 'inbox' | 'account' | 'bot';
  url: string;
  event: string;
  headers: Record<string, string>;
  /** The raw bytes, as text. */
  body: string;
  /** Null while it is under way. */
  outcome: Posted | null;
}

export interface WebhooksOut {
  /** The last 2,000, oldest first. */
  readonly log: readonly Delivery[];
  emit(event: ChatwootEvent): void;
  settled(): Promise<void>;
  stop(): void;
}

interface Door {
  door: Delivery['door'];
  url: string;
  secret: string;
  inbox: Inbox | null;
}

const LOG_LENGTH = 2_000;
/** The next delivery to a door leaves when the one before was answered, or after this time: a slow door holds up nothing. */
const GAP_MS = 50;
const BOT_TRIES = 3;

/** Tells every door of an event, each once; what an inbox's own door does not take marks the message failed. */
export function createWebhooksOut(
  state: ChatwootState,
  scatter: Scatter,
  base: () => string,
  options: WebhooksOutOptions,
): WebhooksOut {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const chains = new Map<string, Promise<unknown>>();
  let log: Delivery[] = [];

  function doorsFor(event: ChatwootEvent): Door[] {
    if (event.name.includes('typing') && !state.features.typingWebhooks) return [];
    if ('message' in event && event.message.type === 2) return [];
    const account = state.webhooks
      .filter(({ subscriptions }) => subscriptions.includes(event.name))
      .map(({ url, secret }): Door => ({ door: 'account', url, secret, inbox: null }));
    if (!('conversation' in event) || !INBOX_EVENTS.has(event.name)) return account;
    const { inbox } = event.conversation.source;
    const hears = 'message' in event || state.features.tellsBotsConversations;
    const bot = hears ? inbox.bot : null;
    return [
      ...(inbox.webhookUrl ? [{ door: 'inbox' as const, url: inbox.webhookUrl, secret: inbox.secret, inbox }] : []),
      ...account,
      ...(bot?.outgoingUrl ? [{ door: 'bot' as const, url: bot.outgoingUrl, secret: bot.secret, inbox }] : []),
    ];
  }

  async function deliver(door: Door, event: ChatwootEvent, body: string): Promise<void> {
    const tries = door.door === 'bot' && state.features.retriesBots ? BOT_TRIES : 1;
    for (let n = 1; n <= tries && !stopping.signal.aborted; n += 1) {
      if (n > 1) await pause(options.botRetryMs ?? 3_000, stopping.signal);
      const outcome = await once(door, event, body);
      if (outcome.failure === null) return;
      const again = outcome.status === 429 || outcome.status === 500;
      if (n === tries || !again) return failed(door, event, outcome.failure);
    }
  }

  async function once(door: Door, event: ChatwootEvent, body: string): Promise<Posted> {
    const entry: Delivery = { door: door.door, url: door.url, event: event.name, headers: {}, body, outcome: null };
    log.push(entry);
    if (log.length > LOG_LENGTH * 2) log = log.slice(-LOG_LENGTH);
    const timeoutMs = options.timeoutMs ?? 5_000;
    const privateNetwork = options.allowPrivateNetwork ?? true;
    const signal = stopping.signal;
    const path = URL.parse(door.url)?.pathname ?? door.url;
    const end = options.calls?.begin({ from: 'chatwoot', to: 'service', method: 'POST', path, request: body });
    entry.outcome = await postWebhook(state, door, body, entry.headers, { timeoutMs, privateNetwork, signal });
    end?.(entry.outcome.status ?? 0, entry.outcome.failure);
    return entry.outcome;
  }

  /** Recorded: the message is marked at once, with the words of the failure, and that is told in turn. */
  function failed(door: Door, event: ChatwootEvent, failure: string): void {
    if (stopping.signal.aborted || !('message' in event)) return;
    const { message, conversation } = event;
    if (door.door === 'inbox') setMessageStatus(state, conversation, message, 'failed', failure, null);
    if (door.door === 'bot' && conversation.status === 'pending') setStatus(state, conversation, 'open', null);
  }

  function enqueue(door: Door, event: ChatwootEvent, body: string): void {
    const before = chains.get(door.url) ?? Promise.resolve();
    const work = before.then(() => deliver(door, event, body));
    running.add(work);
    void work.finally(() => running.delete(work));
    chains.set(
      door.url,
      before.then(() => Promise.race([work, pause(GAP_MS, stopping.signal)])),
    );
  }

  return {
    get log() {
      return log.slice(-LOG_LENGTH);
    },
    emit(event) {
      const doors = doorsFor(event);
      if (doors.length === 0) return;
      // Written now: a webhook shows things as they were when it was queued.
      const shown = webhookBody(state, event, base());
      if (!shown) return;
      const body = railsJson(shown);
      for (const door of doors) scatter.send(`${door.door} ${event.name}`, () => enqueue(door, event, body));
    },
    async settled() {
      // What failed may tell something in turn.
      while (scatter.waiting + running.size > 0) {
        await scatter.settled();
        await Promise.all(running);
      }
    },
    stop() {
      stopping.abort();
      scatter.stop();
    },
  };
}
