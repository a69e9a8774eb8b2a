import { z } from 'zod';
import { Misconfigured } from '../../errors.ts';
import { shapeFaults } from '../shape-faults.ts';

const text = z.string().min(1);
const some = z.union([text.transform((one) => [one]), z.array(text).min(1)]);

/** What a person does in one turn: a text, several, a choice of what was offered last (by its title), or a file with what stands for it. */
const act = z.union([
  text,
  z.strictObject({ choose: text }),
  z.strictObject({ kind: z.enum(['media', 'location', 'contacts', 'order']), text }),
]);
const turn = z.union([act.transform((one) => [one]), z.array(act).min(1)]);

const must = z
  .strictObject({
    /** All of these are in what is said, whatever the case. */
    contains: some.optional(),
    /** None of these is. */
    not: some.optional(),
    hands_off: z.boolean().optional(),
    /** The bot called this tool; null: none. */
    tool: z.union([some, z.null()]).optional(),
    /**
     * The answer is made of these, and of nothing else: a question of the file. Of a language model's it rests on these at least: a file, a
     * heading in it, or `file › heading`. Null: on none.
     */
    source: z.union([some, z.null()]).optional(),
    language: z.enum(['es', 'en']).optional(),
    /** Whether there is something to choose from besides "that was not it". */
    menu: z.boolean().optional(),
  })
  .refine((checks) => Object.keys(checks).length > 0, 'says nothing that must hold');

const shape = z.strictObject({
  id: text.optional(),
  /** `UI_LANGUAGE`. */
  ui: z.enum(['es', 'en']).default('es'),
  /** What was said before, as it stands in the history. */
  history: z
    .array(
      z.union([z.strictObject({ customer: text }), z.strictObject({ bot: text }), z.strictObject({ agent: text })]),
    )
    .default([]),
  /** Earlier turns, to which the bot gives its own answers. */
  before: z.array(turn).default([]),
  ask: turn,
  must,
});

/** A talk, and what must hold of its last answer. */
export type Case = z.infer<typeof shape> & { line: number };
export type Act = z.infer<typeof act>;
export type Must = Case['must'];

/**
 * Reads cases, one JSON object a line; empty lines and lines that begin with `//` are passed over.
 *
 * @throws Misconfigured with file, line and what is wrong.
 */
export function readCases(file: string, content: string): Case[] {
  const cases = content
    .replace(/^\uFEFF/u, '')
    .split('\n')
    .flatMap((row, index) => {
      if (row.trim() === '' || row.trimStart().startsWith('//')) return [];
      return [{ ...oneCase(row, `${file}:${index + 1}`), line: index + 1 }];
    });
  if (cases.length === 0)
    throw new Misconfigured(`${file}: holds no cases. Write one JSON object a line: docs/FAQ.md.`);
  return cases;
}

function oneCase(row: string, where: string): z.infer<typeof shape> {
  let value: unknown;
  try {
    value = JSON.parse(row);
  } catch {
    throw new Misconfigured(`${where}: no JSON. Each line is one object: {"ask": "…", "must": {"contains": "…"}}.`);
  }
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  throw new Misconfigured(shapeFaults(read.error, `${where}: `));
}
