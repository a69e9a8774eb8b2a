import { pause, type Clock } from '../src/clock.ts';
import { echoBot, startStack, type Stack } from '../test/stack.ts';
import { slowChatwoot } from './chatwoot.ts';
import { median } from './median.ts';
import { webhookOf } from './webhook.ts';

/** From the webhook's first byte to the answer's arrival at WhatsApp. Milliseconds, medians. */
export interface CustomerWayFigures {
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

const PEOPLE = 20;
const EACH = 6;
/** Finer than a whole millisecond. */
const clock: Clock = { now: () => performance.timeOrigin + performance.now() };

/** Each of three services in turn takes the same message, so that what else the machine does hits all three. */
export async function measureCustomerWay(): Promise<CustomerWayFigures> {
  const variants = ['off', 'on', 'hanging'] as const;
  const stacks = await Promise.all(variants.map(open));
  const [off = [], on = [], hanging = []] = variants.map((): number[] => []);
  try {
    for (let n = 0; n < PEOPLE * (EACH + 1); n += 1) {
      for (const [at, times] of [off, on, hanging].entries()) {
        const stack = stacks[at];
        if (!stack) continue;
        const took = await answered(stack, n);
        // A person's first message, to be looked up in Chatwoot, is not what is measured.
        if (n >= PEOPLE) times.push(took);
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

async function open(variant: 'off' | 'on' | 'hanging'): Promise<Stack> {
  const stack = await startStack({
    sandbox: { chatwoot: slowChatwoot, whatsapp: { clock } },
    environment: { CHATWOOT_ENABLED: String(variant !== 'off'), CHATWOOT_TIMEOUT: '10' },
    bot: echoBot,
  });
  if (variant === 'hanging') stack.sandbox.chatwoot.faults.set([{ kind: 'hang' }]);
  return stack;
}

async function answered({ sandbox, service }: Stack, n: number): Promise<number> {
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
  const body = webhookOf(n % PEOPLE, `way${n}`);
  await fetch(service.url + service.webhookPath, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return (await arrived) - start;
}
