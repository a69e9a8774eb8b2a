import { z } from 'zod';

/** What a bot keeps of one person is small. Characters of JSON. */
const LARGEST_STATE = 16_384;

/** JSON that is small enough to be kept. */
export const stateValue = z.unknown().refine(isSmallJson, `must be JSON of at most ${LARGEST_STATE / 1024} kB`);

function isSmallJson(value: unknown): boolean {
  try {
    // Undefined for what no JSON has: functions, symbols.
    const text = JSON.stringify(value ?? null) as string | undefined;
    return text !== undefined && text.length <= LARGEST_STATE;
  } catch {
    return false;
  }
}

const filled = z.string().refine((value) => value.trim() !== '', 'must not be empty');

/** Of a reply or a hand-off that is no answer. */
export const unansweredShape = z.union([z.literal(true), filled]);

const labels = z.array(z.string().regex(/^[\p{L}\p{N}_-]{1,100}$/u, 'must be letters, digits, - and _')).max(20);
const attributes = z
  .record(
    z.string().regex(/^[\w-]{1,100}$/, 'must be letters, digits, - and _'),
    z.union([z.string().max(1_000), z.number(), z.boolean(), z.null()]),
  )
  .refine((all) => Object.keys(all).length <= 50, 'must be 50 at most');

/** The file in an answer is held in memory, and goes over the wire in base64. Bytes. */
export const LARGEST_INLINE = 8 * 1024 * 1024;
const base64 = z
  .string()
  .max(
    Math.ceil(LARGEST_INLINE / 3) * 4,
    `must be at most ${LARGEST_INLINE / 1024 / 1024} MB; give a url for larger files`,
  )
  .regex(/^[A-Za-z0-9+/]+={0,2}$/, 'must be base64, and not empty');
const link = z
  .string()
  .max(2_000)
  .refine((text) => /^https?:\/\//i.test(text) && URL.canParse(text), 'must be an https address');
const oneSource = ({ url, bytes, file }: Record<'url' | 'bytes' | 'file', string | undefined>): boolean =>
  [url, bytes, file].filter((one) => one !== undefined).length === 1;

const sendMedia = z
  .strictObject({
    do: z.literal('media'),
    url: link.exactOptional().meta({ description: 'Public https, or at the host of BOT_URL or BOT_FILES_URL.' }),
    bytes: base64.exactOptional().meta({ description: 'Base64.' }),
    file: filled.exactOptional().meta({ description: 'Our id of a message of the customer that brought a file.' }),
    caption: filled.exactOptional(),
    name: filled.exactOptional(),
    quote: filled.exactOptional(),
  })
  .refine(
    (given) => oneSource({ url: given.url, bytes: given.bytes, file: given.file }),
    'needs one of url, bytes and file',
  );

/** The shapes of what a bot may want besides words. */
export const furtherActions = [
  sendMedia,
  z.strictObject({ do: z.literal('resolve') }),
  z.strictObject({ do: z.literal('pass') }),
  z.strictObject({ do: z.literal('state'), value: stateValue }),
  z.strictObject({ do: z.literal('note'), text: filled }),
  z.strictObject({ do: z.literal('label'), add: labels.exactOptional(), remove: labels.exactOptional() }),
  z.strictObject({
    do: z.literal('attributes'),
    contact: attributes.exactOptional(),
    conversation: attributes.exactOptional(),
  }),
  z.strictObject({
    do: z.literal('template'),
    name: z.string().regex(/^[a-z0-9_]{1,512}$/, 'must be small letters, digits and _'),
    language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2,4})?$/, 'must be a language, such as es or es_AR'),
    parameters: z.array(filled).max(50).exactOptional(),
  }),
] as const;
