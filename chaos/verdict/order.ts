import type { Finding } from './finding.ts';
import { answerTo, type PersonTruth } from './truth.ts';

/** What stands behind something that was said after it. */
export function outOfOrderOf({ person, channel, said, phone, conversations, late }: PersonTruth): Finding[] {
  const wrong = (text: string, why: string): Finding => ({ kind: 'out_of_order', channel, person, text, why });
  const order = new Map(said.flatMap(({ text }, at) => [[text, at] as const, [answerTo(text), at] as const]));
  /** The first of these that stands too far back. */
  const behind = (texts: readonly string[], places: ReadonlyMap<string, number>): string | undefined => {
    let latest = -1;
    for (const text of texts) {
      const place = places.get(text);
      if (place === undefined || late.has(text)) continue;
      if (place < latest) return text;
      latest = place;
    }
    return undefined;
  };
  const found: Finding[] = [];
  const look = (texts: readonly string[], places: ReadonlyMap<string, number>, where: string) => {
    const text = behind(texts, places);
    if (text !== undefined) found.push(wrong(text, where));
  };
  const lines = conversations.flatMap((conversation) => conversation.lines);
  const by = (who: string) => lines.filter((line) => line.by === who).map((line) => line.text);
  const sent = (who: string) => phone.filter((one) => one.by === who).map((one) => one.text);
  look(by('customer'), order, 'customer’s words in Chatwoot');
  look(by('bot'), order, 'bot’s words in Chatwoot');
  look(sent('bot'), order, 'bot’s words on the phone');
  look(sent('agent'), new Map(by('agent').map((text, at) => [text, at])), 'agents’ words on the phone');
  for (const { text } of said) {
    const [question, answer] = [text, answerTo(text)].map((one) => lines.findIndex((line) => line.text === one));
    if (question === undefined || answer === undefined || question < 0 || answer < 0) continue;
    if (late.has(text) || late.has(answerTo(text))) continue;
    if (answer < question) found.push(wrong(text, 'its answer stands before it in Chatwoot'));
  }
  return found;
}
