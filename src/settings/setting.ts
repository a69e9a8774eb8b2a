import { z } from 'zod';

/** One variable: how it is read, and everything the documentation and the fault list say about it. */
export interface Setting<Shape extends z.ZodType = z.ZodType> {
  group: Group;
  /** From the text of the environment (undefined: not set) to the value. */
  shape: Shape;
  /** As one would write it in the environment; null where there is none. */
  default: string | null;
  /** What a value must be, as the end of the sentence "must be …". */
  rule: string;
  /** What it does, in a sentence or two. */
  doc: string;
  /** A value that would be accepted. */
  example: string;
  unit?: 'seconds' | 'minutes' | 'hours' | 'days' | 'GB';
  /** Never shown in a fault or a log; may also be given as a file, by `NAME_FILE`. */
  secret?: true;
  /** The value is taken as it is: not trimmed, and empty is a value. */
  verbatim?: true;
  /** One for the whole service; every other setting is each channel's own. */
  scope?: 'process';
  /** Several, separated by commas; in a CHANNELS file also as a list. */
  many?: true;
}

export const isOfProcess = ({ scope }: Setting): boolean => scope === 'process';

export const groups = {
  chatwoot: 'Chatwoot',
  whatsapp: 'WhatsApp',
  bot: 'Bot',
  llm: 'Language model',
  voice: 'Voice notes',
  people: 'People in Chatwoot',
  notify: 'Telling the operator',
  service: 'Service',
} as const;

export type Group = keyof typeof groups;

/** Keeps the exact type of the shape, so that the values of the whole table are typed. */
export const setting = <Shape extends z.ZodType>(facts: Setting<Shape>): Setting<Shape> => facts;

/** Operators write them in Spanish too; any other word is a fault, since whoever wrote it meant something. */
const truthy = ['true', '1', 'yes', 'on', 'si', 'sí'];
const falsy = ['false', '0', 'no', 'off'];
export const switchRule = '`true` or `false` (also `1`/`0`, `yes`/`no`, `sí`/`no`, `on`/`off`)';

/** What a word of a switch means; null where it is none. An accent may be typed as a sign of its own. */
export function switchOf(text: string): boolean | null {
  const word = text.trim().normalize('NFC').toLowerCase();
  return truthy.includes(word) ? true : falsy.includes(word) ? false : null;
}

const switched = z.string().transform((text, context) => {
  const on = switchOf(text);
  if (on !== null) return on;
  context.addIssue({ code: 'custom', input: text });
  return z.NEVER;
});

/** Off where it is not set. */
export const switchedOff = switched.prefault('false');

/** On where it is not set. */
export const switchedOn = switched.prefault('true');

export const second = 1000;
export const hour = 3_600_000;

/** What an HTTP header can carry without escaping: a text, and one without spaces. */
export const headerText = /^[\x20-\x7e]+$/;
export const headerWord = /^[\x21-\x7e]+$/;

const decimal = /^\d+(\.\d+)?$/;

/** A number with an optional fraction, kept in milliseconds. */
export const duration = (standard: number, min: number, max: number, msPerUnit: number) =>
  z
    .string()
    .regex(decimal)
    .prefault(String(standard))
    .transform(Number)
    .pipe(z.number().min(min).max(max))
    .transform((value) => Math.round(value * msPerUnit));

export const fraction = (standard: number, min: number, max: number) =>
  z.string().regex(decimal).prefault(String(standard)).transform(Number).pipe(z.number().min(min).max(max));

export const whole = (standard: number, min: number, max: number) =>
  z.string().regex(/^\d+$/).prefault(String(standard)).transform(Number).pipe(z.number().int().min(min).max(max));

/** Null where it is not set: as another setting says. */
export const wholeOrNull = (min: number, max: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.number().int().min(min).max(max)).nullable().prefault(null);

/** A number of GB, or of MB where that is said; kept in bytes. */
export const room = (standard: number, min: number, max: number) =>
  z
    .string()
    .regex(/^\d+(\.\d+)?\s*([GM]B?)?$/i)
    .prefault(String(standard))
    .transform((text) => parseFloat(text) * (/M/i.test(text) ? 1e6 : 1e9))
    .pipe(
      z
        .number()
        .min(min * 1e9)
        .max(max * 1e9),
    );

/** One of a few words, in any case. */
export const word = <const Words extends readonly [string, ...string[]]>(words: Words, standard: Words[number]) =>
  z.string().toLowerCase().prefault(standard).pipe(z.enum(words));

/** A text that may be missing. */
export const optionalText = (pattern: RegExp) => z.string().regex(pattern).nullable().prefault(null);

/**
 * An http(s) address without user, query or fragment; given back without the slash at its end
 * and without `ending`.
 */
export const address = (ending?: RegExp) =>
  z.string().transform((text, context) => {
    const url = URL.parse(text);
    const fits = url && /^https?:$/.test(url.protocol) && /^https?:\/\//i.test(text);
    const path = url?.pathname.replace(/\/+$/, '').replace(ending ?? /$^/, '') ?? '';
    // What is left of an address copied from the browser or out of the guide's list of endpoints.
    const copied = ending && /\/(app|public\/api|api\/v1)(\/|$)/.test(path);
    if (!fits || url.username || url.password || url.search || url.hash || copied) {
      context.addIssue({ code: 'custom', input: text });
      return z.NEVER;
    }
    return url.origin + path.replace(/\/+$/, '');
  });
