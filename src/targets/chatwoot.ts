import type { ChatwootClient } from '../chatwoot/api/client.ts';
import type { AdaptiveLimit } from './limit.ts';
import { Target, type Heard, type TargetOptions } from './target.ts';

type Given = Pick<TargetOptions, 'clock' | 'random' | 'log'>;

/** A Chatwoot inbox: everything that is registered, arranged, looked at and ticked there. Asked by reading the inbox. */
export function chatwootTarget({
  client,
  limit,
  ...given
}: Given & { client: Pick<ChatwootClient, 'inbox'>; limit: AdaptiveLimit }): Target {
  const ask = askChatwoot(client);
  return new Target({ ...given, name: 'chatwoot', ask, most: () => limit.current(), onBack: () => limit.reset() });
}

/** The harmless call. */
export function askChatwoot(client: Pick<ChatwootClient, 'inbox'>): () => Promise<Heard> {
  return async () => {
    try {
      await client.inbox();
      return 'works';
    } catch {
      return 'fails';
    }
  };
}
