import { patience, type Patience } from './cable-protocol.ts';

/** All the times of the cable, milliseconds. */
export interface Times extends Patience {
  /** The first wait before a lost socket is made anew; doubled each time, up to the second. */
  backoffMs: number;
  backoffMaxMs: number;
  /** One that heard for so long was well: the waits begin anew. */
  steadyMs: number;
  /** How often each socket's time is looked at. */
  lookMs: number;
}

export const cableTimes: Times = {
  ...patience,
  backoffMs: 1000,
  backoffMaxMs: 60_000,
  steadyMs: 30_000,
  lookMs: 1000,
};

/** Subscriptions asked for each second, over all sockets: as many as a Chatwoot on 2 cores confirmed. */
export const SUBSCRIPTIONS_PER_SECOND = 90;

/** Subscriptions on one socket: so many were seen to work on one. */
export const PER_SOCKET = 1000;
