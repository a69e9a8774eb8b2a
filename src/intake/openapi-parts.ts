import { z } from 'zod';
import { actionsShape } from '../bots/actions.ts';
import { turnShape } from '../bots/http/turn-shape.ts';
import { turnTakenShape } from './turns-door.ts';
import { exchangeShape } from './exchange-input.ts';
import { outcomeShape } from './exchange-outcome.ts';
import { handOverShape, handoffShape } from './handoff-door.ts';

/** The shapes by name: those of exchanges are the very ones that the door reads and answers with. */
export const shapes = {
  Exchange: exchangeShape,
  Id: z.object({ id: z.string() }),
  Outcome: outcomeShape,
  Error: z.object({ error: z.string() }),
  Faults: z.object({
    error: z.string(),
    fields: z.array(z.object({ path: z.string().meta({ examples: ['0.phone'] }), message: z.string() })),
  }),
  Webhook: z.looseObject({}).meta({ description: 'As WhatsApp sends it, through 360dialog.' }),
  Live: z.object({ status: z.literal('live') }),
  Ready: z.looseObject({
    status: z.enum(['ready', 'not ready']),
    store: z.enum(['writable', 'not writable']),
    rests: z
      .array(
        z.looseObject({
          target: z.enum(['chatwoot', 'whatsapp']),
          until: z.number(),
          reason: z.string(),
          fix: z.string(),
          asked: z.boolean().meta({ description: 'Whether the other side asked for it.' }),
        }),
      )
      .meta({ description: 'Other sides that are not called at the moment, and why.' }),
    waiting: z.record(z.string(), z.int()).optional().meta({ description: 'Work not yet done, by kind.' }),
    oldestMs: z.number().optional().meta({ description: 'How long the oldest of it has been waiting. Milliseconds.' }),
    listening: z
      .object({ cable: z.enum(['on', 'deaf', 'off']), webhook: z.enum(['on', 'off']) })
      .meta({ description: 'How well agents in Chatwoot are heard.' }),
    problems: z.int().optional().meta({ description: 'Work that was given up and waits for the operator.' }),
    files: z
      .object({ bytes: z.number(), mostBytes: z.number(), full: z.boolean() })
      .optional()
      .meta({ description: 'What files take until Chatwoot has them, and whether more wait for room (`FILES_MAX`).' }),
  }),
  Handoff: handoffShape,
  HandOver: handOverShape,
  BotTurn: turnShape,
  BotActions: actionsShape,
  TurnTaken: turnTakenShape,
};

export const schemaOf = (shape: z.ZodType) => {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(shape, { io: 'input' });
  return schema;
};

type Name = keyof typeof shapes;
export type Schema = Record<string, unknown>;

export const ref = (name: Name): Schema => ({ $ref: `#/components/schemas/${name}` });
export const listOf = (name: Name): Schema => ({ type: 'array', items: ref(name) });
export const either = (...schemas: Schema[]): Schema => ({ anyOf: schemas });
export const content = (schema: Schema, examples: Schema = {}) => ({ 'application/json': { schema, examples } });
export const answer = (description: string, schema: Schema, examples?: Schema) => ({
  description,
  content: content(schema, examples),
});
export const parameter = (name: string, place: 'path' | 'query' | 'header', description: string, schema: Schema) => ({
  name,
  in: place,
  required: place === 'path',
  description,
  schema,
});

export const security = [{ apiToken: [] }];
export const unauthorized = answer('The bearer token is missing or wrong.', ref('Error'));
