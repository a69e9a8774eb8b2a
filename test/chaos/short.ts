import type { ChaosOptions } from '../../chaos/options.ts';
import { WEATHERS } from '../../chaos/outside/weather.ts';

/** The short form: everything that the long one does, for few people. */
export const SHORT: Omit<ChaosOptions, 'store' | 'processes' | 'restarts' | 'folder'> = {
  seed: 7,
  people: 9,
  exchanges: 54,
  talkMs: 8_000,
  // However slow the machine, there is an end to it.
  trouble: { least: 500, most: 1_500, times: 10 },
  weather: { least: 300, most: 800, rounds: 1 },
  weathers: WEATHERS,
  takeOvers: 0.1,
  heldOf: 9,
  twoNamesOf: 6,
  sleepMs: 11_000,
  messagesPerMinute: 200,
  patienceMs: 60_000,
  plant: null,
  stopAtFirst: false,
};
