import { startSandboxChatwoot } from '../../src/sandbox/chatwoot/server.ts';
import { echoBot, eventually, startStack } from '../../test/stack.ts';
import type { Measurement } from '../measurement.ts';
import { fact } from '../report/row.ts';
import { growTo, inboxOf, slowChatwoot } from '../worlds/chatwoot.ts';
import { seedFlow } from '../worlds/seed-flow.ts';

/** Exchanges per second of 50 people who each write again as soon as they are answered. */
interface PeopleFigures {
  seed: number;
  /** Ours with 4 calls at once to Chatwoot (the default), and with 50. */
  ours: { concurrency: number; answered: number; registered: number }[];
}

const EARLIER = 10;

export const people: Measurement = {
  name: 'people',
  title: 'people who write again as soon as they are answered',
  how: `
50 people with 10 earlier messages, for 4 s, before a Chatwoot that takes 50 ms for each answer and has no capacity of its own: a real one
on 2 cores takes about 14 posts a second however many call at once. The seed has as many calls at once as there are people. Ours answers
no faster than WhatsApp allows a number (80 a second, after a burst), and registers behind that with as many calls at once as
\`CHATWOOT_CONCURRENCY\` says; "registered" counts until the last one stands in Chatwoot.`,
  async measure(size) {
    const crowd = size === 'whole' ? crowdOf(50, 4_000) : crowdOf(2, 0);
    const { seed, ours } = await measurePeople(crowd);
    return ours.map(({ concurrency, answered, registered }) =>
      fact(
        `Exchanges/s of ${crowd.phones.length} people, CHATWOOT_CONCURRENCY=${concurrency}`,
        `seed ${seed.toFixed(1)} (${crowd.phones.length} calls at once)`,
        `${answered.toFixed(1)} answered, ${registered.toFixed(1)} registered`,
      ),
    );
  },
};

interface Crowd {
  phones: string[];
  forMs: number;
}

const crowdOf = (people: number, forMs: number): Crowd => ({
  phones: Array.from({ length: people }, (_, n) => `54911555${20_000 + n}`),
  forMs,
});

async function measurePeople(crowd: Crowd): Promise<PeopleFigures> {
  const seed = await seedPeople(crowd);
  const ours: PeopleFigures['ours'] = [];
  for (const concurrency of [4, 50]) ours.push({ concurrency, ...(await ourPeople(crowd, concurrency)) });
  return { seed, ours };
}

/** Each person goes on until the time is up; gives how many exchanges there were, and the milliseconds until the last ended. */
async function talk(
  { phones, forMs }: Crowd,
  exchange: (phone: string) => Promise<unknown>,
): Promise<{ count: number; tookMs: number }> {
  let count = 0;
  const start = performance.now();
  await Promise.all(
    phones.map(async (phone) => {
      do {
        await exchange(phone);
        count += 1;
      } while (performance.now() - start < forMs);
    }),
  );
  return { count, tookMs: performance.now() - start };
}

async function seedPeople(crowd: Crowd): Promise<number> {
  const chatwoot = await startSandboxChatwoot(slowChatwoot);
  const exchange = (phone: string) =>
    seedFlow(inboxOf(chatwoot), { phone, userMessage: 'hola', botResponse: 're: hola' });
  try {
    await Promise.all(crowd.phones.map(exchange));
    for (const phone of crowd.phones) growTo(chatwoot, phone, EARLIER);
    const { count, tookMs } = await talk(crowd, exchange);
    return (count / tookMs) * 1_000;
  } finally {
    await chatwoot.close();
  }
}

async function ourPeople(crowd: Crowd, concurrency: number): Promise<{ answered: number; registered: number }> {
  const { phones } = crowd;
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
    await allRegistered(phones.length * 2);
    for (const phone of phones) growTo(chatwoot, phone, EARLIER);
    const before = chatwoot.state.messages.length;
    const start = performance.now();
    const { count, tookMs } = await talk(crowd, exchange);
    await allRegistered(before + count * 2);
    return {
      answered: (count / tookMs) * 1_000,
      registered: (count / (performance.now() - start)) * 1_000,
    };
  } finally {
    await stack.close();
  }
}
