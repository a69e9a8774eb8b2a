import type { CaseName } from '../../bots/check/cases.ts';
import type { FaultKind } from '../../bots/check/fault.ts';

type Outcome = 'ok' | 'advice' | 'broken';

/** What `bot check` says. */
export interface BotCheckWords {
  begins(target: string): string;
  /** Where our side of the talk is. */
  ours(url: string): string;
  noSecret: string;
  outcomes: Record<Outcome, string>;
  cases: Record<CaseName, string>;
  /** What was seen, and what to do. */
  faults: Record<FaultKind, { what: (detail: string) => string; fix: string }>;
  score(counts: Record<Outcome, number>, median: number): string;
  good: string;
  bad: string;
  filesRead(n: number): string;
}
