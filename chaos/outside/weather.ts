import { pause } from '../../src/clock.ts';
import type { Fault } from '../../src/sandbox/types.ts';
import { between, chance, shuffled, type Random } from '../chance.ts';
import { CLEAR_WAY, type Front, type WayFaults } from './front.ts';
import type { Outside } from './outside.ts';

/** What goes wrong together for some seconds, on one side or on the way from it. */
export interface Weather {
  name: string;
  chatwoot?: Fault[];
  whatsapp?: Fault[];
  way?: Partial<WayFaults>;
}

/** A text that a firewall in front of Chatwoot does not let through. */
export const REFUSED = 'texto prohibido';

const refused: Fault = { kind: 'refuse_text', method: 'POST', path: '/messages$', text: REFUSED };

const posts = { method: 'POST', path: '/messages$' };
const sends = { path: '/messages$', ms: 300 };

/** As recorded of a Chatwoot whose Redis is down: what is posted is saved and answered 500, nothing is told to anybody. */
const redisDown: Fault[] = [
  { kind: 'fail_after', method: 'POST', path: '/messages$' },
  { kind: 'fail_after', method: 'POST', path: '/contacts$' },
  { kind: 'fail_before', method: 'POST', path: '/conversations$' },
  { kind: 'cable_drop' },
  { kind: 'webhook_drop' },
];

/**
 * Each kind that either side knows. What never arrives at WhatsApp tells of itself by no status, and is called twice at most: it hits no
 * body twice.
 */
export const WEATHERS: Weather[] = [
  { name: 'Chatwoot fails before saving', chatwoot: [{ kind: 'fail_before', rate: 0.3 }] },
  { name: 'WhatsApp fails before saving', whatsapp: [{ ...sends, kind: 'fail_before', rate: 0.2, eachOnce: true }] },
  { name: 'Chatwoot fails after saving', chatwoot: [{ ...posts, kind: 'fail_after', rate: 0.5 }] },
  { name: 'WhatsApp fails after saving', whatsapp: [{ ...sends, kind: 'fail_after', rate: 0.3 }] },
  {
    name: 'Chatwoot hangs',
    chatwoot: [
      { kind: 'hang', rate: 0.1 },
      { ...posts, kind: 'hang_after', rate: 0.1 },
    ],
  },
  { name: 'WhatsApp’s webhooks are lost', way: { lost: 0.3, cut: 0.2 } },
  {
    name: 'Chatwoot cuts',
    chatwoot: [
      { kind: 'cut', rate: 0.15 },
      { ...posts, kind: 'cut_after', rate: 0.15 },
    ],
  },
  {
    name: 'WhatsApp cuts',
    whatsapp: [
      { ...sends, kind: 'cut', rate: 0.1, eachOnce: true },
      { ...sends, kind: 'cut_after', rate: 0.2 },
    ],
  },
  { name: 'Chatwoot says 429', chatwoot: [{ ...posts, kind: 'too_many', rate: 0.1, ms: 1_000 }] },
  { name: 'WhatsApp says 429', whatsapp: [{ ...sends, kind: 'too_many', rate: 0.05, ms: 1_000 }] },
  { name: 'Chatwoot redirects', chatwoot: [{ kind: 'maintenance' }] },
  {
    name: 'WhatsApp is slow',
    whatsapp: [
      { ...sends, kind: 'slow', rate: 0.3 },
      { ...sends, kind: 'slow_after', rate: 0.3 },
    ],
  },
  {
    name: 'Chatwoot is slow',
    chatwoot: [
      { kind: 'slow', rate: 0.3, ms: 300 },
      { kind: 'slow_after', rate: 0.2, ms: 300 },
    ],
  },
  {
    name: 'WhatsApp’s webhooks come twice and in any order',
    way: { doubled: 0.3, shuffled: 0.5 },
    whatsapp: [{ ...sends, kind: 'status_shuffle' }],
  },
  { name: 'the cable is deaf', chatwoot: [{ kind: 'cable_deaf' }] },
  { name: 'WhatsApp hangs', whatsapp: [{ ...sends, kind: 'hang_after', rate: 0.05 }] },
  {
    name: 'Chatwoot’s webhooks are lost, late and doubled',
    chatwoot: [
      { kind: 'webhook_drop', rate: 0.3 },
      { kind: 'webhook_double', rate: 0.3 },
      { kind: 'webhook_shuffle', rate: 0.5 },
    ],
  },
  { name: 'WhatsApp tells twice', whatsapp: [{ ...sends, kind: 'status_double' }] },
  {
    name: 'the cable cuts and doubles',
    chatwoot: [
      { kind: 'cable_cut', rate: 0.02 },
      { kind: 'cable_double', rate: 0.3 },
      { kind: 'cable_shuffle', rate: 0.5 },
    ],
  },
  { name: 'Chatwoot’s Redis is down', chatwoot: redisDown },
];

/** Fair again, but for the one text that is never let through. */
export function clearUp(outside: Outside, front: Front, faults: Fault[] = [refused]): void {
  outside.chatwoot.faults.set(faults);
  for (const { whatsapp } of outside.numbers) whatsapp.faults.set([]);
  front.faults = CLEAR_WAY;
}

/** Both sides in turn, each weather once before any comes again, with a breath of fair weather in between. Ends with the signal, fair. */
export async function blow(
  outside: Outside,
  front: Front,
  options: {
    seed: number;
    weathers: readonly Weather[];
    weather: { least: number; most: number; rounds: number };
    signal: AbortSignal;
    say: (name: string) => void;
  },
): Promise<void> {
  const { seed, weathers, weather, signal, say } = options;
  const random = chance(seed, 'weather');
  const long = () => between(random, weather.least, weather.most);
  for (let round = 0; round < weather.rounds && !signal.aborted; round++) {
    for (const { name, chatwoot = [], whatsapp, way } of inTurn(random, weathers)) {
      if (signal.aborted) break;
      say(name);
      outside.chatwoot.faults.set([refused, ...chatwoot]);
      for (const number of outside.numbers) number.whatsapp.faults.set(whatsapp ?? []);
      front.faults = { ...CLEAR_WAY, ...way };
      await pause(long(), signal);
      clearUp(outside, front);
      // A deaf server hears nobody until its sockets are opened anew.
      if (name.includes('Redis') || name.includes('deaf')) outside.chatwoot.cable.cut();
      await pause(long() / 4, signal);
    }
  }
  clearUp(outside, front);
}

function inTurn(random: Random, weathers: readonly Weather[]): Weather[] {
  const of = (isChatwoot: boolean) =>
    shuffled(
      random,
      weathers.filter(({ chatwoot }) => (chatwoot !== undefined) === isChatwoot),
    );
  const other = of(false);
  return of(true).flatMap((one, n) => [one, ...other.slice(n, n + 1)]);
}
