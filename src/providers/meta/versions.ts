import type { Lack } from '../provider.ts';

/** When Meta ends a version of the Graph API (its changelog, 29 Oct 2026). A call to one that has ended is served by an older one still alive. */
const ends: Readonly<Record<string, string>> = {
  'v20.0': '2026-09-24',
  'v21.0': '2027-01-21',
  'v22.0': '2027-05-20',
  'v23.0': '2027-10-08',
  'v24.0': '2028-02-18',
  'v25.0': '2028-07-29',
};
const HALF_A_YEAR_MS = 182 * 24 * 3_600_000;

/** Said from half a year before its end; null for one that lives longer, or of which no end is known. */
export function versionLack(version: string, now: number): Lack | null {
  const end = Number(version.slice(1)) < 20 ? '2026-05-21' : ends[version];
  if (end === undefined || now < Date.parse(end) - HALF_A_YEAR_MS) return null;
  const over = now >= Date.parse(end);
  return {
    isWrong: over,
    en: {
      reason: `META_GRAPH_VERSION ${version} ${over ? 'ended' : 'ends'} on ${end}`,
      fix: 'Read what is new in https://developers.facebook.com/docs/graph-api/changelog, then set a newer version.',
    },
    es: {
      reason: `META_GRAPH_VERSION ${version} ${over ? 'terminó' : 'termina'} el ${end}`,
      fix: 'Leé qué cambió en https://developers.facebook.com/docs/graph-api/changelog y poné una versión más nueva.',
    },
  };
}
