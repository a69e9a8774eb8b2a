import { startSandboxChatwoot } from '../src/sandbox/chatwoot/server.ts';
import { echoBot, eventually, startStack } from '../test/stack.ts';
import { growTo, inboxOf, slowChatwoot } from './chatwoot.ts';
import { seedFlow } from './seed-flow.ts';

/** Exchanges per second of 50 people who each write again as soon as they are answered. */
export interface PeopleFigures {
  seed: number;
  /** Ours with 4 calls at once to Chatwoot (the default), and with 50. */
  ours: { concurrency: number; answered: number; registered: number }[];
}

const PEOPLE = 50;
const FOR_MS = 4_000;
const EARLIER = 10;
const phones = Array.from({ length: PEOPLE }, (_, n) => `54911555${20_000 + n}`);

export async function measurePeople(): Promise<PeopleFigures> {
  const seed = await seedPeople();
  const ours: PeopleFigures['ours'] = [];
  for (const concurrency of [4, 50]) ours.push({ concurrency, ...(await ourPeople(concurrency)) });
  return { seed, ours };
}

/** Each person goes on until the time is up; gives how many exchanges there were, and the milliseconds until the last ended. */
async function talk(exchange: (phone: string) => Promise<unknown>): Promise<{ count: number; tookMs: number }> {
  let count = 0;
  const start = performance.now();
  await Promise.all(
    phones.map(async (phone) => {
      while (performance.now() - start < FOR_MS) {
        await exchange(phone);
        count += 1;
      }
    }),
  );
  return { count, tookMs: performance.now() - start };
}

async function seedPeople(): Promise<number> {
  const chatwoot = await startSandboxChatwoot(slowChatwoot);
  const exchange = (phone: string) =>
    seedFlow(inboxOf(chatwoot), { phone, userMessage: 'hola', botResponse: 're: hola' });
  try {
    await Promise.all(phones.map(exchange));
    for (const phone of phones) growTo(chatwoot, phone, EARLIER);
    const { count, tookMs } = await talk(exchange);
    return (count / tookMs) * 1_000;
  } finally {
    await chatwoot.close();
  }
}

async function ourPeople(concurrency: number): Promise<{ answered: number; registered: number }> {
  const stack = await startStack({
    sandbox: { chatwoot: slowChatwoot },
    environment: { CHATWOOT_TIMEOUT: '10', CHATWOOT_CONCURRENCY: String(concurrency) },
    bot: echoBot,
  });
  const { chatwoot, whatsapp } = stack.sandbox;
  const answers = new Map<string, () => void>();
  let seen = 0;
  whatsapp.onChange(() => {
    for (const { to } of whatsapp.sent.slice(seen)) answers.get(to ?? '')?.();
    seen = whatsapp.sent.length;
  });
  let said = 0;
  const exchange = async (phone: string) => {
    const answered = new Promise<void>((resolve) => answers.set(phone, resolve));
    // Never the same words twice: those of a program are not answered.
    await whatsapp.say({ waId: phone, text: `hola ${(said += 1)}` });
    await answered;
  };
  const allRegistered = (count: number) => eventually(() => chatwoot.state.messages.length === count, 60_000);
  try {
    await Promise.all(phones.map(exchange));
    await allRegistered(PEOPLE * 2);
    for (const phone of phones) growTo(chatwoot, phone, EARLIER);
    const before = chatwoot.state.messages.length;
    const start = performance.now();
    const { count, tookMs } = await talk(exchange);
    await allRegistered(before + count * 2);
    return {
      answered: (count / tookMs) * 1_000,
      registered: (count / (performance.now() - start)) * 1_000,
    };
  } finally {
    await stack.close();
  }
}
