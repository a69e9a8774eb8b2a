import type { DeskMessage } from '../../../src/sandbox/types.ts';

/** The mark that the bot's messages begin with in Chatwoot, where they come in by the customer's door. */
const botMark = '🤖';

/** What the service itself tells agents, by the same door where it has no token for private notes: "🔔 A person answers now", "⚠️ Not delivered", "🗒️ Sources: …",
 * and what follows a message that stood there already: the words of a voice note, a late file. */
const noticeMark = /^(🔔|⚠️|⏰|🔁|🗒️|↪ 📝) \S/u;

/** `auto`: what Chatwoot says by itself, a greeting or a survey. `notice`: what the service tells agents. */
export type Author = 'customer' | 'bot' | 'agent' | 'auto' | 'note' | 'notice' | 'activity';

/** Who said it, as a person at the desk would see it. */
export function authorOf({ content, private: hidden, senderKind, type }: DeskMessage): Author {
  if (type === 'activity') return 'activity';
  if (hidden) return 'note';
  if (content?.startsWith(botMark) || (type === 'outgoing' && senderKind === 'agent_bot')) return 'bot';
  if (type === 'template') return 'auto';
  if (type === 'outgoing') return 'agent';
  return content !== null && noticeMark.test(content) ? 'notice' : 'customer';
}

/** That a message did not reach the phone, told to agents. */
export function tellsFailure({ content }: DeskMessage): boolean {
  return content?.startsWith('⚠️ ') ?? false;
}

/** That a person answers now, told to agents. */
export function tellsHandOver({ content }: DeskMessage): boolean {
  return content?.startsWith('🔔 ') ?? false;
}

/** The bot's text without the mark, which stands beside it. */
export function withoutMark(content: string): string {
  return content.startsWith(botMark) ? content.slice(botMark.length).trimStart() : content;
}
