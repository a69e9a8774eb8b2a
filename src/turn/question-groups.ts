import { groupAlike } from '../bots/likeness.ts';
import type { QuestionRow } from '../store/questions.ts';
import { cutText, visibleName } from '../text.ts';

/** Questions that ask the same. */
export interface QuestionGroup {
  /** The number by which it is marked: that of the newest of them. */
  id: number;
  /** How often it was asked, without those who found it in what was shown to them. */
  count: number;
  people: number;
  /** When it was asked last. Milliseconds since 1970. */
  last: number;
  /** In the customers' words, newest first, at most 3. */
  words: string[];
  channels: string[];
  /** Which bots did not know; null: none could answer. */
  bots: (string | null)[];
  /** What came of it. */
  became: Record<'person' | 'chosen' | 'nothing', number>;
  /** What was chosen in place of it, most often chosen first. */
  chosen: string[];
  state: QuestionRow['state'];
  /** What is counted here: those that are still open, or all where none is. */
  counted: QuestionRow[];
  /** All of them, also those before `since`. */
  whole: readonly QuestionRow[];
}

export interface Wanted {
  /** Asked then or later. Milliseconds since 1970. */
  since: number;
  /** Those that are done, dismissed or found in what was shown as well. */
  all: boolean;
}

const EXAMPLES = 3;
const SHOWN = 160;

/**
 * Groups of questions, most asked first. What was dismissed hides what is like it, also when it is asked again; what was done comes back
 * when it is asked again.
 *
 * @param rows oldest first, those before `since` among them: they tell what was dismissed
 */
export function questionGroups(rows: readonly QuestionRow[], { since, all }: Wanted): QuestionGroup[] {
  return groupAlike(rows, ({ words }) => words)
    .flatMap((group) => groupOf(group, since))
    .filter(({ state, count }) => all || (state === 'open' && count > 0))
    .sort((a, b) => b.count - a.count || b.last - a.last);
}

function groupOf(group: readonly QuestionRow[], since: number): QuestionGroup[] {
  const recent = group.filter(({ asked_at }) => asked_at >= since);
  const open = recent.filter(({ state }) => state === 'open');
  const rows = open.length > 0 ? open : recent;
  const newest = rows.at(-1);
  if (newest === undefined) return [];
  const state = group.some((one) => one.state === 'dismissed') ? 'dismissed' : open.length > 0 ? 'open' : newest.state;
  const became = { person: 0, chosen: 0, nothing: 0 };
  for (const one of rows) became[one.became ?? 'nothing'] += 1;
  const spoken = distinct(rows.toReversed().map(({ words }) => shown(words)));
  return [
    {
      id: newest.id,
      count: rows.length - became.chosen,
      people: new Set(rows.map(({ contact_id }) => contact_id)).size,
      last: newest.asked_at,
      words: spoken.slice(0, EXAMPLES),
      channels: distinct(rows.map(({ channel_id }) => channel_id)),
      bots: distinct(rows.map(({ bot }) => bot)),
      became,
      chosen: frequent(rows.flatMap(({ chosen }) => (chosen === null ? [] : [shown(chosen)]))).slice(0, EXAMPLES),
      state,
      counted: rows,
      whole: group,
    },
  ];
}

/** On one line, without what a terminal would obey. */
export const shown = (text: string): string => cutText(visibleName(text) ?? '', SHOWN);

const distinct = <T>(all: readonly T[]): T[] => [...new Set(all)];

function frequent(all: readonly string[]): string[] {
  const times = Map.groupBy(all, (one) => one);
  return distinct(all).sort((a, b) => times.get(b)!.length - times.get(a)!.length);
}
