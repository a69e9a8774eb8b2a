import type { Command } from 'commander';
import { Misconfigured } from '../errors.ts';

export interface ChannelOption {
  channel?: string;
}

/** `--channel NAME`, where a command shows a block for each. */
export const withChannel = (command: Command, text = 'only this channel, by its name in CHANNELS'): Command =>
  command.option('--channel <name>', text);

/** Those that are meant. @throws Misconfigured where there is none of that name. */
export function chosenChannels<T>(all: readonly T[], nameOf: (one: T) => string, { channel }: ChannelOption): T[] {
  if (channel === undefined) return [...all];
  const found = all.filter((one) => nameOf(one) === channel);
  if (found.length > 0) return found;
  throw new Misconfigured(`--channel: there is no channel ${channel}; there are: ${all.map(nameOf).join(', ')}.`);
}
