import type { Finding } from './finding.ts';
import type { OnPhone, PersonTruth, Truth } from './truth.ts';

export interface Doubled {
  found: Finding[];
  /**
   * Sent a second time where nobody could know of the first: no answer and no status had come. WhatsApp has no key against it, and the
   * README promises twice at most.
   */
  unknowable: number;
}

/** What stands more than once where it should stand once. */
export function doubledOf(truth: PersonTruth, { toldOf, marginMs }: Pick<Truth, 'toldOf' | 'marginMs'>): Doubled {
  const { person, channel, phone, conversations } = truth;
  const doubled = (text: string, why: string): Finding => ({ kind: 'doubled', channel, person, text, why });
  const found: Finding[] = [];
  const lines = conversations.flatMap((conversation) => conversation.lines);
  const isOurs = ({ by }: (typeof lines)[number]) => by === 'customer' || by === 'bot';
  for (const [text, times] of counted(lines.filter(isOurs).map((line) => line.text)))
    if (times > 1) found.push(doubled(text, `${times} times in Chatwoot`));
  let unknowable = 0;
  for (const [text, times] of counted(phone.map((one) => one.text))) {
    if (times < 2) continue;
    const copies = phone.filter((one) => one.text === text);
    if (times === 2 && isUnknowable(copies, toldOf, marginMs)) unknowable += 1;
    else found.push(doubled(text, `${times} times on the phone`));
  }
  return { found, unknowable };
}

/** The same send was tried again, and nothing of its first try had been told by then. */
function isUnknowable([first, second]: OnPhone[], toldOf: Truth['toldOf'], marginMs: number): boolean {
  if (!first || !second || first.send === null || first.send !== second.send) return false;
  const told = toldOf(first.send);
  return told === null || told > second.at - marginMs;
}

function counted(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}
