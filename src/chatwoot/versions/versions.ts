/** How far a release of Chatwoot carries us. Read in its history up to 4.15.1. */
export type Support = 'full' | 'reduced' | 'untested' | 'refused';

/** The newest release this was tried with. */
export const TESTED = '4.15.1';

/** What a release below `below` lacks, and what that means here. */
interface Lack {
  below: string;
  says: string;
}

/** Newest first. */
const lacks: Lack[] = [
  {
    below: '4.14.2',
    says: 'a bot token can neither read conversations nor set labels; events of a conversation do not name their account',
  },
  { below: '4.13.0', says: 'webhooks of the inbox are not signed: give their address a long secret' },
  { below: '4.8.0', says: 'a bot cannot be the assignee of a conversation' },
  { below: '4.7.0', says: 'the list of conversations fails for contacts verified by HMAC' },
  { below: '4.2.0', says: 'no delivery ticks, no reasons for failures, no attributes set by a bot token' },
  { below: '3.7.0', says: 'one conversation can be neither read nor resolved' },
  { below: '3.4.0', says: 'no source_id on messages, and the agent’s Retry does not work' },
  { below: '3.3.0', says: 'failed webhooks leave no trace' },
];

/** 4.14.0 alone: private addresses refused, and the setting that allows them came with 4.14.1. */
const privateAddresses = '4.14.0 cannot call webhooks on private addresses: upgrade to 4.14.1 or later';

export interface SupportFacts {
  support: Support;
  /** What this release lacks for us, each a clause to read. */
  lacks: string[];
  /** Newer than the newest tried: taken to be like it. */
  newerThanTested: boolean;
}

/** Full from 4.14.2, reduced from 3.7.0, not tested from 3.1.0; below that 300 requests a minute and no templates: refused. */
export function supportOf(version: string): SupportFacts {
  const isBelow = (other: string) => compareVersions(version, other) < 0;
  const support = !isBelow('4.14.2')
    ? 'full'
    : !isBelow('3.7.0')
      ? 'reduced'
      : !isBelow('3.1.0')
        ? 'untested'
        : 'refused';
  return {
    support,
    lacks: [
      ...(compareVersions(version, '4.14.0') === 0 ? [privateAddresses] : []),
      ...lacks.filter((it) => isBelow(it.below)).map((it) => it.says),
    ],
    newerThanTested: compareVersions(version, TESTED) > 0,
  };
}

/** Compares by numbers, `4.9.0` below `4.15.1`; suffixes of builds and forks (`4.15.1-ee`, `v4.2`) are cut. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  for (let i = 0; i < 3; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

/** True for what starts like a version. */
export const isVersion = (text: unknown): text is string => typeof text === 'string' && /^v?\d+\.\d+/.test(text.trim());

const numbers = (version: string): number[] => (/\d+(\.\d+)*/.exec(version)?.[0] ?? '').split('.').map(Number);
