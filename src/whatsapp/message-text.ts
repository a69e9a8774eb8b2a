import { describe, quote } from './describe.ts';
import type { Inbound } from './types.ts';
import { words, type Language, type Words } from './words.ts';

/**
 * A whole message as a person reads it: its content (`describe`), below the marks that WhatsApp shows around it.
 * A reply begins with `↪ "…"` where the quoted text is known, a forward says so, and one that came from an ad names it.
 *
 * @param quotedText the text of the message it replies or refers to (`replyTo`, or the target of a reaction); null where unknown.
 */
export function messageText(inbound: Inbound, language: Language, quotedText: string | null): string {
  const say = words[language];
  const { content } = inbound;
  const refersToTarget = content.kind === 'reaction' || content.kind === 'edit' || content.kind === 'revoke';
  const quoted = inbound.replyTo === null || refersToTarget ? null : quote(quotedText);
  const lines = [
    inbound.forwarded ? say.forwarded : null,
    quoted === null ? null : `↪ ${quoted}`,
    describe(content, language, { quotedText: refersToTarget ? quotedText : null }),
    referralLine(inbound.referral, say),
  ];
  return lines.filter((line) => line !== null).join('\n');
}

function referralLine(referral: Inbound['referral'], say: Words): string | null {
  if (referral === null) return null;
  const { source } = referral;
  const from = source === 'ad' || source === 'post' || source === 'product' ? say.from[source] : say.from.other;
  const what = [quote(referral.headline), referral.url].filter((part) => part !== null);
  return [from, ...what].join(' ');
}
