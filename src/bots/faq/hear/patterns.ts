import { soundOf } from '../read/stem.ts';
import { isTypoOf } from '../read/typo.ts';

type Step = { words: string[] } | 'any';

/** How many words `~` stands for at most. */
const GAP = 3;
/** Shorter words must be right: a slip makes other words of them. */
const TYPO_FROM = 7;

/**
 * Patterns of words, one a line or between commas: `cobraron|cobraste de mas`; `estaf*` any word that begins so; `~` up to three words of
 * any kind. Words of seven letters and more may be mistyped.
 */
export function patternsOf(text: string): Step[][] {
  return text
    .trim()
    .split(/\s*[,\n]\s*/u)
    .map((line) => line.split(' ').map((step) => (step === '~' ? 'any' : { words: step.split('|').map(formOfWord) })));
}

const formOfWord = (word: string): string => (word.endsWith('*') ? `${soundOf(word.slice(0, -1))}*` : soundOf(word));

/** Whether one of the patterns is somewhere in the words (as `writtenOut` gives them). */
export function fits(words: readonly string[], patterns: readonly (readonly Step[])[]): boolean {
  const sounds = words.map(soundOf);
  return patterns.some((pattern) => sounds.some((_, at) => fitsAt(sounds, at, pattern, 0)));
}

function fitsAt(sounds: readonly string[], at: number, pattern: readonly Step[], from: number): boolean {
  const step = pattern[from];
  if (step === undefined) return true;
  if (step === 'any') {
    for (let skip = 0; skip <= GAP; skip++) if (fitsAt(sounds, at + skip, pattern, from + 1)) return true;
    return false;
  }
  const word = sounds[at];
  return (
    word !== undefined && step.words.some((own) => isMeant(word, own)) && fitsAt(sounds, at + 1, pattern, from + 1)
  );
}

function isMeant(word: string, own: string): boolean {
  if (own.endsWith('*')) return word.startsWith(own.slice(0, -1));
  return (
    word === own || (own.length >= TYPO_FROM && word.length >= TYPO_FROM && word[0] === own[0] && isTypoOf(word, own))
  );
}
