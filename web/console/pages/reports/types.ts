/** Milliseconds. */
export interface Times {
  count: number;
  p50: number | null;
  p90: number | null;
}

export const figureNames = [
  'received',
  'byBot',
  'byPeople',
  'byProgram',
  'unasked',
  'open',
  'saidBot',
  'saidAgent',
  'failed',
  'handoffs',
] as const;
export type FigureName = (typeof figureNames)[number];

export type Figures = Record<FigureName, number> & { first: Times };

export interface ReportShown {
  from: string;
  to: string;
  days: (Figures & { day: string })[];
  channels: (Figures & { channel: string })[];
  total: Figures;
  causes: { cause: string; count: number; waiting: number; unanswered: number; waited: Times }[];
  names: string[];
  /** Messages are counted up to then only, so far; null: all are. Milliseconds since 1970. */
  countedTo: number | null;
}
