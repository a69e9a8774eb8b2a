import { startSandboxChatwoot, type SandboxChatwoot } from '../src/sandbox/chatwoot/server.ts';
import { echoBot, eventually, startStack, type Stack } from '../test/stack.ts';
import { evenIds, growTo, inboxOf, registeredOf, slowChatwoot } from './chatwoot.ts';
import { seedFlow } from './seed-flow.ts';

/** Per exchange, in the mean of some exchanges in a row. */
export interface Flow {
  requests: number;
  /** Of answer bodies. */
  bytes: number;
  /** How long the customer waits: for the seed its whole flow, for ours from the webhook to WhatsApp. Milliseconds. */
  waitMs: number;
  /** The person's, after all of them. */
  conversations: number;
}

export interface HistoryFigures {
  first: { seed: number; ours: number };
  histories: { earlier: number; seed: Flow; ours: Flow }[];
}

const HISTORIES = [10, 100, 1_000, 5_000];
const EXCHANGES = 3;
const phoneOf = (n: number) => `54911555${10_001 + n}`;

/** Requests and bytes of an exchange, by how much the person's conversation holds already. */
export async function measureHistory(): Promise<HistoryFigures> {
  // The seed's four side by side, each with a Chatwoot of its own: it waits most of the time.
  const seeds = Promise.all(HISTORIES.map((earlier, n) => seedAt(earlier, phoneOf(n))));
  const stack = await startStack({
    sandbox: { chatwoot: slowChatwoot },
    // Hearing agents is no part of an exchange: cable and sweep are off, so that only its own requests are counted.
    environment: { CHATWOOT_TIMEOUT: '10', CHATWOOT_CABLE: 'false', SWEEP_REQUESTS_PER_MINUTE: '0' },
    bot: echoBot,
  });
  const ours: { first: number; flow: Flow }[] = [];
  try {
    evenIds(stack.sandbox.chatwoot);
    for (const [n, earlier] of HISTORIES.entries()) ours.push(await oursAt(stack, earlier, phoneOf(n)));
  } finally {
    await stack.close();
  }
  const seed = await seeds;
  return {
    first: { seed: seed[0]?.first ?? NaN, ours: ours[0]?.first ?? NaN },
    histories: HISTORIES.map((earlier, n) => ({ earlier, seed: flowOf(seed, n), ours: flowOf(ours, n) })),
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
