import type { DeskMessage, PhoneMessage } from '../../../src/sandbox/types.ts';
import { authorOf, tellsFailure, withoutMark } from './author.ts';

export interface Answers {
  /** As the phone has them: what one message at the desk became counts once, however many bubbles that were. */
  phone: number;
  desk: number;
  /** Said at the desk, wholly or partly not on the phone yet. */
  toPhone: number;
  /** On the phone, not at the desk yet. */
  toDesk: number;
  /** Failed, and the desk shows that or tells it. */
  failed: number;
}

/** One answer at the desk, and what of it has not been found on the phone. */
interface Unit {
  agent: boolean;
  rest: string;
  files: number;
  begun: boolean;
  done: boolean;
}

/** What stays the same of a text though marks, blanks and links are written differently on either side. */
function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}\p{Extended_Pictographic}]/gu, '');
}

/** Without the line that says when it was said, and the choices that stand below. */
function saidAt(message: DeskMessage): string {
  const content = (message.content ?? '').replace(/^🕒 [^\n]*\n/u, '');
  return letters(withoutMark(content).replace(/(\n▫️ [^\n]*)+$/u, ''));
}

function unitOf(message: DeskMessage): Unit {
  const files = message.files?.length ?? 0;
  return { agent: authorOf(message) === 'agent', rest: saidAt(message), files, begun: false, done: false };
}

/** Takes a bubble for the next part of an answer, if it is that. */
function takes(unit: Unit, { media, text }: PhoneMessage): boolean {
  const said = letters(text);
  // An agent's name may stand in front on the phone.
  const last = said !== '' && unit.agent && unit.rest !== '' && said.endsWith(unit.rest);
  const fits = media ? unit.files > 0 && unit.rest.startsWith(said) : said !== '' && unit.rest.startsWith(said);
  if (!fits && !(last && !media)) return false;
  unit.rest = last ? '' : unit.rest.slice(said.length);
  if (media) unit.files -= 1;
  unit.begun = true;
  unit.done = unit.rest === '' && unit.files === 0;
  return true;
}

/** Finds each answer's parts on the phone, in order; gives the bubbles that are nobody's. */
function settle(units: readonly Unit[], bubbles: readonly PhoneMessage[]): PhoneMessage[] {
  const left = [...bubbles];
  for (const unit of units) {
    for (let at = 0; at < left.length && !unit.done;) {
      const bubble = left[at];
      if (bubble && takes(unit, bubble)) left.splice(at, 1);
      else at += 1;
    }
  }
  return left;
}

/**
 * Compares the answers of both sides by what they say, since a long one is several messages on WhatsApp and one at the desk.
 * What cannot be told by its text is compared by number.
 */
export function compareAnswers(phone: readonly PhoneMessage[], desk: readonly DeskMessage[]): Answers {
  const bubbles = phone.filter(({ from }) => from === 'business');
  const answers = desk.filter((one) => ['bot', 'agent', 'auto'].includes(authorOf(one)));
  const units = answers.filter((one) => !one.deleted && one.status !== 'failed').map(unitOf);
  const left = settle(
    units,
    bubbles.filter(({ failed }) => !failed),
  );
  const missing = units.filter(({ begun }) => !begun);
  const begun = units.filter(({ begun, done }) => begun && !done).length;

  settle(
    missing,
    bubbles.filter(({ failed }) => failed),
  );
  const failedLater = missing.filter((unit) => unit.begun).length;
  const told = desk.filter((one) => !answers.includes(one) && tellsFailure(one)).length;
  const shown = answers.filter(({ deleted, status }) => !deleted && status === 'failed').length;

  // A deleted answer may be on the phone; a private note with /template has sent one.
  const gone = answers.filter(({ deleted }) => deleted).length;
  const templates = desk.filter((one) => one.private && /^\/template\s/.test(one.content ?? '')).length;
  const unknown = missing.length - failedLater;
  const open = Math.max(0, left.length - gone - templates);
  const excused = Math.min(Math.max(0, told - failedLater), Math.max(0, unknown - open));
  const failed = shown + failedLater + excused;
  const toPhone = begun + Math.max(0, unknown - open - excused);
  const toDesk = Math.max(0, open - unknown);
  const absorbed = left.length - open;
  const all = units.length + shown + absorbed;
  return { phone: all - toPhone - failed + toDesk, desk: all, toPhone, toDesk, failed };
}
