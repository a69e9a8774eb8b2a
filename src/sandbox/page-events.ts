import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { pause } from '../clock.ts';
import type { Calls } from './calls.ts';
import type { PageLedger } from './page.ts';
import type { SandboxState } from './page-types.ts';

export interface PageEventsOptions {
  state: () => SandboxState;
  /** Whatever tells that something changed. */
  sources: readonly { onChange: (listener: () => void) => () => void }[];
  calls: Calls | null;
  /** The `seq` of the last call that the page knows. */
  after: number;
  ledger: PageLedger | null;
  throttleMs: number;
  heartbeatMs: number;
}

/** Milliseconds between two looks into the ledger while something changes or waits. */
const LOOK_MS = 400;

/** The page's stream: `state` where it changed, `travel` with each call that changed, `waiting` with what the ledger has to do, `ping` else. */
export function pageEvents(c: Context, options: PageEventsOptions): Response {
  const { calls, ledger } = options;
  return streamSSE(c, async (stream) => {
    const left = new AbortController();
    let wake = new AbortController();
    const changed = () => wake.abort();
    const stops = options.sources.map((source) => source.onChange(changed));
    stream.onAbort(() => {
      for (const stop of stops) stop();
      left.abort();
      wake.abort();
    });
    let shown = '';
    let told = '';
    // Of another run of the sandbox: the page knows nothing of this one.
    let seq = options.after > (calls?.seq ?? 0) ? 0 : options.after;
    while (!left.signal.aborted) {
      wake = new AbortController();
      let said = false;
      const data = JSON.stringify(options.state());
      if (data !== shown) {
        await stream.writeSSE({ event: 'state', data });
        said = true;
      }
      shown = data;
      const news = calls?.since(seq) ?? [];
      if (calls && news.length > 0) {
        seq = calls.seq;
        await stream.writeSSE({ event: 'travel', data: JSON.stringify(news), id: String(seq) });
        said = true;
      }
      const waiting = JSON.stringify((await ledger?.waiting()) ?? null);
      if (ledger && waiting !== told) {
        await stream.writeSSE({ event: 'waiting', data: waiting });
        said = true;
      }
      told = waiting;
      if (!said) await stream.writeSSE({ event: 'ping', data: '{}' });
      await pause(options.throttleMs, left.signal);
      // While something waits it may be done without a sign.
      const busy = ledger !== null && /:[1-9]/.test(waiting);
      await pause(busy || said ? Math.min(LOOK_MS, options.heartbeatMs) : options.heartbeatMs, wake.signal);
    }
  });
}
