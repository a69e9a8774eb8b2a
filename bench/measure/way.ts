import { pause, type Clock } from '../../src/clock.ts';
import { echoBot, startStack, type Stack } from '../../test/stack.ts';
import type { Measurement } from '../measurement.ts';
import { goal, ms, signed } from '../report/row.ts';
import { slowChatwoot } from '../worlds/chatwoot.ts';
import { median } from '../report/median.ts';
import { webhookOf } from '../worlds/webhook.ts';

/** From the webhook's first byte to the answer's arrival at WhatsApp. Milliseconds, medians. */
interface CustomerWayFigures {
  /** CHATWOOT_ENABLED=false. */
  off: number;
  /** Chatwoot answers after 50 ms. */
  on: number;
  /** Chatwoot takes every call and never answers. */
  hanging: number;
  /** What Chatwoot adds, `on` and `hanging` each against the `off` right beside it. */
  added: number;
  addedHanging: number;
}

/** Any call of Chatwoot's that is waited for costs 50 ms; less than a tenth of it is our own work on the job. */
const NOISE_MS = 5;

export const way: Measurement = {
  name: 'way',
  title: 'Chatwoot in the customer’s way',
  how: `
Three services, with Chatwoot off, on, and taking every call without ever answering, take the same 120 messages in turns. What Chatwoot
adds to the time from webhook to WhatsApp is the median of the differences between neighbours. A single answer of Chatwoot (50 ms) waited
for would show; what remains is our own work on the job.`,
  async measure(size) {
    const figures = await (size === 'whole' ? measureCustomerWay(20, 6, 10) : measureCustomerWay(2, 1, 1));
    const { off, on, hanging, added, addedHanging } = figures;
    const row = (kind: string, ours: string, more: number) =>
      goal(
        `Chatwoot in the customer's way, added by one that ${kind}`,
        `off: ${ms(off)} webhook to WhatsApp`,
        `${ours}, ${signed(more)}`,
        `0 ms (below ${NOISE_MS})`,
        more < NOISE_MS,
      );
    return [
      row('answers in 50 ms', `on: ${ms(on)}`, added),
      row('never answers', `hanging: ${ms(hanging)}`, addedHanging),
    ];
  },
};

/** Finer than a whole millisecond. */
const clock: Clock = { now: () => performance.timeOrigin + performance.now() };

/** Each of three services in turn takes the same message, so that what else the machine does hits all three. */
/** @param timeout for calls of Chatwoot, seconds */
async function measureCustomerWay(people: number, each: number, timeout: number): Promise<CustomerWayFigures> {
  const variants = ['off', 'on', 'hanging'] as const;
  const stacks = await Promise.all(variants.map((variant) => open(variant, timeout)));
  const [off = [], on = [], hanging = []] = variants.map((): number[] => []);
  try {
    for (let n = 0; n < people * (each + 1); n += 1) {
      for (const [at, times] of [off, on, hanging].entries()) {
        const stack = stacks[at];
        if (!stack) continue;
        const took = await answered(stack, n, n % people);
        // A person's first message, to be looked up in Chatwoot, is not what is measured.
        if (n >= people) times.push(took);
        await pause(15);
      }
    }
  } finally {
    await Promise.all(stacks.map((stack) => stack.close()));
  }
  const against = (times: number[]) => median(times.map((took, n) => took - (off[n] ?? NaN)));
  return {
    off: median(off),
    on: median(on),
    hanging: median(hanging),
    added: against(on),
    addedHanging: against(hanging),
  };
}

async function open(variant: 'off' | 'on' | 'hanging', timeout: number): Promise<Stack> {
  const stack = await startStack({
    sandbox: { chatwoot: slowChatwoot, whatsapp: { clock } },
    environment: { CHATWOOT_ENABLED: String(variant !== 'off'), CHATWOOT_TIMEOUT: String(timeout) },
    bot: echoBot,
  });
  if (variant === 'hanging') stack.sandbox.chatwoot.faults.set([{ kind: 'hang' }]);
  return stack;
}

async function answered({ sandbox, service }: Stack, n: number, person: number): Promise<number> {
  const { whatsapp } = sandbox;
  const before = whatsapp.sent.length;
  const arrived = new Promise<number>((resolve) => {
    const stop = whatsapp.onChange(() => {
      const sent = whatsapp.sent[before];
      if (!sent) return;
      stop();
      resolve(sent.at);
    });
  });
  const start = clock.now();
  const body = webhookOf(person, `way${n}`);
  await fetch(service.url + service.webhookPath, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return (await arrived) - start;
}
