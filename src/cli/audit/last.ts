import type { GapKind } from '../../audit/gap.ts';
import type { AuditResult } from '../../audit/result.ts';
import type { Words } from '../words/words.ts';

/** What the last night found of a channel, as a row of `status`; none where it was never audited. */
export function auditRows(last: AuditResult | null, words: Words): string[][] {
  if (last === null) return [];
  const says = words.audit;
  const counted = (Object.entries(last.gaps) as [GapKind, number][]).map(
    ([kind, count]) => `${count} ${says.counted[kind]}`,
  );
  return [[says.last, says.lastResult(words.time(last.at), counted.join(', '))]];
}
