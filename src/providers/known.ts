import type { About, ProviderWords, ValuesOf } from './about.ts';
import * as list from './list.ts';

type Each = (typeof list)[keyof typeof list]['variables'];
type All<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer Whole) => void
  ? Whole
  : never;

/** The variables of all providers. */
export type ProviderVariables = { [Name in keyof All<Each>]: All<Each>[Name] };
/** What they hold, whichever provider is chosen. */
export type ProviderValues = ValuesOf<ProviderVariables>;

const all = Object.values(list) as unknown as About<ProviderVariables>[];

export const providerVariables = Object.assign({}, ...all.map(({ variables }) => variables)) as ProviderVariables;

/** The words that `PROVIDER` may be. */
export const providerNames = all.map(({ words }) => words.provider);

/** The provider of that name. Throws for a word that `PROVIDER` would not take. */
export function aboutProvider(name: string): About<ProviderVariables> {
  const found = all.find(({ words }) => words.provider === name);
  if (!found) throw new RangeError(`there is no provider ${name}`);
  return found;
}

export const providerWords = (name: string): ProviderWords => aboutProvider(name).words;
