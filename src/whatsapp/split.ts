import { graphemeEnd, graphemeStart } from '../text.ts';

/** Where a text may end, best first: paragraph, line, sentence, word. Each match ends where the next part would begin. */
const breaks = [/\n[^\S\n]*\n\s*/g, /\n\s*/g, /[.!?…]["')\]»”’]*\s+/g, /\s+/g];

/**
 * Cuts a text into parts of at most `max` UTF-16 units, at the best place in the second half of each part:
 * paragraph, line, sentence, word; without any of these, between two visible characters. White space at the cuts goes.
 */
export function splitText(text: string, max: number): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > max) {
    const at = lastBreak(rest, max);
    const part = rest.slice(0, at).trimEnd();
    if (part !== '') parts.push(part);
    rest = rest.slice(at).trimStart();
  }
  if (rest !== '') parts.push(rest);
  return parts;
}

/**
 * Cuts off an end of at most `max` UTF-16 units, as long as it sensibly can be: for the part that carries the buttons.
 * The head is empty where the whole text fits.
 */
export function splitEnd(text: string, max: number): [head: string, end: string] {
  const whole = text.trim();
  if (whole.length <= max) return ['', whole];
  const at = firstBreak(whole, whole.length - max);
  return [whole.slice(0, at).trimEnd(), whole.slice(at).trimStart()];
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
