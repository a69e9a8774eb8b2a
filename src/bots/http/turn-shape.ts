import { z } from 'zod';
import type { Said, Turn } from '../bot.ts';

const said = z.object({
  id: z.string(),
  author: z.enum(['customer', 'bot', 'agent']),
  kind: z.string().meta({ description: '`text`, `media`, `location`, `choice`, …' }),
  text: z.string().meta({ description: 'What a person would read.' }),
  choiceId: z.string().optional().meta({ description: 'Of the button or list row that was chosen.' }),
  file: z
    .object({
      name: z.string(),
      type: z.string().nullable(),
      path: z.string().meta({
        description:
          'Where its bytes are at this service: GET, without a token, while the turn lasts, for 15 minutes at most.',
      }),
    })
    .optional(),
  voice: z
    .enum(['heard', 'unheard'])
    .optional()
    .meta({ description: 'A voice note: `text` has its words, or they could not be found out.' }),
  at: z.number().meta({ description: 'Milliseconds since 1970.' }),
});

/** What is posted for each turn (`BOT=http`). */
export const turnShape = z.object({
  turn: z.object({
    id: z.string().meta({ description: 'The same over all tries.' }),
    attempt: z.int().min(1),
    person: z.object({
      id: z.string(),
      name: z.string().nullable(),
      phone: z.string().nullable().meta({ description: 'E.164; null where WhatsApp withholds it.' }),
      chatwoot: z.object({ contact: z.int().nullable(), conversation: z.int().nullable() }),
    }),
    history: z.array(said).meta({ description: 'Earlier messages, oldest first, at most 30.' }),
    messages: z.array(said).min(1).meta({ description: 'What is to be answered, oldest first.' }),
    language: z.enum(['es', 'en']),
    now: z.number(),
    timeZone: z.string(),
    peopleAreThere: z.boolean(),
    state: z.unknown().meta({ description: 'What this bot keeps of this person; null at first.' }),
    stateVersion: z.int(),
  }),
});

/** Without what does not go over a wire; files have a path in place of their bytes. */
export function turnBody(
  { steps: _steps, history, messages, ...turn }: Turn,
  pathOf: (message: string) => string,
): z.input<typeof turnShape> {
  const over = ({ file, ...said }: Said) =>
    file ? { ...said, file: { name: file.name, type: file.type, path: pathOf(said.id) } } : said;
  return { turn: { ...turn, history: history.map(over), messages: messages.map(over) } };
}
