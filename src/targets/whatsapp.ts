import { Refused } from '../errors.ts';
import type { Provider } from '../providers/provider.ts';
import { Target, type Heard, type TargetOptions } from './target.ts';

type Given = Pick<TargetOptions, 'clock' | 'random' | 'log' | 'onShut'>;

/** A WhatsApp number: what is sent, fetched and marked there. Asked for its health. */
export function whatsAppTarget({
  provider,
  most,
  ...given
}: Given & { provider: Pick<Provider, 'health'>; most: () => number }): Target {
  return new Target({ ...given, name: 'whatsapp', ask: askWhatsApp(provider), most });
}

/** The harmless call. */
export function askWhatsApp(provider: Pick<Provider, 'health'>): () => Promise<Heard> {
  return async () => {
    try {
      return (await provider.health()).canSend === 'BLOCKED' ? 'fails' : 'works';
    } catch (error) {
      // Whoever stands in for a provider may not know the call.
      return error instanceof Refused && [404, 405, 501].includes(error.status) ? 'unknown' : 'fails';
    }
  };
}
