import type { CallTimes } from '../provider.ts';

const standard: CallTimes = { call: 15_000, file: 120_000, ask: 5_000 };

export const timesOf = (given: Partial<CallTimes> = {}): CallTimes => ({ ...standard, ...given });
