import { Refused } from '../errors.ts';
import type { WhatsAppClient } from '../providers/360dialog/client.ts';
import { Target, type Heard, type TargetOptions } from './target.ts';

type Given = Pick<TargetOptions, 'clock' | 'random' | 'log'>;

/** A WhatsApp number at 360dialog: what is sent, fetched and marked there. Asked for its health. */
export function whatsAppTarget({
  client,
  most,
  ...given
}: Given & { client: Pick<WhatsAppClient, 'health'>; most: () => number }): Target {
  return new Target({ ...given, name: 'whatsapp', ask: askWhatsApp(client), most });
}

/** The harmless call. */
export function askWhatsApp(client: Pick<WhatsAppClient, 'health'>): () => Promise<Heard> {
  return async () => {
    try {
      return (await client.health()).canSend === 'BLOCKED' ? 'fails' : 'works';
    } catch (error) {
      // Whoever stands in for 360dialog may not know the call.
      return error instanceof Refused && [404, 405, 501].includes(error.status) ? 'unknown' : 'fails';
    }
  };
}
