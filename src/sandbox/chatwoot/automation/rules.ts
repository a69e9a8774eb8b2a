import type { ChatwootEvent } from '../events.ts';
import type { AutomationRule, Condition, Conversation, Message } from '../records.ts';
import type { ChatwootState } from '../state.ts';
import { perform } from './perform.ts';

/** Runs the rules that an event fits, in the background. What a rule says itself starts none. */
export function runRules(state: ChatwootState, event: ChatwootEvent): void {
  if (!('conversation' in event)) return;
  const name = ruleEvent(event);
  const { conversation } = event;
  const message = 'message' in event ? event.message : null;
  if (message && (message.type === 2 || message.contentAttributes['automation_rule_id'] !== undefined)) return;
  for (const rule of state.automation) {
    if (!rule.active || rule.eventName !== name || !fits(rule, conversation, message)) continue;
    const performer = { rule: rule.id, name: state.lines.automation };
    state.background.run(() => perform(state, conversation, rule.actions, performer));
  }
}

/** A rule's name for what happened. */
function ruleEvent(event: Extract<ChatwootEvent, { conversation: Conversation }>): string {
  if (event.name !== 'conversation_status_changed') return event.name;
  return event.conversation.status === 'open' ? 'conversation_opened' : `conversation_${event.conversation.status}`;
}

/** One after the other, each joined to what came before by the `query_operator` of the one before. */
function fits({ conditions }: AutomationRule, conversation: Conversation, message: Message | null): boolean {
  let result = true;
  conditions.forEach((condition, i) => {
    const holds = holdsFor(condition, conversation, message);
    const or = conditions[i - 1]?.query_operator?.toLowerCase() === 'or';
    result = or ? result || holds : result && holds;
  });
  return result;
}

const TYPES = ['incoming', 'outgoing', 'activity', 'template'];

function holdsFor(condition: Condition, conversation: Conversation, message: Message | null): boolean {
  const facts: Record<string, string | undefined> = {
    content: message?.content ?? undefined,
    message_type: message ? TYPES[message.type] : undefined,
    status: conversation.status,
    inbox_id: String(conversation.source.inbox.id),
    phone_number: conversation.source.contact.phone ?? undefined,
  };
  const fact = facts[condition.attribute_key]?.toLowerCase();
  if (fact === undefined) return false;
  const values = condition.values.map((value) => String(value).toLowerCase());
  switch (condition.filter_operator) {
    case 'equal_to':
      return values.includes(fact);
    case 'not_equal_to':
      return !values.includes(fact);
    case 'contains':
      return values.some((value) => fact.includes(value));
    case 'does_not_contain':
      return !values.some((value) => fact.includes(value));
    default:
      return false;
  }
}
