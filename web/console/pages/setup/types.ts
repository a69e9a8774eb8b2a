/** As `/setup` tells a channel. */
export interface ChannelShown {
  channel: string;
  provider: string;
  whatsapp: string | null;
  chatwoot: string | null;
  inbox: string | null;
  dryRun: boolean;
  bots: string[];
  cable: 'on' | 'deaf' | 'off';
  door: boolean;
  parked: { reason: string; fix: string } | null;
  heard: { whatsapp: number | null; chatwoot: number | null };
}

export interface SetUpShown {
  /** Whether `check` can be run from here. */
  checks: boolean;
  channels: ChannelShown[];
}

export interface CheckLine {
  channel?: string;
  name: string;
  label: string;
  state: 'ok' | 'warning' | 'wrong' | 'off';
  detail: string;
  fix?: string;
}

export interface CheckState {
  startedAt: number;
  done: boolean;
  cut: boolean;
  lines: CheckLine[];
}

/** A row of the list of acts. */
export interface ActShown {
  id: number;
  at: number;
  name: string;
  act: string;
  about: string | null;
  detail: string | null;
  /** Null: it was begun, and nobody knows what came of it. */
  outcome: string | null;
}
