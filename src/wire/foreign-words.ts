/** Fields of requests whose values come from the protocol, and are nobody's. */
const ours = new Set([
  ...['messaging_product', 'recipient_type', 'type', 'status'],
  ...['message_type', 'content_type', 'echo_id', 'channel_type'],
]);
/** Shorter ones would only tear other words apart. */
const LEAST = 4;
/** Of a longer text already so much in one piece is a quotation. */
const QUOTED = 12;
/** Nobody reads more of what a server says. */
const MOST_WORDS = 1000;
const MOST_SENT = 200_000;

/**
 * What a server says of a request, as an error may hold it: on one line, and without anything that was sent, as a whole or in
 * pieces of twelve characters: servers quote what they refuse, and errors go to logs and to the list of problems.
 *
 * @param sent the request: texts, and fields with texts in them; a key that went along
 */
export function foreignWords(said: string, sent: unknown): string {
  const words = said.slice(0, MOST_WORDS).replace(/\s+/g, ' ').trim();
  const low = words.toLowerCase();
  const hidden = new Uint8Array(words.length);
  for (const one of textsIn(sent, '', 8)) {
    const text = one.slice(0, MOST_SENT).replace(/\s+/g, ' ').trim().toLowerCase();
    const size = Math.min(text.length, QUOTED);
    if (size < LEAST || low.length !== words.length) continue;
    for (let at = 0; at + size <= low.length; at++) {
      if (text.includes(low.slice(at, at + size))) hidden.fill(1, at, at + size);
    }
  }
  return [...words.split('').keys()]
    .map((at) => (hidden[at] ? '\0' : words[at]))
    .join('')
    .replace(/\0+/g, '…');
}

function textsIn(value: unknown, name: string, levels: number): string[] {
  if (typeof value === 'string') return ours.has(name) ? [] : [value];
  if (typeof value !== 'object' || value === null || levels === 0) return [];
  return Object.entries(value).flatMap(([key, part]) => textsIn(part, key, levels - 1));
}
