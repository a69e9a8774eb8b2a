import { describe, quote } from './describe.ts';
import type { Inbound, Referral } from '../types.ts';
import { words, type Language, type Words } from './words.ts';

/**
 * A whole message as a person reads it: its content (`describe`), below the marks that WhatsApp shows around it.
 * A reply begins with `↪ “…”` where the quoted text is known, a forward says so, and one that came from an ad names it.
 *
 * @param quotedText the text of the message it replies or refers to (`replyTo`, or the target of a reaction); null where unknown.
 */
export function messageText(inbound: Inbound, language: Language, quotedText: string | null): string {
  const refersToTarget = aboutAnother(inbound);
  return around(
    inbound,
    describe(inbound.content, language, { quotedText: refersToTarget ? quotedText : null }),
    language,
    quotedText,
  );
}

/** The text beside a file that is attached itself: its caption between the marks; empty where there is neither. */
export function attachedText(inbound: Inbound, language: Language, quotedText: string | null): string {
  const caption = inbound.content.kind === 'media' ? inbound.content.caption : null;
  return around(inbound, caption, language, quotedText);
}

function around(inbound: Inbound, text: string | null, language: Language, quotedText: string | null): string {
  const say = words[language];
  const quoted = inbound.replyTo === null || aboutAnother(inbound) ? null : quote(quotedText);
  const lines = [
    inbound.mute === 'group' ? say.inGroup : null,
    inbound.forwarded ? say.forwarded : null,
    quoted === null ? null : `↪ ${quoted}`,
    text,
    ...referralLines(inbound.referral, say),
  ];
  return lines.filter((line) => line !== null).join('\n');
}

/** Reactions, edits and deletions speak of another message; it is named in their own text. */
const aboutAnother = ({ content: { kind } }: Inbound): boolean =>
  kind === 'reaction' || kind === 'edit' || kind === 'revoke';

/** What led here: which ad and where it is; below, what else it says, its id and its picture. */
function referralLines(referral: Referral | null, say: Words): (string | null)[] {
  if (referral === null) return [];
  const { source, id, headline, body, url, picture } = referral;
  const from = source === 'ad' || source === 'post' || source === 'product' ? say.from[source] : say.from.other;
  const told = (...parts: (string | null)[]) => parts.filter((part) => part !== null).join(' ') || null;
  return [
    told(from, quote(headline ?? body), url),
    headline === null || body === headline ? null : quote(body, 300),
    told(id === null ? null : `id ${id}`, picture === null ? null : `🖼️ ${picture}`),
  ];
}
