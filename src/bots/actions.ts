import { z } from 'zod';
import { furtherActions, unansweredShape } from './action-shapes.ts';
import { reply, type Action, type HandOff } from './bot.ts';
import { fieldFaults } from '../wire/field-faults.ts';
import { BotFault } from './fault.ts';

/** A hand-off as bots gave it before it carried words for the customer. */
type WordlessHandOff = Omit<HandOff, 'words'>;

type Given = string | Action | WordlessHandOff;

/** What a user's bot may give back. */
export type Answer = Given | readonly Given[];

const text = z.string().refine((value) => value.trim() !== '', 'must not be empty');
const button = z.strictObject({ id: text, title: text });
const row = z.strictObject({ id: text, title: text, description: z.string().exactOptional() });
const distinct = (items: { id: string }[]): boolean => new Set(items.map(({ id }) => id)).size === items.length;

const replies = z
  .strictObject({
    do: z.literal('reply'),
    text,
    buttons: z.array(button).min(1).max(3).refine(distinct, 'has the same id twice').exactOptional(),
    list: z
      .strictObject({ button: text, rows: z.array(row).min(1).max(10).refine(distinct, 'has the same id twice') })
      .exactOptional(),
    quote: text.exactOptional(),
    unanswered: unansweredShape.exactOptional(),
  })
  .refine(({ buttons, list }) => buttons === undefined || list === undefined, 'has both buttons and a list');

const words = z.string().nullable();
const handsOff = z.strictObject({
  do: z.literal('handoff'),
  reason: text,
  words,
  asked: z.boolean().optional(),
  unanswered: unansweredShape.exactOptional(),
});

/** What a program at the other end of an HTTP call gives back. */
export const actionsShape = z.strictObject({
  actions: z.array(z.discriminatedUnion('do', [replies, handsOff, ...furtherActions])).max(50),
});

const action = z.discriminatedUnion('do', [
  replies,
  handsOff.extend({ words: words.exactOptional() }),
  ...furtherActions,
]);

/** Every field that an action may have. */
export const ACTION_FIELDS: readonly string[] = [
  ...new Set(['actions', ...[replies, handsOff, ...furtherActions].flatMap(({ shape }) => Object.keys(shape))]),
];

/**
 * Checks what foreign code gave back; a string becomes a reply.
 *
 * @param name Of the module, for the message.
 * @throws Error naming each wrong field, e.g. `./bot.ts gave back a wrong action: [0].list.rows: …`.
 */
export function actionsOf(given: unknown, name: string): Action[] {
  if (given === undefined || given === null) {
    throw new BotFault(`${name} gave back ${String(given)}. Give back a text, or [] to say nothing.`);
  }
  const list: unknown[] = Array.isArray(given) ? given : [given];
  const checked = list.map((one, index) => checkedAction(one, index, name));
  // Without words of its own for the customer, a reply beside it is the notice; without one either, the set notice is.
  const words = checked.some((one) => one.do === 'reply') ? '' : null;
  return checked.map((one) => (one.do === 'handoff' ? { words, ...one } : one));
}

function checkedAction(one: unknown, index: number, name: string): z.infer<typeof action> {
  const checked = action.safeParse(typeof one === 'string' ? reply(one) : withoutUndefined(one));
  if (checked.success) return checked.data;
  const faults = fieldFaults(checked.error, ACTION_FIELDS).map(
    ({ path, message }) => `${path === 'body' ? `[${index}]` : `[${index}].${path}`}: ${message}`,
  );
  throw new BotFault(`${name} gave back a wrong action: ${faults.join('; ')}`);
}

/** `{ quote: undefined }` means no quote; JavaScript writers do that. */
function withoutUndefined(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined));
}
