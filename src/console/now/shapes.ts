import type { PersonWork } from '../../store/tables.ts';

/** What came and was said within an hour. */
export interface Hour {
  at: number;
  received: number;
  bot: number;
  people: number;
  /** How long the bot's first answers took; null: there were none. Milliseconds. */
  p50: number | null;
  p90: number | null;
}

/** What customers wrote on a day, and what became of it. */
export interface Today {
  received: number;
  /** Decided: answered, left to people, or not to be answered. */
  answered: number;
  byBot: number;
  toPeople: number;
  waiting: number;
  /** Of all that was said, whoever said it: what is to stand in Chatwoot, and what does. */
  toRegister: number;
  registered: number;
  /** Of what customers wrote. */
  registeredOfReceived: number;
  givenUp: number;
}

/** Why a channel is not simply well; what a person reads is in the fields that the service's own words come in. */
export type Trouble =
  | { code: 'parked'; reason: string; fix: string }
  | { code: 'rest'; target: string; until: number; reason: string; fix: string }
  | { code: 'deaf' }
  | { code: 'old'; ms: number };

export interface ChannelNow {
  name: string;
  state: 'ok' | 'degraded' | 'parked';
  troubles: Trouble[];
  whatsapp: { on: boolean; heardAt: number | null };
  chatwoot: { on: boolean; heardAt: number | null; cable: 'on' | 'deaf' | 'off'; webhook: boolean };
  waiting: Record<PersonWork, number>;
  oldestMs: number;
  unread: number;
  problems: number;
  /** `2026-11-29`, by the channel's clocks. */
  day: string;
  today: Today;
  hours: Hour[];
  /** What the last nightly audit found missing; null: there was none. */
  audit: { at: number; missing: number } | null;
}

export interface Now {
  at: number;
  channels: ChannelNow[];
}
