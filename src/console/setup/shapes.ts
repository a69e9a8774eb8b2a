import type { CheckLine } from '../tools.ts';

/** A channel with how it is set up: nothing in it lets anybody in. */
export interface ChannelShown {
  channel: string;
  provider: string;
  /** The host of its calls; null: WhatsApp is off. */
  whatsapp: string | null;
  /** The host of its Chatwoot, null: off; and the end of the inbox's identifier. */
  chatwoot: string | null;
  inbox: string | null;
  dryRun: boolean;
  bots: readonly string[];
  cable: 'on' | 'deaf' | 'off';
  door: boolean;
  parked: { reason: string; fix: string } | null;
  /** When each side last told something. Milliseconds since 1970; null: not among the newest that are kept. */
  heard: { whatsapp: number | null; chatwoot: number | null };
}

/** What `GET setup` answers. */
export interface SetUpShown {
  /** Whether `check` can be run from here. */
  checks: boolean;
  channels: ChannelShown[];
}

/** How far a run of `check` has come. */
export interface CheckState {
  /** Milliseconds since 1970. */
  startedAt: number;
  done: boolean;
  /** It took longer than it may: what is missing was not looked at. */
  cut: boolean;
  lines: CheckLine[];
}
