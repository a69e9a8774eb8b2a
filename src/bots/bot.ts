import type { TurnSteps } from './steps.ts';

export type { ToolCall, TurnSteps } from './steps.ts';

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
  /** Stable over all tries of it: by this key anything outside may know that it was asked before. Other words are another turn. */
  id: string;
  /** Which try this is, from 1. */
  attempt: number;
  person: Person;
  /** Earlier messages, oldest first, at most 30, without the ones to be answered now. */
  history: Said[];
  /** The messages to answer, oldest first; never empty. */
  messages: Said[];
  /** The language of the texts this installation shows to people (`UI_LANGUAGE`). */
  language: 'es' | 'en';
  /** When this try began, in milliseconds since 1970. */
  now: number;
  /** `BUSINESS_TIMEZONE`. */
  timeZone: string;
  /** Whether people are there now, by `BUSINESS_HOURS`; true where none are set. */
  peopleAreThere: boolean;
  /** What this bot keeps of this person (`{ do: 'state' }`); null at first. */
  state: unknown;
  /** How often that was set; 0: never. */
  stateVersion: number;
  /** What this turn keeps on the disk while its bot works. */
  steps: TurnSteps;
}

export interface Person {
  /** Our id of the contact: stable for ever. */
  id: string;
  name: string | null;
  /** E.164 (`+549…`), null for people whose number WhatsApp withholds. */
  phone: string | null;
  /** Where the person is in Chatwoot now; ids are null until they are known there. */
  chatwoot: { contact: number | null; conversation: number | null };
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
  /** Where the customer sent one: a picture, a voice note, a document. */
  file?: SaidFile;
  /**
   * A voice note, where these become text (`STT_BASE_URL`). `heard`: what is said in it is `text`, and kind is `text`. `unheard`: that could not
   * be found out; the customer is asked to write it, without the bot's doing.
   */
  voice?: 'heard' | 'unheard';
  /** Milliseconds since 1970. */
  at: number;
}

export interface SaidFile {
  /** As it is called, or would be. */
  name: string;
  /** The media type as WhatsApp tells it; null where it does not. */
  type: string | null;
  /** Its bytes, fetched when they are asked for: at most 16 MB, and for 7 days. Throws where they cannot be had. */
  read(): Promise<Uint8Array>;
}

export type Action = Reply | HandOff | Resolve | SetState | Note | Label | Attributes | SendTemplate | SendMedia | Pass;

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
  unanswered?: Unanswered;
}

/**
 * These words are no answer to what was asked: that is kept for `optiatiende questions`. True: what the messages of this turn say; a text:
 * that, where an earlier one was meant.
 */
export type Unanswered = true | string;

/** A person takes over; the bot is quiet until it is given back. */
export interface HandOff {
  do: 'handoff';
  /** For the agents, in a few words. */
  reason: string;
  /** For the customer, said after every reply. Empty: nothing more is to be said. Null: what this installation says (`HANDOFF_TEXT`). */
  words: string | null;
  /** The customer asked for a person. */
  asked?: boolean | undefined;
  unanswered?: Unanswered;
}

/** The matter is settled: the conversation may be closed. */
export interface Resolve {
  do: 'resolve';
}

/** Keeps something of this person for the turns to come: `state` of the next one. */
export interface SetState {
  do: 'state';
  /** JSON of at most 16 kB; null keeps nothing. */
  value: unknown;
}

/** This bot cannot answer: the next one of `BOT` is asked, and after the last a person answers. What else it gave does not count. */
export interface Pass {
  do: 'pass';
}

/** A private note for the agents. Without `CHATWOOT_BOT_TOKEN` it is a line in the conversation; the customer gets neither. */
export interface Note {
  do: 'note';
  text: string;
}

/** Labels of the conversation; all others stay. Needs `CHATWOOT_BOT_TOKEN`. The label that hands over is set by a hand-off alone. */
export interface Label {
  do: 'label';
  add?: string[];
  remove?: string[];
}

/**
 * Custom attributes in Chatwoot; all others stay, and null empties one. Those of the contact need no token, those of the conversation
 * `CHATWOOT_BOT_TOKEN`.
 */
export interface Attributes {
  do: 'attributes';
  contact?: Record<string, AttributeValue>;
  conversation?: Record<string, AttributeValue>;
}

export type AttributeValue = string | number | boolean | null;

/** An approved template of WhatsApp, for instance with a button that calls. */
export interface SendTemplate {
  do: 'template';
  name: string;
  /** As WhatsApp writes it: `es`, `es_AR`. */
  language: string;
  /** The texts for {{1}}, {{2}}, … of the body, in order. */
  parameters?: string[];
}

/**
 * A picture, document, sound, video or sticker for the customer: as what it is where WhatsApp takes that (a WebP is a sticker, an Opus
 * recording a voice message), else as a document. It goes in its place among the words of the turn; what comes after it waits until it is
 * here or is known not to come, a minute at most. Where it cannot be sent the customer gets the caption with a sentence that says so, and
 * the agents are told why.
 */
export interface SendMedia {
  do: 'media';
  /** Where it is fetched, once: a public https address, or one at the host of `BOT_URL` or `BOT_FILES_URL`. This, `bytes` or `file`. */
  url?: string;
  /** The file itself in base64, at most 8 MB. */
  bytes?: string;
  /** A file that the customer sent: our id of its message, from `turn.messages` or `turn.history`. */
  file?: string;
  /** In Markdown or WhatsApp's language, as of a reply. Sound and stickers carry none: with one they go as documents. */
  caption?: string;
  /** As the customer sees a document's; by its ending the type is known where nothing else tells it. */
  name?: string;
  /** Quote this message, as of a reply. */
  quote?: string;
}

export const reply = (text: string, more: Omit<Reply, 'do' | 'text'> = {}): Reply => ({ do: 'reply', text, ...more });
export function handOff(reason: string, words: string | null, more?: { asked?: boolean }): HandOff;
/** @deprecated Say what the customer is told. Without it that is what this installation says, unless a reply is given as well. */
export function handOff(reason: string, more?: { asked?: boolean }): HandOff;
export function handOff(
  reason: string,
  words?: string | null | { asked?: boolean },
  more?: { asked?: boolean },
): HandOff {
  if (typeof words === 'string' || words === null) return { do: 'handoff', reason, words, ...more };
  // What is to be said is decided where the replies beside it are known (`actionsOf`).
  return { do: 'handoff', reason, ...words } as HandOff;
}

/** @example media({ bytes: await makeInvoice(), name: 'factura.pdf', caption: 'Tu factura' }) */
export const media = ({
  bytes,
  ...more
}: Omit<SendMedia, 'do' | 'bytes'> & { bytes?: Uint8Array | string }): SendMedia => ({
  do: 'media',
  ...more,
  ...(bytes === undefined ? {} : { bytes: typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('base64') }),
});

export const resolve = (): Resolve => ({ do: 'resolve' });
export const setState = (value: unknown): SetState => ({ do: 'state', value });
