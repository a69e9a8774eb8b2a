import { tool, type ToolSet } from 'ai';
import { z } from 'zod';

const words = (most: number) => z.string().trim().min(1).max(most);

const shapes = {
  search_knowledge: z.object({ query: words(300).describe('What to look for, in the words the papers would use') }),
  hand_off: z.object({
    reason: words(300).describe('For the people of the team: what the customer needs, in a sentence'),
    words: z.string().trim().max(600).describe('What the customer is told, in their language; empty: nothing'),
    asked: z.boolean().optional().describe('The customer asked for a person'),
  }),
  resolve_conversation: z.object({}),
  offer_choices: z.object({
    text: words(900).describe('The question, in the language of the customer'),
    options: z
      .array(z.object({ title: words(24), description: z.string().trim().max(72).optional() }))
      .min(1)
      .max(10),
  }),
};

const descriptions: Record<keyof typeof shapes, string> = {
  search_knowledge: 'Searches what the business wrote. Use it when the passages given do not answer the question.',
  hand_off: 'Hands the conversation to a person of the team; you are quiet from then on.',
  resolve_conversation: 'Marks the matter as settled. Only when the customer said that they need nothing more.',
  offer_choices: 'Sends a question with options to tap, in place of an answer in words.',
};

export type OwnName = keyof typeof shapes;
export type OwnInput<Name extends OwnName> = z.output<(typeof shapes)[Name]>;

export const ownNames = Object.keys(shapes) as OwnName[];

/** Without `execute`: what is called, the loop does itself. */
export function ownTools(withSearch: boolean): ToolSet {
  return Object.fromEntries(
    ownNames
      .filter((name) => name !== 'search_knowledge' || withSearch)
      .map((name) => [
        name,
        tool({ description: descriptions[name], inputSchema: shapes[name] as z.ZodType<unknown> }),
      ]),
  );
}

/** What was called with; checked once more, since it may come out of the ledger of another release. */
export const inputOf = <Name extends OwnName>(name: Name, input: unknown): OwnInput<Name> =>
  shapes[name].parse(input) as OwnInput<Name>;
