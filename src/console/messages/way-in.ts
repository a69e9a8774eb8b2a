import type { ExchangeRows } from '../../store/console/timeline.ts';
import type { Job, Message } from '../../store/tables.ts';
import type { Step } from './step.ts';

/** How a customer's message came in, and what was decided of it. */
export function wayIn(
  message: Message,
  rows: ExchangeRows,
  event: { id: number; received_at: number } | undefined,
): Step[] {
  const about = { message: message.id, tone: 'calm' } as const;
  const steps: Step[] = [
    { ...about, at: Number(message.said_at), what: 'said', side: 'whatsapp', text: message.text },
    ...(event
      ? [
          {
            ...about,
            at: Number(event.received_at),
            what: 'received' as const,
            side: 'us' as const,
            code: String(event.id),
          },
        ]
      : []),
    { ...about, at: Number(message.created_at), what: 'stored', side: 'us', code: message.id },
    ...filesOf(message, rows),
  ];
  if (message.answered_at === null)
    steps.push({ ...about, at: null, what: 'waits_for_bot', side: 'bot', tone: 'wait' });
  else if (message.answer !== null && message.answer !== 'bot')
    steps.push({ ...about, at: Number(message.answered_at), what: 'decided', side: 'us', code: message.answer });
  return steps;
}

/** Files of a message, with the work that fetches them. */
export function filesOf(message: Message, { files, jobs }: ExchangeRows): Step[] {
  const job = jobs.find(({ key }) => key === `fetch:${message.id}`);
  return files
    .filter(({ message_id }) => message_id === message.id)
    .map(({ state, name, mime, error }) => ({
      message: message.id,
      at: state === 'wanted' ? null : endOf(job),
      what: 'file',
      side: 'whatsapp',
      tone: state === 'ready' ? 'good' : state === 'wanted' ? 'wait' : 'bad',
      code: state,
      text: name ?? mime ?? undefined,
      reason: error ?? job?.last_error ?? undefined,
      fix: job?.fix ?? undefined,
    }));
}

/** When work ended; null: it has not, or is not kept any more. */
export const endOf = (job: Job | undefined): number | null =>
  job === undefined || job.finished_at === null ? null : Number(job.finished_at);

/** What the bot did: its tries, its model's steps and what they cost, tools, what it drew on, what its gate found. */
export function botSteps({ turns, steps, calls, messages }: ExchangeRows): Step[] {
  const message = messages[0]?.id ?? '';
  const about = { message, side: 'bot' } as const;
  return turns.flatMap((turn): Step[] => [
    { ...about, at: Number(turn.begun_at), what: 'turn', tone: 'calm', count: turn.tries },
    ...steps
      .filter(({ turn_id }) => turn_id === turn.id)
      .flatMap(({ saved_at, answer, usage, bot }): Step[] => {
        const at = Number(saved_at);
        const told = toldIn(answer);
        if (told === null) {
          const tokens = tokensIn(usage);
          return [
            { ...about, at, what: 'model', tone: 'calm', text: bot, ...(tokens === null ? {} : { count: tokens }) },
          ];
        }
        return [
          ...(told.sources.length > 0
            ? [{ ...about, at, what: 'sources' as const, tone: 'calm' as const, text: told.sources.join(' · ') }]
            : []),
          ...(told.gate.length > 0
            ? [{ ...about, at, what: 'gate' as const, tone: 'bad' as const, text: told.gate.join(', ') }]
            : []),
        ];
      }),
    ...calls
      .filter(({ turn_id }) => turn_id === turn.id)
      .map(({ name, begun_at, ended_at }): Step => ({
        ...{ ...about, at: Number(begun_at), what: 'tool', text: name },
        ...(ended_at === null ? { tone: 'bad' } : { tone: 'calm', count: Number(ended_at) - Number(begun_at) }),
      })),
    ...(turn.ended_at === null
      ? []
      : [
          {
            ...about,
            at: Number(turn.ended_at),
            what: 'turn_ended' as const,
            tone: turn.outcome === 'bot' ? ('good' as const) : ('calm' as const),
            code: turn.outcome ?? undefined,
            text: turn.bot ?? undefined,
          },
        ]),
  ]);
}

/** What `BOT=llm` keeps last with a turn: how it came to its answer. Null: it is an answer of the model. */
function toldIn(answer: string): { sources: string[]; gate: string[] } | null {
  const read = parsed(answer);
  if (!Array.isArray(read?.['sources'])) return null;
  const sources = (read['sources'] as { source?: unknown; head?: unknown }[]).map(({ source, head }) =>
    [source, head].filter((part) => typeof part === 'string' && part !== '').join(' › '),
  );
  const gate = Array.isArray(read['gate']) ? read['gate'].filter((hit): hit is string => typeof hit === 'string') : [];
  return { sources, gate };
}

/** All tokens of a step, however its bot counts them; null: it does not. */
function tokensIn(usage: string | null): number | null {
  const read = usage === null ? null : parsed(usage);
  if (read === null) return null;
  const all = ['input', 'output', 'inputTokens', 'outputTokens', 'prompt_tokens', 'completion_tokens'].map(
    (name) => read[name],
  );
  const counted = all.filter((value): value is number => typeof value === 'number');
  return counted.length === 0 ? null : counted.reduce((sum, value) => sum + value, 0);
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
