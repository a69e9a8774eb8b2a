import { startSandboxChatwoot, type SandboxChatwoot } from '../../src/sandbox/chatwoot/server.ts';
import type { Measurement } from '../measurement.ts';
import { fact, goal, ms, whole, type Row } from '../report/row.ts';
import { echoBot, eventually, startStack, type Stack } from '../../test/stack.ts';
import { evenIds, growTo, inboxOf, registeredOf, slowChatwoot } from '../worlds/chatwoot.ts';
import { seedFlow } from '../worlds/seed-flow.ts';

/** Per exchange, in the mean of some exchanges in a row. */
interface Flow {
  requests: number;
  /** Of answer bodies. */
  bytes: number;
  /** How long the customer waits: for the seed its whole flow, for ours from the webhook to WhatsApp. Milliseconds. */
  waitMs: number;
  /** The person's, after all of them. */
  conversations: number;
}

interface HistoryFigures {
  first: { seed: number; ours: number };
  histories: { earlier: number; seed: Flow; ours: Flow }[];
}

const EXCHANGES = 3;

export const requests: Measurement = {
  name: 'requests',
  title: 'requests to Chatwoot, by how much a conversation holds already',
  how: `
- **The other side** is the sandbox: real HTTP servers on loopback. Its Chatwoot takes 50 ms for each answer, and 5 ms more for each
  message embedded in a list of conversations; above 3,000 messages it answers 500 after 15 s. The 5 ms and the 15 s were recorded on a
  real Chatwoot on 2 cores.
- **Seed**: the script of the integration guide, re-modelled request by request in \`bench/worlds/seed-flow.ts\`: contact, list of
  conversations, a conversation where the list shows none, two messages; 10 s for each call; a list that was not answered counts as
  "none".
- One exchange makes the person known, the conversation is then filled up to the number of earlier messages, and three more exchanges are
  counted by the sandbox. Bytes are those of answer bodies. All message ids have six digits, so that a longer number is not taken for
  growth. The seed receives little with 5,000 earlier messages because its list is never answered; each exchange then makes a new
  conversation. Cable and sweep are off here: what is asked to hear agents (at most \`SWEEP_REQUESTS_PER_MINUTE\`) belongs to no exchange.
- **The customer waits**: for the seed its whole flow, since the answer is sent after it. For ours the time from the webhook to the
  arrival of the answer at WhatsApp, with a bot that answers at once.`,
  measure: async (size) => rows(await measureHistory(size === 'whole' ? [10, 100, 1_000, 5_000] : [10, 20])),
};

function rows({ first, histories }: HistoryFigures): Row[] {
  const at = (earlier: number) => `${whole(earlier)} earlier messages`;
  const base = histories[0];
  return [
    fact('Requests to Chatwoot, first exchange of a person', `seed ${first.seed}`, String(first.ours)),
    ...histories.map(({ earlier, seed, ours }) =>
      goal(
        `Requests per later exchange, ${at(earlier)}`,
        `seed ${seed.requests.toFixed(2)}`,
        ours.requests.toFixed(2),
        '2.00',
        ours.requests === 2,
      ),
    ),
    ...histories.map(({ earlier, seed, ours }) =>
      goal(
        `Bytes received per later exchange, ${at(earlier)}`,
        `seed ${whole(seed.bytes)}`,
        whole(ours.bytes),
        'no growth',
        ours.bytes === base?.ours.bytes,
      ),
    ),
    ...histories.map(({ earlier, seed, ours }) =>
      goal(
        `Conversations after 4 exchanges, ${at(earlier)}`,
        `seed ${seed.conversations}`,
        String(ours.conversations),
        '1',
        ours.conversations === 1,
      ),
    ),
    ...histories.map(({ earlier, seed, ours }) =>
      fact(
        `The customer waits, ${at(earlier)}`,
        `seed ${ms(seed.waitMs)} for Chatwoot alone`,
        `${ms(ours.waitMs)} webhook to WhatsApp`,
      ),
    ),
  ];
}

const phoneOf = (n: number) => `54911555${10_001 + n}`;

/** Requests and bytes of an exchange, by how much the person's conversation holds already. */
async function measureHistory(lengths: readonly number[]): Promise<HistoryFigures> {
  // The seed's four side by side, each with a Chatwoot of its own: it waits most of the time.
  const seeds = Promise.all(lengths.map((earlier, n) => seedAt(earlier, phoneOf(n))));
  const stack = await startStack({
    sandbox: { chatwoot: slowChatwoot },
    // Hearing agents is no part of an exchange: cable and sweep are off, so that only its own requests are counted.
    environment: { CHATWOOT_TIMEOUT: '10', CHATWOOT_CABLE: 'false', SWEEP_REQUESTS_PER_MINUTE: '0' },
    bot: echoBot,
  });
  const ours: { first: number; flow: Flow }[] = [];
  try {
    evenIds(stack.sandbox.chatwoot);
    for (const [n, earlier] of lengths.entries()) ours.push(await oursAt(stack, earlier, phoneOf(n)));
  } finally {
    await stack.close();
  }
  const seed = await seeds;
  return {
    first: { seed: seed[0]?.first ?? NaN, ours: ours[0]?.first ?? NaN },
    histories: lengths.map((earlier, n) => ({ earlier, seed: flowOf(seed, n), ours: flowOf(ours, n) })),
  };
}

function flowOf(all: { flow: Flow }[], n: number): Flow {
  const one = all[n];
  if (!one) throw new Error(`no figures for history ${n}`);
  return one.flow;
}

async function seedAt(earlier: number, phone: string): Promise<{ first: number; flow: Flow }> {
  const chatwoot = await startSandboxChatwoot(slowChatwoot);
  evenIds(chatwoot);
  const exchange = async () => {
    const start = Date.now();
    await seedFlow(inboxOf(chatwoot), { phone, userMessage: 'hola 0', botResponse: 're: hola 0' });
    return Date.now() - start;
  };
  try {
    await exchange();
    const first = chatwoot.requests.total;
    growTo(chatwoot, phone, earlier);
    return { first, flow: await flow(chatwoot, phone, exchange) };
  } finally {
    await chatwoot.close();
  }
}

async function oursAt({ sandbox }: Stack, earlier: number, phone: string): Promise<{ first: number; flow: Flow }> {
  const { chatwoot, whatsapp } = sandbox;
  let said = 0;
  const exchange = async () => {
    const before = registeredOf(chatwoot, phone);
    const start = Date.now();
    // Never the same words three times: those of a program are not answered. Of one length, since bytes are counted.
    await whatsapp.say({ waId: phone, text: `hola ${(said += 1) % 10}` });
    await eventually(() => registeredOf(chatwoot, phone) === before + 2);
    // The last answer is still on its way.
    await eventually(() => chatwoot.requests.log.every((one) => one.status !== null));
    return (whatsapp.sent.at(-1)?.at ?? NaN) - start;
  };
  chatwoot.requests.reset();
  await exchange();
  const first = chatwoot.requests.total;
  growTo(chatwoot, phone, earlier);
  return { first, flow: await flow(chatwoot, phone, exchange) };
}

/** @param exchange gives the milliseconds that the customer waited. */
async function flow(chatwoot: SandboxChatwoot, phone: string, exchange: () => Promise<number>): Promise<Flow> {
  chatwoot.requests.reset();
  let waited = 0;
  for (let n = 0; n < EXCHANGES; n += 1) waited += await exchange();
  const bytes = [...chatwoot.requests.routes.values()].reduce((sum, route) => sum + route.bytesOut, 0);
  return {
    requests: chatwoot.requests.total / EXCHANGES,
    bytes: bytes / EXCHANGES,
    waitMs: waited / EXCHANGES,
    conversations: [...chatwoot.state.conversations.values()].filter((one) => one.source.sourceId === phone).length,
  };
}
