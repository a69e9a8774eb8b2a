import type { Action } from '../bot.ts';
import type { CheckTurn } from './turns.ts';

/** What came of one turn. */
export interface Given {
  actions: Action[];
  /** Milliseconds. */
  took: number;
  /** It said 202, and its actions came later. */
  later: boolean;
}

/** How a turn is put otherwise than the service would. */
export interface Twist {
  /** `wrong`: by another secret · `none`: without its headers · `old`: right, and an hour old. */
  signature?: 'wrong' | 'none' | 'old';
  /** Fields that no release has yet, at the top. */
  more?: Record<string, unknown>;
  /** This in place of the body, signed. */
  body?: string;
  /** The call is given up after this. Milliseconds. */
  leaveAfterMs?: number;
}

/** A developer's bot that is examined. */
export interface Subject {
  kind: 'http' | 'module';
  /** @throws Broken with what it did otherwise than it must */
  ask(turn: CheckTurn, twist?: Twist): Promise<Given>;
  /** The status with which it answers a call as no service makes it; null where no answer came. */
  status(turn: CheckTurn, twist: Twist): Promise<number | null>;
  /** What happened besides: actions that came twice, files that were read. */
  seen(): { twice: string[]; wrongToken: string[]; files: number };
  close(): Promise<void>;
}
