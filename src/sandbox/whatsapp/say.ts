import type { Say } from '../types.ts';
import { inboundWebhook } from './payloads.ts';
import { addBubble, newWamid, personOf, type Person, type WhatsAppState } from './people.ts';
import { readByPerson } from './send.ts';
import type { Webhooks } from './webhooks.ts';

export interface Said {
  wamid: string;
  /** Whether the service answered 200 at the first try; it comes again otherwise. */
  taken: boolean;
}

/** A person writes a text or taps a choice, having read what the business sent. */
export async function personSays(state: WhatsAppState, webhooks: Webhooks, say: Say): Promise<Said> {
  const person = personOf(state, say.waId);
  if (say.name) person.name = say.name;
  const wamid = newWamid(state, person, 'in');
  const at = state.clock.now();
  const quotes = say.choice ? offering(person, say.choice.id) : null;
  addBubble(state, person, {
    id: wamid,
    from: 'customer',
    text: say.choice?.title ?? say.text ?? '',
    at,
    state: 'sent',
  });
  state.changed();
  const [taken] = await Promise.all([
    webhooks.post(inboundWebhook(state, person, { wamid, at, say, quotes })),
    readByPerson(state, webhooks, person),
  ]);
  const bubble = state.bubbles.get(wamid)?.bubble;
  if (taken && bubble?.state === 'sent') {
    bubble.state = 'delivered';
    state.changed();
  }
  return { wamid, taken };
}

/** The newest message that offered this choice. */
function offering(person: Person, id: string): string | null {
  const offer = person.chat.findLast(
    (one) => one.buttons?.some((button) => button.id === id) || one.list?.rows.some((row) => row.id === id),
  );
  return offer?.id ?? null;
}
