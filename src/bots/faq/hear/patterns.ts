import { soundOf } from '../read/stem.ts';
import { isTypoOf } from '../read/typo.ts';
import { isWord } from '../read/vocabulary.ts';

type Step = string[] | 'any';

/** Patterns by each word they may begin with. */
export type Patterns = ReadonlyMap<string, readonly (readonly Step[])[]>;

/** How many words `~` stands for at most. */
const GAP = 3;
/** Shorter words must be right: a slip makes other words of them. */
const TYPO_FROM = 7;

/** Words of all patterns: what a word of a text may be is looked up once. By first letter, those long enough to be mistyped. */
const known = new Set<string>();
const beginnings = new Set<string>();
const long = new Map<string, Set<string>>();

/**
 * Patterns of words, one a line or between commas: `cobraron|cobraste de mas`; `estaf*` any word that begins so; `~` up to three words of
 * any kind. Words of seven letters and more may be mistyped.
 */
export function patternsOf(text: string): Patterns {
  const patterns = new Map<string, Step[][]>();
  for (const line of text.trim().split(/\s*[,\n]\s*/u)) {
    const steps = line.split(' ').map((step) => (step === '~' ? 'any' : step.split('|').map(formOfWord)));
    for (const word of steps.flatMap((step) => (step === 'any' ? [] : step))) learn(word);
    for (const word of steps[0] === 'any' ? [] : steps[0]!) patterns.set(word, [...(patterns.get(word) ?? []), steps]);
  }
  return patterns;
}

const formOfWord = (word: string): string => (word.endsWith('*') ? `${soundOf(word.slice(0, -1))}*` : soundOf(word));

function learn(word: string): void {
  if (word.endsWith('*')) beginnings.add(word);
  else known.add(word);
  if (!word.endsWith('*') && word.length >= TYPO_FROM) long.set(word[0]!, (long.get(word[0]!) ?? new Set()).add(word));
}

/** Whether one of the patterns is somewhere in the words (as `writtenOut` gives them). */
export function fits(words: readonly string[], patterns: Patterns): boolean {
  const meant = words.map(meaningsOf);
  return meant.some((own, at) =>
    own.some((word) => patterns.get(word)?.some((pattern) => fitsAt(meant, at + 1, pattern, 1))),
  );
}

function fitsAt(meant: readonly (readonly string[])[], at: number, pattern: readonly Step[], from: number): boolean {
  const step = pattern[from];
  if (step === undefined) return true;
  if (step === 'any') {
    for (let skip = 0; skip <= GAP; skip++) if (fitsAt(meant, at + skip, pattern, from + 1)) return true;
    return false;
  }
  const here = meant[at];
  return (here?.some((word) => step.includes(word)) ?? false) && fitsAt(meant, at + 1, pattern, from + 1);
}

/** Words of a text whose meanings are remembered. All patterns are made when the program starts. */
const KEPT = 5_000;
const kept = new Map<string, readonly string[]>();

/** Words of the patterns that this one may be. */
function meaningsOf(word: string): readonly string[] {
  const before = kept.get(word);
  if (before !== undefined) return before;
  const sound = soundOf(word);
  const found = known.has(sound) ? [sound] : [];
  for (const start of beginnings) if (sound.startsWith(start.slice(0, -1))) found.push(start);
  if (sound.length >= TYPO_FROM && !isWord(word))
    for (const own of long.get(sound[0]!) ?? []) if (own !== sound && isTypoOf(sound, own)) found.push(own);
  if (kept.size >= KEPT) kept.clear();
  kept.set(word, found);
  return found;
}
