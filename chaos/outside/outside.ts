import { startSandboxChatwoot, type SandboxChatwoot } from '../../src/sandbox/chatwoot/server.ts';
import { startSandboxWhatsApp, type SandboxWhatsApp } from '../../src/sandbox/whatsapp/server.ts';
import { chance } from '../chance.ts';

/** One number with its inbox. */
export interface Number {
  channel: string;
  inbox: string;
  whatsapp: SandboxWhatsApp;
}

/** Both sides, in this process: what they hold is what was said and sent, whatever the service believes. */
export interface Outside {
  chatwoot: SandboxChatwoot;
  numbers: Number[];
  close(): Promise<void>;
}

/** `plain` has the three variables alone, `bot` the bot's token and webhooks, `user` a user's token as well. */
export const CHANNELS = ['plain', 'bot', 'user'] as const;

export async function startOutside(seed: number, messagesPerMinute: number): Promise<Outside> {
  const random = chance(seed, 'outside');
  const chatwoot = await startSandboxChatwoot({
    inboxes: CHANNELS.map((channel) => ({ identifier: `inbox-${channel}` })),
    messagesPerMinute,
    latencyMs: 2,
    random,
  });
  const numbers: Number[] = [];
  for (const channel of CHANNELS) {
    const whatsapp = await startSandboxWhatsApp({
      latencyMs: 2,
      redeliverMs: 100,
      longestRedeliverMs: 2_000,
      // Until it is taken.
      webhookTries: Infinity,
      random,
    });
    numbers.push({ channel, inbox: `inbox-${channel}`, whatsapp });
  }
  return {
    chatwoot,
    numbers,
    async close() {
      for (const { whatsapp } of numbers) await whatsapp.close();
      await chatwoot.close();
    },
  };
}
