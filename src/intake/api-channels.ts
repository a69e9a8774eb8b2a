import type { EffectOptions } from '../deliver/hand-over.ts';

/** What the API must know of a channel. */
export interface ApiChannel {
  name: string;
  digest: EffectOptions & { register: 'on' | 'off' };
  /** New jobs of it are in the ledger. */
  onJobs: () => void;
}

/** The channel of that name; the only one where none is named. A text says what is wrong with the name. */
export function channelNamed<T extends { name: string }>(
  channels: readonly T[],
  name: string | null | undefined,
): T | string {
  const names = channels.map((channel) => channel.name).join(', ');
  if (name === null || name === undefined) {
    const [only, ...more] = channels;
    return only && more.length === 0 ? only : `is missing: there are several channels, name one of ${names}`;
  }
  return channels.find((channel) => channel.name === name) ?? `must be one of: ${names}`;
}
