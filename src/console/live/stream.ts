import { streamSSE } from 'hono/streaming';
import { pause } from '../../clock.ts';
import type { Sessions } from '../access/sessions.ts';
import type { ConsoleContext } from '../context.ts';
import type { Doors } from '../doors.ts';
import { Hub, type Moves } from './hub.ts';

export interface LiveOptions {
  sessions: Sessions;
  /** Aborted at a clean stop. */
  stopping: AbortSignal;
  /** Milliseconds between two signs of life; 15,000 where absent. */
  heartbeatMs?: number;
  /** Milliseconds between two looks whether the session still is; 5,000 where absent. */
  sessionMs?: number;
}

/** So many pages at once: each holds a connection. */
const MOST_STREAMS = 100;
/** What a page that opens now may have missed since it asked. */
const JUST_NOW_MS = 2_000;

/**
 * `GET live`: server-sent events. `moved` with `{ contacts, all }` where something in the ledger moved, whichever process did it; its id is
 * a time of the ledger, so that a browser that comes back is told what it missed, also by another process. `out`: the session is over.
 */
export function liveDoor(doors: Doors, context: ConsoleContext, options: LiveOptions): Hub {
  const { clock } = context;
  const { sessions, stopping, heartbeatMs = 15_000, sessionMs = 5_000 } = options;
  const hub = new Hub(context);
  let streams = 0;

  doors.open('/live', (c, session) => {
    if (streams >= MOST_STREAMS) return Promise.resolve(c.json({ error: 'full' }, 503));
    streams += 1;
    const told = Number(c.req.header('last-event-id'));
    const since = Number.isSafeInteger(told) && told > 0 ? told : clock.now() - JUST_NOW_MS;
    const answer = streamSSE(c, async (stream) => {
      const left = new AbortController();
      let wake = new AbortController();
      let waiting: Moves | null = null;
      const unhear = hub.hear((moves) => {
        waiting = together(waiting, moves);
        wake.abort();
      });
      const leave = () => {
        left.abort();
        wake.abort();
      };
      stream.onAbort(leave);
      stopping.addEventListener('abort', leave);
      try {
        const missed = await hub.missedSince(since);
        if (missed) waiting = together(waiting, missed);
        let sentAt = clock.now();
        await stream.writeSSE({ event: 'ping', data: 'null' });
        while (!left.signal.aborted) {
          if (!(await sessions.lives(session))) return await stream.writeSSE({ event: 'out', data: 'null' });
          const moves = waiting;
          waiting = null;
          wake = new AbortController();
          if (moves) {
            const { at, ...data } = moves;
            await stream.writeSSE({ event: 'moved', id: String(at), data: JSON.stringify(data) });
          } else if (clock.now() - sentAt >= heartbeatMs) await stream.writeSSE({ event: 'ping', data: 'null' });
          else {
            await pause(sessionMs, AbortSignal.any([wake.signal, left.signal]));
            continue;
          }
          sentAt = clock.now();
        }
      } finally {
        stopping.removeEventListener('abort', leave);
        unhear();
        streams -= 1;
      }
    });
    return Promise.resolve(answer);
  });
  return hub;
}

/** Two moves that are told as one. */
function together(one: Moves | null, other: Moves): Moves {
  if (one === null) return other;
  const all = one.all || other.all;
  const contacts = all ? [] : [...new Set([...one.contacts, ...other.contacts])];
  return { at: Math.min(one.at, other.at), contacts, all };
}
