import type { Clock } from '../../clock.ts';
import type { CheckWords } from '../words/words.ts';
import type { Line } from './line.ts';

/** From here on "said late" notes and the age of messages are visibly wrong; from the second on, the 24-hour window is. Seconds. */
const WARN = 60;
const WRONG = 300;

export interface ClockWatch {
  /** `fetch`, with a look at the clock of whoever answers. */
  fetchFrom(name: string): typeof globalThis.fetch;
  line(words: CheckWords): Line;
}

/** Compares this machine's clock with the `Date` of the answers that come anyway. */
export function watchClocks(clock: Clock): ClockWatch {
  const offBy = new Map<string, number>();
  return {
    fetchFrom: (name) => async (input, init) => {
      const asked = clock.now();
      const response = await fetch(input, init);
      const theirs = Date.parse(response.headers.get('date') ?? '');
      if (!Number.isNaN(theirs) && !offBy.has(name)) {
        // Their clock was read somewhere between question and answer, and cut to a second.
        const least = asked - (theirs + 1000);
        const most = theirs - clock.now();
        offBy.set(name, Math.round(Math.max(0, least, most) / 1000) * (least > most ? 1 : -1));
      }
      return response;
    },
    line(words) {
      const [worst] = [...offBy].toSorted(([, a], [, b]) => Math.abs(b) - Math.abs(a));
      if (!worst) return { name: 'clock', state: 'off', detail: words.clockUnknown };
      const [name, seconds] = worst;
      const state = Math.abs(seconds) > WRONG ? 'wrong' : Math.abs(seconds) > WARN ? 'warning' : 'ok';
      if (state === 'ok') return { name: 'clock', state, detail: words.clockOk([...offBy.keys()]) };
      return { name: 'clock', state, detail: words.clockOff(name, seconds), fix: words.clockFix };
    },
  };
}
