/** As `/problems` tells a cause. */
export interface CauseShown {
  id: string;
  channel: string;
  what: string;
  reason: string;
  fix: string;
  count: number;
  people: number;
  oldest: number;
  newest: number;
}

export interface CausesShown {
  causes: CauseShown[];
  count: number;
  more: boolean;
  channels: string[];
}

export interface ProblemShown {
  id: number;
  channel: string;
  what: string;
  author: string | null;
  contact: number;
  number: string | null;
  name: string | null;
  at: number;
  reason: string;
  fix: string;
  exchange: string | null;
}
