/**
 * A bot answers one turn of one person. It knows no WhatsApp, no Chatwoot and no database:
 * it is given what was said and gives back what to do.
 *
 * @example
 * const echo: Bot = { answer: ({ messages }) => [reply(`You said: ${messages.at(-1)?.text}`)] };
 */
export interface Bot {
  /**
   * Called once per turn with *all* messages not yet answered. May throw or take too long
   * (`BOT_TIMEOUT`): the turn is tried again, then answered with the set apology and a hand-off.
   * An empty list of actions means: say nothing.
   */
  answer(turn: Turn, signal: AbortSignal): Action[] | Promise<Action[]>;
  /** Called once at a clean stop. */
  close?(): void | Promise<void>;
}

/** What a bot is given. */
export interface Turn {
  person: Person;
  /** Earlier messages, oldest first, at most 30, without the ones to be answered now. */
  history: Said[];
  /** The messages to answer, oldest first; never empty. */
  messages: Said[];
  /** The language of the texts this installation shows to people (`UI_LANGUAGE`). */
  language: 'es' | 'en';
}

export interface Person {
  /** Our id of the contact: stable for ever. */
  id: string;
  name: string | null;
  /** E.164 (`+549…`), null for people whose number WhatsApp withholds. */
  phone: string | null;
}

export interface Said {
  /** Our id of the message. */
  id: string;
  author: 'customer' | 'bot' | 'agent';
  /** `text`, `media`, `location`, `choice`, … (the kinds of `Content`); `welcome`: they opened the chat and wrote nothing yet. */
  kind: string;
  /** What a person would read; a caption or a description for things without text. */
  text: string;
  /** The id of the button or list row chosen, where kind is `choice`. */
  choiceId?: string;
  /** Milliseconds since 1970. */
  at: number;
}

export type Action = Reply | HandOff | Resolve;

export interface Reply {
  do: 'reply';
  /**
   * Any length: split for WhatsApp where it must be. Markdown or WhatsApp's language: `**bold**` and `*bold*`, `_italic_`, `~~struck~~`
   * and `~struck~`, code in backticks, `# headings` (bold), lists, `[links](https://…)` (`links: https://…`). A backslash keeps a sign
   * from being a mark.
   */
  text: string;
  /** At most 3; titles of at most 20 characters (longer ones are cut). */
  buttons?: { id: string; title: string }[];
  /** At most 10 rows in all; titles of at most 24, descriptions of at most 72 characters (longer ones are cut). */
  list?: { button: string; rows: { id: string; title: string; description?: string }[] };
  /** Quote this message (one of `turn.messages` or `turn.history`, by its id). */
  quote?: string;
}

/** A person takes over; the bot is quiet until it is given back. */
export interface HandOff {
  do: 'handoff';
  /** For the agents, in a few words. */
  reason: string;
  /** The customer asked for a person: the reply that goes with it is the notice. */
  asked?: boolean | undefined;
}

/** The matter is settled: the conversation may be closed. */
export interface Resolve {
  do: 'resolve';
}

export const reply = (text: string, more: Omit<Reply, 'do' | 'text'> = {}): Reply => ({ do: 'reply', text, ...more });
export const handOff = (reason: string, more: { asked?: boolean } = {}): HandOff => ({
  do: 'handoff',
  reason,
  ...more,
});
export const resolve = (): Resolve => ({ do: 'resolve' });
