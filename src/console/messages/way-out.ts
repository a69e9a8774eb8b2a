import type { ProviderWords } from '../../providers/about.ts';
import type { ExchangeRows } from '../../store/console/timeline.ts';
import type { Job, Message, Send } from '../../store/tables.ts';
import { adviceFor } from '../../whatsapp/failures/failure.ts';
import { endOf, filesOf } from './way-in.ts';
import type { Step } from './step.ts';

/** How something that bot or agent said went to WhatsApp. @param at through whom it was sent */
export function wayOut(message: Message, rows: ExchangeRows, at: ProviderWords): Step[] {
  const parts = rows.sends.filter(({ message_id }) => message_id === message.id);
  return [
    {
      message: message.id,
      at: Number(message.created_at),
      what: 'words',
      side: message.author === 'bot' ? 'bot' : 'chatwoot',
      tone: 'calm',
      code: message.author,
      text: message.text,
    },
    ...filesOf(message, rows),
    ...parts.flatMap((send) => sendSteps(message, send, rows, { parts: parts.length, words: at })),
  ];
}

function sendSteps(
  message: Message,
  send: Send,
  { jobs }: ExchangeRows,
  { parts, words }: { parts: number; words: ProviderWords },
): Step[] {
  const job = jobs.find(({ key }) => key === `send:${send.id}`);
  const about = { message: message.id, side: 'whatsapp', ...(parts > 1 ? { count: send.part + 1 } : {}) } as const;
  const at = (value: number | null) => (value === null ? null : Number(value));
  const steps: Step[] = [];
  const sentAt = at(send.sent_at) ?? (send.wamid === null ? null : endOf(job));
  const isSent = ['sent', 'delivered', 'read'].includes(send.state) || sentAt !== null;
  if (isSent) steps.push({ ...about, at: sentAt, what: 'sent', tone: 'good', code: send.wamid ?? undefined });
  // WhatsApp tells whole seconds: what follows at once would seem to come before.
  const deliveredAt = notBefore(sentAt, at(send.delivered_at) ?? at(send.read_at) ?? sentAt);
  if (send.delivered_at !== null || ['delivered', 'read'].includes(send.state))
    steps.push({ ...about, at: deliveredAt, what: 'delivered', tone: 'good' });
  if (send.state === 'read')
    steps.push({ ...about, at: notBefore(deliveredAt, at(send.read_at)), what: 'read', tone: 'good' });
  if (send.state === 'discarded')
    steps.push({ ...about, at: endOf(job), what: 'discarded', tone: 'calm', reason: send.error ?? undefined });
  if (send.state === 'failed')
    steps.push({
      ...about,
      at: endOf(job),
      what: 'failed',
      tone: 'bad',
      ...whyFailed(message, send, job, words),
    });
  if (['queued', 'sending'].includes(send.state)) steps.push({ ...about, ...waiting(job), what: 'send_waits' });
  return steps;
}

const notBefore = (before: number | null, at: number | null): number | null =>
  before === null || at === null ? at : Math.max(before, at);

/** A code of WhatsApp's in plain words, beside what it said itself; else what the work says. */
function whyFailed(message: Message, send: Send, job: Job | undefined, at: ProviderWords): Partial<Step> {
  const { error, error_code: code } = send;
  if (code === null)
    return { reason: error ?? message.error ?? job?.last_error ?? undefined, fix: job?.fix ?? undefined };
  const advice = adviceFor(code, at);
  return { code: String(code), text: error ?? undefined, reason: advice.reason, fix: job?.fix ?? advice.fix };
}

/** Where a message stands in Chatwoot, or why it does not. */
export function registering(message: Message, { jobs }: ExchangeRows): Step[] {
  const job = jobs.find(({ key }) => key === `register:${message.id}`);
  const about = { message: message.id, side: 'chatwoot' } as const;
  switch (message.chatwoot_state) {
    case 'registered':
      return [
        {
          ...about,
          // An agent's words were there before we had them.
          at: endOf(job) ?? (message.author === 'agent' ? Number(message.created_at) : null),
          what: 'registered',
          tone: 'good',
          code: message.chatwoot_message_id === null ? undefined : String(message.chatwoot_message_id),
        },
      ];
    case 'queued':
      return [{ ...about, ...waiting(job), what: 'register_waits' }];
    case 'problem':
      return [
        {
          ...about,
          ...waiting(job),
          what: 'register_problem',
          tone: 'bad',
          reason: job?.last_error ?? message.error ?? undefined,
        },
      ];
    case 'off':
      return [{ ...about, at: null, what: 'off', tone: 'calm' }];
    case 'dry_run':
      return [{ ...about, at: null, what: 'dry_run', tone: 'calm' }];
  }
}

/** Work that is still to be done: why it waits, how often it was tried, and what can be done. */
const waiting = (job: Job | undefined) => ({
  at: null,
  tone: 'wait' as const,
  count: job?.attempts ?? 0,
  reason: job?.last_error ?? undefined,
  fix: job?.fix ?? undefined,
});
