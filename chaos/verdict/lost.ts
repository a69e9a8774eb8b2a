import type { Finding } from './finding.ts';
import { answerTo, type PersonTruth } from './truth.ts';

/** What is not where it should be: it may still come, so that only the end of a run tells. */
export function lostOf({ person, channel, said, phone, conversations }: PersonTruth): Finding[] {
  const there = (by: string, text: string) =>
    conversations.some(({ lines }) => lines.some((line) => line.by === by && line.text === text));
  const onPhone = (text: string) => phone.some((one) => one.text === text);
  const lost = (text: string, why: string): Finding => ({ kind: 'lost', channel, person, text, why });
  const found: Finding[] = [];
  for (const { text, wants } of said) {
    if (!there('customer', text)) found.push(lost(text, 'said by the customer, not in Chatwoot'));
    if (wants === 'bot' && !onPhone(answerTo(text))) found.push(lost(text, 'the bot’s answer is not on the phone'));
  }
  for (const { text, by } of phone)
    if (by === 'bot' && !there('bot', text)) found.push(lost(text, 'said by the bot on WhatsApp, not in Chatwoot'));
  for (const { lines } of conversations)
    for (const { by, text } of lines)
      if (by === 'agent' && !onPhone(text)) found.push(lost(text, 'written by an agent, not on the phone'));
  return found;
}
