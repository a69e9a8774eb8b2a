import type { Message } from '../../src/sandbox/chatwoot/records.ts';
import type { Front } from '../outside/front.ts';
import type { Outside } from '../outside/outside.ts';
import type { Conversation, PersonTruth, Truth } from '../verdict/truth.ts';
import { bareWords, codeIn, phoneOf, type Person } from './person.ts';

/** Between the write and its call: what the machine holds up, and what is switched on as slow. Milliseconds. */
const MARGIN_MS = 1_500;

export const marginMs = (lagMs: number): number => MARGIN_MS + 5 * lagMs;

/** What both sides hold now. `agentsWords`: when what agents had written stood in the service’s ledger. `lagMs`: the longest pause of this process. */
export function truthOf(
  outside: Outside,
  front: Front,
  people: readonly Person[],
  agentsWords: ReadonlyMap<string, number>,
  lagMs: number,
): Truth {
  const conversations = conversationsOf(outside);
  return {
    people: people.map((person) => personTruth(person, conversations.get(person.code) ?? [], agentsWords)),
    taken: Object.fromEntries(
      outside.numbers.map(({ channel, whatsapp }) => [channel, whatsapp.sent.map(({ at }) => at)]),
    ),
    toldOf: front.toldOf,
    marginMs: marginMs(lagMs),
    lateMs: lagMs,
  };
}

function personTruth(
  person: Person,
  conversations: (Conversation & { agents: { text: string; at: number }[] })[],
  agentsWords: ReadonlyMap<string, number>,
): PersonTruth {
  const hands = conversations
    .flatMap(({ agents }) => agents)
    .flatMap(({ text, at }) => {
      const from = agentsWords.get(text);
      const until = person.givenBack.find((back) => back >= at) ?? Infinity;
      return from === undefined || from >= until ? [] : [{ from, until }];
    });
  return {
    person: person.code,
    channel: person.number.channel,
    said: person.said,
    phone: phoneOf(person).map((one) => ({ ...one, by: one.text.startsWith('re: ') ? 'bot' : 'agent' })),
    conversations: conversations.map(({ id, lines }) => ({ id, lines })),
    late: person.late,
    hands,
  };
}

type WithAgents = Conversation & { agents: { text: string; at: number }[] };

/** By the person whose words stand in them. */
function conversationsOf({ chatwoot }: Outside): Map<string, WithAgents[]> {
  const found = new Map<string, WithAgents[]>();
  for (const { id, messages } of chatwoot.state.conversations.values()) {
    const entries = messages
      .filter(isForCustomer)
      .map((message) => ({ message, text: bareWords(message.content ?? '') }));
    for (const code of new Set(entries.map(({ text }) => codeIn(text)))) {
      if (code === null) continue;
      const own = entries.filter(({ text }) => codeIn(text) === code);
      const lines = own.map(({ message, text }) => ({ by: byOf(message, text), text }));
      const agents = own
        .filter(({ message }) => message.sender?.kind === 'user')
        .map(({ message, text }) => ({ text, at: message.createdAt }));
      found.set(code, [...(found.get(code) ?? []), { id, lines, agents }]);
    }
  }
  return found;
}

const isForCustomer = (message: Message): boolean => !message.private && (message.type === 0 || message.type === 1);

const byOf = (message: Message, text: string): 'customer' | 'bot' | 'agent' =>
  message.sender?.kind === 'user' ? 'agent' : text.startsWith('re: ') ? 'bot' : 'customer';
