import { z } from 'zod';
import { settingEntries } from '../settings/schema.ts';
import { isOfProcess, type Setting } from '../settings/setting.ts';
import { channelName } from './read-file.ts';

type Schema = Record<string, unknown>;

/** `docs/channels.schema.json`: the shape of a CHANNELS file, for editors that check and complete while one types. */
export function channelsSchema(): Schema {
  const settings = settingEntries.filter(([, setting]) => !isOfProcess(setting));
  const channel = {
    type: ['object', 'null'],
    additionalProperties: false,
    properties: Object.fromEntries(settings.map(([name, setting]) => [name.toLowerCase(), schemaOf(setting)])),
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'CHANNELS of OptiAtiende',
    description: 'Written by `npm run docs` from src/settings/. How to use it: docs/CHANNELS.md.',
    type: 'object',
    additionalProperties: false,
    required: ['channels'],
    properties: {
      defaults: { $ref: '#/$defs/channel', description: 'Settings of every channel that does not set them itself.' },
      channels: {
        type: 'object',
        minProperties: 1,
        additionalProperties: false,
        patternProperties: { [channelName.source]: { $ref: '#/$defs/channel' } },
      },
    },
    $defs: { channel, variable, secret },
  };
}

const variable = {
  type: 'object',
  additionalProperties: false,
  required: ['env'],
  properties: { env: { type: 'string', minLength: 1, description: 'A variable of the environment or of .env.' } },
};

const secret = {
  description: 'A secret never stands in the file itself.',
  anyOf: [
    { $ref: '#/$defs/variable' },
    {
      type: 'object',
      additionalProperties: false,
      required: ['file'],
      properties: { file: { type: 'string', minLength: 1, description: 'The path of a file with the secret in it.' } },
    },
  ],
};

function schemaOf(setting: Setting): Schema {
  const { doc, rule, unit, example, default: standard } = setting;
  const about = {
    description: `${doc}${unit ? ` Unit: ${unit}.` : ''} Value: ${rule}.`,
    ...(standard === null ? {} : { default: standard }),
  };
  if (setting.secret) {
    const one = { $ref: '#/$defs/secret' };
    return { ...about, anyOf: setting.many ? [one, { type: 'array', items: one }] : [one] };
  }
  return { ...about, examples: [example], anyOf: [plainOf(setting), { $ref: '#/$defs/variable' }, { type: 'null' }] };
}

/** As the shape takes it from a text; numbers and switches need no quotes. */
function plainOf({ shape }: Setting): Schema {
  const words = wordsOf(shape);
  if (words !== null) return { enum: words };
  const { pattern, maxLength } = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as Schema;
  return {
    type: ['string', 'number', 'boolean'],
    ...(pattern === undefined ? {} : { pattern }),
    ...(maxLength === undefined ? {} : { maxLength }),
  };
}

/** Where it is one of a few words: those. */
function wordsOf(shape: z.ZodType): unknown[] | null {
  const { enum: words } = z.toJSONSchema(shape, { io: 'output', unrepresentable: 'any' }) as { enum?: unknown[] };
  return words ?? null;
}
