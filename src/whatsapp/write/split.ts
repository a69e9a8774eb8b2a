import { marksIn, type Span } from '../../chatwoot/shown/marks.ts';
import { graphemeEnd, graphemeStart } from '../../text.ts';

/** Where a text may end, best first: paragraph, line, sentence, word. Each match ends where the next part would begin. */
const breaks = [/\n[^\S\n]*\n\s*/g, /\n\s*/g, /[.!?…]["')\]»”’]*\s+/g, /\s+/g];

/**
 * Cuts a text into parts of at most `max` UTF-16 units, at the best place in the second half of each part:
 * paragraph, line, sentence, word; without any of these, between two visible characters. White space at the cuts goes.
 * Bold, italic or struck words and code that a cut goes through end before it and begin again behind it.
 */
export function splitText(text: string, max: number): string[] {
  const parts: string[] = [];
  const whole = text.trim();
  const marks = whole.length > max ? marksIn(whole) : [];
  let from = 0;
  let begun = '';
  while (begun.length + whole.length - from > max) {
    const room = max - begun.length;
    const rest = whole.slice(from);
    let cut = cutAt(marks, from, from + lastBreak(rest, room));
    if (cut.at - from + cut.ends.length > room) cut = cutAt(marks, from, from + lastBreak(rest, room - MARKS_MOST));
    const part = begun + whole.slice(from, cut.at).trimEnd() + cut.ends;
    if (part !== '') parts.push(part);
    from = cut.next + blanksAt(whole, cut);
    begun = cut.begins;
  }
  const last = begun + whole.slice(from);
  if (last !== '') parts.push(last);
  return parts;
}

/**
 * Cuts off an end of at most `max` UTF-16 units, as long as it sensibly can be: for the part that carries the buttons.
 * The head is empty where the whole text fits.
 */
export function splitEnd(text: string, max: number): [head: string, end: string] {
  const whole = text.trim();
  if (whole.length <= max) return ['', whole];
  const marks = marksIn(whole);
  let cut = cutAt(marks, 0, firstBreak(whole, whole.length - max));
  if (cut.begins.length + whole.length - cut.next > max)
    cut = cutAt(marks, 0, firstBreak(whole, whole.length - max + MARKS_MOST));
  const end = cut.begins + whole.slice(cut.next + blanksAt(whole, cut));
  return [whole.slice(0, cut.at).trimEnd() + cut.ends, end];
}

/** Code between three backticks in bold, italic and struck words. */
const MARKS_MOST = 6;

interface Cut {
  at: number;
  /** Where the rest goes on. */
  next: number;
  /** The marks that end before it, and begin again behind it. */
  ends: string;
  begins: string;
}

/** A cut at this place, where one may be: not between a mark and what it begins with. */
function cutAt(marks: readonly Span[], from: number, at: number): Cut {
  const cut: Cut = { at, next: at, ends: '', begins: '' };
  for (const mark of marks) {
    if (mark.start >= cut.at) break;
    if (mark.kind === 'link' || mark.end <= cut.at) continue;
    const { sign, start, end } = mark;
    if (cut.at <= start + sign.length && start > from) {
      cut.at = cut.next = start;
      break;
    }
    cut.ends = sign + cut.ends;
    // Only its end is left: it stays with what it ends.
    if (cut.at >= end - sign.length) {
      cut.at = Math.min(cut.at, end - sign.length);
      cut.next = Math.max(cut.next, end);
    } else cut.begins += sign;
  }
  return cut;
}

/** White space behind a cut; in code that goes on only the end of the line. */
function blanksAt(text: string, { next, begins }: Cut): number {
  const rest = text.slice(next, next + 1_000);
  return (begins.includes('`') ? /^[^\S\n]*\n|^/ : /^\s*/).exec(rest)?.[0].length ?? 0;
}

function lastBreak(text: string, max: number): number {
  // One more unit than fits: white space right behind the limit is a fine place.
  const window = text.slice(0, max + 1);
  for (const pattern of breaks) {
    let best = 0;
    for (const match of window.matchAll(pattern)) {
      const end = pattern === breaks[2] ? match.index + match[0].trimEnd().length : match.index;
      if (end >= max / 2 && end <= max) best = end;
    }
    if (best > 0) return best;
  }
  return hardCut(text, max);
}

function firstBreak(text: string, from: number): number {
  for (const pattern of breaks) {
    // A whole last paragraph is a good end, however short; from a mere line or sentence on, more of the text belongs to it.
    const last = pattern === breaks[0] ? text.length : from + Math.floor((text.length - from) / 2);
    for (const match of text.slice(from).matchAll(pattern)) {
      const start = from + match.index + match[0].length;
      if (start <= last) return start;
      break;
    }
  }
  // The cut must lie at or behind `from`: the visible character that begins before it goes to the head as a whole.
  const at = graphemeEnd(text, from);
  return at < text.length ? at : isLow(text, from) ? from + 1 : from;
}

function hardCut(text: string, max: number): number {
  const at = graphemeStart(text, max);
  if (at > 0) return at;
  // One visible character longer than the limit (stacked marks): at least no surrogate pair is torn.
  return isLow(text, max) ? max - 1 : max;
}

const isLow = (text: string, index: number): boolean => (text.charCodeAt(index) & 0xfc00) === 0xdc00;
