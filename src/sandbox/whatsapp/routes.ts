import type { Hono } from 'hono';
import { z } from 'zod';
import { pause } from '../../clock.ts';
import type { Faults } from '../faults.ts';
import type { SandboxContext, SandboxEnv } from '../http.ts';
import { ok, refused } from './answers.ts';
import type { SentMessage, WhatsAppState } from './people.ts';
import { acceptSend, failureOf, refusalOf, type Window } from './accept.ts';
import { faultyDelivery, markRead, readByPerson, reportDelivery, reportFailure } from './send.ts';
import { bad, readSend } from './validate.ts';
import type { Webhooks } from './webhooks.ts';

export interface MessageOptions {
  state: WhatsAppState;
  webhooks: Webhooks;
  faults: Faults;
  /** Takes what goes on after the answer. */
  inBackground: (work: Promise<void>) => void;
  statusDelayMs: number;
  readDelayMs: number | null;
  /** What happens to a send outside the 24-hour window. */
  window: Window;
}

const readMark = z.looseObject({
  messaging_product: z.literal('whatsapp'),
  status: z.literal('read'),
  message_id: z.string(),
  typing_indicator: z.looseObject({ type: z.literal('text') }).optional(),
});

const SAME_ID = new Set(['same_id'] as const);

/** `POST /messages`: sends, and read marks with "typing…". `at`: what stands in front. */
export function messageRoutes(app: Hono<SandboxEnv>, at: readonly string[], options: MessageOptions): void {
  const { state } = options;
  const handle = async (c: SandboxContext) => {
    const body: unknown = await c.req.json().catch(() => null);
    if (typeof body !== 'object' || body === null) return refused(c, bad(100, 'the body is no JSON object'));
    if ('status' in body) {
      const mark = readMark.safeParse(body);
      if (!mark.success) return refused(c, bad(100, z.prettifyError(mark.error)));
      const refusal = markRead(state, mark.data.message_id, mark.data.typing_indicator !== undefined);
      return refusal ? refused(c, refusal) : ok(c, { success: true });
    }
    const read = readSend(body);
    if ('refusal' in read) return refused(c, read.refusal);
    const refusal = refusalOf(state, read.send, options.window);
    if (refusal) return refused(c, refusal);
    const failure = failureOf(state, read.send, options.window) ?? faultyDelivery(options.faults);
    const before = state.sent.at(-1);
    const sent = acceptSend(state, read.send, body as Record<string, unknown>);
    if (before && options.faults.take(SAME_ID, 'POST', '/messages')) sent.wamid = before.wamid;
    const { webhooks, statusDelayMs } = options;
    options.inBackground(
      failure ? reportFailure(state, webhooks, sent, failure, statusDelayMs) : report(options, sent),
    );
    return ok(c, acceptance(sent));
  };
  for (const prefix of at) app.post(`${prefix}/messages`, handle);
}

function acceptance({ to, recipient, person, wamid }: SentMessage): Record<string, unknown> {
  const contact = to === null ? { input: recipient, user_id: recipient } : { input: to, wa_id: person.waId };
  return { messaging_product: 'whatsapp', contacts: [contact], messages: [{ id: wamid }] };
}

async function report(options: MessageOptions, sent: SentMessage): Promise<void> {
  await reportDelivery(options.state, options.webhooks, options.faults, sent, options.statusDelayMs);
  if (options.readDelayMs === null) return;
  await pause(options.readDelayMs);
  await readByPerson(options.state, options.webhooks, sent.person);
}
