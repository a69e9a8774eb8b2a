import { cleanText } from '../../text.ts';

/** Chatwoot's limit for a message, in characters (150,000 emoji pass). */
const CONTENT_MAX = 150_000;
/** Releases before 4.15 refuse longer names with 422. */
const NAME_MAX = 255;

/** A text as it is posted: clean, and cut to Chatwoot's limit with `…` as its last character. May be empty. */
export const postableContent = (content: string): string => cut(cleanText(content), CONTENT_MAX);

/** A name as it is sent: clean, trimmed, at most 255 characters. May be empty. */
export const postableName = (name: string | null): string => cut(cleanText(name ?? '').trim(), NAME_MAX);

/** Counts code points as Chatwoot does, so that no emoji is cut in two. */
function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const points = Array.from(text);
  return points.length <= max ? text : points.slice(0, max - 1).join('') + '…';
}
