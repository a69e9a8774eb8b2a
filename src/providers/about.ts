import type { z } from 'zod';
import type { Setting } from '../settings/setting.ts';

/** What people read of a provider: its names are the same in every language. */
export interface ProviderWords {
  /** The word in `PROVIDER`. */
  provider: string;
  /** As in "Meta did not answer". */
  name: string;
  /** Where operators look after number, account and templates: `360dialog Hub`. */
  console: string;
  /** The variable that holds what opens its calls. */
  key: string;
  /** What to do where that is refused: a whole sentence. */
  keyFix: Record<'en' | 'es', string>;
  /** The variable that holds the address of its calls. */
  address: string;
  /** The variable that holds the key of the webhooks' signatures. */
  signingSecret: string;
}

export type Variables = Record<string, Setting>;
export type ValuesOf<Given extends Variables> = { [Name in keyof Given]: z.output<Given[Name]['shape']> };

/** A setting of a provider that does not go with the others; whoever is told of it reads rule and fix. */
export interface ProviderFault {
  variable: string;
  rule: string;
  fix: string;
}

/**
 * All that settings, documentation and words need to know of a provider. Its code is loaded only where it is the chosen one, so that this
 * can stand below everything and one line in `list.ts` is enough.
 */
export interface About<Given extends Variables = Variables> {
  words: ProviderWords;
  /** Its variables, as all settings are described. */
  variables: Given;
  /**
   * What is wrong between its variables where it is chosen; each one's own rule is kept already.
   *
   * @param values those that are right by themselves
   * @param given the names of all variables that are set
   */
  faults: (values: Partial<ValuesOf<Given>>, given: ReadonlySet<string>) => ProviderFault[];
  /** The host that its calls go to; null where what they need is not set: then nothing is sent. */
  callsTo: (values: ValuesOf<Given>) => string | null;
  /** The number that we are, by Meta's id of it; null where the provider tells by the address of the webhook whose it is. */
  ownNumberId: (values: ValuesOf<Given>) => string | null;
  /** Its code: a module with `open`, as `Open` in `provider.ts` describes it. */
  load: () => Promise<{ open: unknown }>;
}

/** Keeps the exact types of the variables. */
export const about = <const Given extends Variables>(facts: About<Given>): About<Given> => facts;
