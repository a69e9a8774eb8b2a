/** What `GET now` gives. Times are milliseconds since 1970. */
export interface Now {
  at: number;
  channels: ChannelNow[];
}

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
  waiting: Record<'turn' | 'send' | 'register' | 'fetch' | 'hear' | 'look' | 'tick', number>;
  oldestMs: number;
  unread: number;
  problems: number;
  day: string;
  today: {
    received: number;
    answered: number;
    byBot: number;
    toPeople: number;
    waiting: number;
    toRegister: number;
    registered: number;
    registeredOfReceived: number;
    givenUp: number;
  };
  hours: { at: number; received: number; bot: number; people: number; p50: number | null; p90: number | null }[];
  audit: { at: number; missing: number } | null;
}
