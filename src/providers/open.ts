import { aboutProvider, type ProviderValues, type ProviderVariables } from './known.ts';
import type { Open, Provider, ProviderOptions } from './provider.ts';

/** Opens the provider that the settings name. Throws `Misconfigured` where they cannot work. */
export async function openProvider(
  { provider, values }: { provider: string; values: ProviderValues },
  options: ProviderOptions = {},
): Promise<Provider> {
  const { open } = await aboutProvider(provider).load();
  return (open as Open<ProviderVariables>)(values, options);
}
