import { dialog360 } from '../../src/providers/360dialog/about.ts';
import { open } from '../../src/providers/360dialog/provider.ts';
import type { Provider, ProviderOptions } from '../../src/providers/provider.ts';

/** 360dialog at an address; `timeoutMs` for every call. */
export function open360(
  at: { url: string; apiKey: string | null; signingSecret?: string | null },
  timeoutMs = 5_000,
  more: ProviderOptions = {},
): Provider {
  const { url, apiKey, signingSecret = null } = at;
  const values = { D360_API_KEY: apiKey, D360_BASE_URL: url, WHATSAPP_SIGNING_SECRET: signingSecret };
  return open(values, { times: { call: timeoutMs, file: timeoutMs, ask: timeoutMs }, ...more });
}

/** Its door alone. */
export const door360 = (signingSecret: string | null = null): Provider =>
  open360({ url: 'https://waba-v2.360dialog.io', apiKey: null, signingSecret });

export const words360 = dialog360.words;
