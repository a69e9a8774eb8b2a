import type { ListenOptions } from '../listen/listen-options.ts';
import type { Log } from '../observe/log.ts';
import type { ApplyOptions } from './apply-webhook.ts';

/** How what comes in for one channel is written down. */
export interface DigestChannel extends ApplyOptions {
  /** For events of Chatwoot; null where it is off, or nothing is sent. */
  listen: ListenOptions | null;
  log: Log;
}

/** The channels whose events are read. */
export interface DigestChannels {
  /** Null where there is none of that name: its events wait until there is. */
  of(name: string): DigestChannel | null;
  /** Whose number that is, by Meta's id of it, where who signed speaks for it too: one app at Meta, one key. */
  ofNumber(numberId: string, signer: string): DigestChannel | null;
  /** All that an event of Chatwoot may be about which came by this channel's door: those with the same secret, it among them. */
  besides(name: string): DigestChannel[];
  /** New jobs of this channel are in the ledger. */
  onJobs(name: string): void;
}
