import { knownThere } from '../made-id.ts';
import { cleanText, cutText, isBlank } from '../../text.ts';
import { numbered, tidyButtons, tidyRows, type Row } from './choices.ts';
import type { MediaPart } from './media-part.ts';
import { splitEnd, splitText } from './split.ts';
import type { TemplatePart } from './template.ts';

/** What is to be said on WhatsApp: a bot's or an agent's words. */
export interface OutText {
  text: string;
  buttons?: { id: string; title: string }[];
  list?: { button: string; rows: { id: string; title: string; description?: string }[] };
  /** Quote this message of the person. */
  quoteWamid?: string | null;
}

interface Quote {
  context?: { message_id: string };
}

/** The body of one send without the address, in the form of the Cloud API. */
export type SendPart = SaidPart | (Quote & (MediaPart | TemplatePart));

/** One that carries words and choices. */
export type SaidPart = Quote &
  (
    | { type: 'text'; text: { body: string; preview_url: false } }
    | { type: 'interactive'; interactive: ButtonPart | ListPart }
  );

export interface ButtonPart {
  type: 'button';
  body: { text: string };
  action: { buttons: { type: 'reply'; reply: { id: string; title: string } }[] };
}

export interface ListPart {
  type: 'list';
  body: { text: string };
  action: { button: string; sections: { title: string; rows: Row[] }[] };
}

/**
 * Meta's limits, in UTF-16 units since it does not say which characters it counts (facts of Dec 2025).
 * Plain text stays below 4,096.
 */
const limit = { text: 4095, buttonBody: 1024, listBody: 4095, label: 20, sectionTitle: 24 };
const most = { buttons: 3, rows: 10 };

/** Stands where WhatsApp wants words and there are none. Signs, because they need no language. */
const blankBody = '👇';
const blankLabel = '☰ Menu';

/**
 * Turns what is to be said into one or more sends, in order, each within WhatsApp's limits. Text that is too long is split,
 * the last part carries the choices; more than 3 buttons become a list, more than 10 rows a numbered text. Only the first
 * part quotes. Nothing to say gives no part.
 *
 * @example
 * composeParts({ text: 'Shall we?', buttons: [{ id: 'yes', title: 'Yes' }] });
 */
export function composeParts(message: OutText): SaidPart[] {
  const parts = compose(message);
  const [first, ...others] = parts;
  const quoted = knownThere(message.quoteWamid);
  if (!first || quoted === null) return parts;
  return [{ ...first, context: { message_id: quoted } }, ...others];
}

function compose(message: OutText): SaidPart[] {
  const text = cleanText(message.text);
  const buttons = tidyButtons(message.buttons ?? []);
  const wanted = [...(message.list?.rows ?? []), ...(message.buttons ?? [])];
  const rows = tidyRows(wanted);
  if (!message.list?.rows.length && buttons.length > 0 && buttons.length <= most.buttons) {
    return withBody(text, limit.buttonBody, (body) => ({
      type: 'button',
      body,
      action: { buttons: buttons.map((reply) => ({ type: 'reply', reply })) },
    }));
  }
  if (rows.length > most.rows) return plain(`${text}\n\n${numbered(wanted)}`);
  if (rows.length > 0)
    return withBody(text, limit.listBody, (body) => listPart(body, message.list?.button ?? '', rows));
  return plain(text);
}

function plain(text: string): SaidPart[] {
  if (isBlank(text)) return [];
  return splitText(text, limit.text)
    .filter((part) => !isBlank(part))
    .map((body) => ({ type: 'text', text: { body, preview_url: false } }));
}

function withBody(text: string, max: number, make: (body: { text: string }) => ButtonPart | ListPart): SaidPart[] {
  const [head, end] = isBlank(text) ? ['', blankBody] : splitEnd(text, max);
  const interactive = make({ text: isBlank(end) ? blankBody : end });
  return [...plain(head), { type: 'interactive', interactive }];
}

function listPart(body: { text: string }, button: string, rows: Row[]): ListPart {
  const label = cleanText(button).replace(/\s+/g, ' ').trim();
  const shown = isBlank(label) ? blankLabel : label;
  const section = { title: cutText(shown, limit.sectionTitle), rows };
  return { type: 'list', body, action: { button: cutText(shown, limit.label), sections: [section] } };
}

/** Where a person is written to: by number where one is known, else by user id. One of the two must be there. */
export function addressTo(person: {
  waId: string | null;
  bsuid: string | null;
}): { to: string } | { recipient: string } {
  if (person.waId !== null) return { to: person.waId };
  if (person.bsuid !== null) return { recipient: person.bsuid };
  throw new Error('a person with neither a number nor a user id cannot be written to');
}
