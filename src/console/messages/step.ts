/** Where something happened: at WhatsApp, here, in the bot, in Chatwoot. */
export type Side = 'whatsapp' | 'us' | 'bot' | 'chatwoot';

/** One thing that happened to a message; words are the page's, by `what`. */
export interface Step {
  /** Null: it has not happened yet, or nobody knows when. Milliseconds since 1970. */
  at: number | null;
  what:
    | 'said'
    | 'received'
    | 'stored'
    | 'file'
    | 'decided'
    | 'waits_for_bot'
    | 'turn'
    | 'model'
    | 'tool'
    | 'sources'
    | 'gate'
    | 'turn_ended'
    | 'words'
    | 'send_waits'
    | 'sent'
    | 'delivered'
    | 'read'
    | 'failed'
    | 'discarded'
    | 'register_waits'
    | 'registered'
    | 'register_problem'
    | 'off'
    | 'dry_run';
  side: Side;
  tone: 'calm' | 'good' | 'wait' | 'bad';
  /** Which message it is about, of those of the exchange. */
  message: string;
  /** A person's or the bot's words, a name, a code: as they are. */
  text?: string | undefined;
  /** More of it: a reason in the service's own words, and what to do. */
  reason?: string | undefined;
  fix?: string | undefined;
  code?: string | undefined;
  count?: number | undefined;
}

/** In the order in which they happened; what has not happened yet stands last. */
export const inOrder = (steps: readonly Step[]): Step[] => {
  const place = (step: Step) => step.at ?? Number.MAX_SAFE_INTEGER;
  return steps
    .map((step, index) => ({ step, index }))
    .toSorted((a, b) => place(a.step) - place(b.step) || a.index - b.index)
    .map(({ step }) => step);
};
