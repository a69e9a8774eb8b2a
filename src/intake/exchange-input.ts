import { z } from 'zod';
import { cleanText, isBlank } from '../text.ts';
import { cleanNumber, isBsuid } from '../whatsapp/numbers.ts';
import { fieldFaults, type FieldFault } from '../wire/field-faults.ts';

/** Chatwoot's limit for one message, in characters. */
const TEXT_MAX = 150_000;
/** Exchanges in one request. */
const MOST = 100;
/** Earlier than WhatsApp itself, and later than any seconds: milliseconds by mistake. */
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST_SECONDS = 100_000_000_000;

const must = (rule: string) => (issue: { input?: unknown }) => (issue.input === undefined ? 'is missing' : rule);

const said = (description: string, example: string) =>
  z
    .string({ error: must('must be a text') })
    .refine((text) => text.length <= TEXT_MAX || [...text].length <= TEXT_MAX, {
      error: `must have at most ${TEXT_MAX} characters`,
    })
    .meta({ maxLength: TEXT_MAX, description, examples: [example] })
    .transform(cleanText);

const phone = z
  .union([z.string(), z.number()], { error: must('must be a phone number, as text or digits') })
  .meta({
    description:
      'The person on WhatsApp: a number with its country code, written in any way (`+54 9 341…`, `549341…`, ' +
      '`549341…@c.us`), or a business-scoped user id (`US.1349…`).',
    examples: ['+5493415550123', '5493415550123@c.us', 'US.13491208655302741918'],
  })
  .transform((given, context) => {
    const waId = cleanNumber(given);
    if (waId !== null) return { waId, bsuid: null };
    const bsuid = String(given).trim();
    if (isBsuid(bsuid)) return { waId: null, bsuid };
    context.addIssue({
      code: 'custom',
      message: 'must be a phone number with its country code, 5 to 15 digits, or a business-scoped user id',
    });
    return z.NEVER;
  });

const whenSaid = { error: 'must be ISO 8601 with a time zone (2026-03-01T14:03:00Z) or seconds since 1970' };
const saidAt = z
  .union([z.iso.datetime({ offset: true, ...whenSaid }), z.number(whenSaid).lt(LATEST_SECONDS, whenSaid)], whenSaid)
  .meta({
    description:
      'When the customer said it: ISO 8601 with a time zone, or seconds since 1970. Now where absent or later than now. ' +
      'What is registered more than five minutes late says so in Chatwoot.',
    examples: ['2026-03-01T14:03:00-03:00', 1772384580],
  })
  .transform((given) => (typeof given === 'string' ? Date.parse(given) : Math.round(given * 1000)))
  .refine((at) => at >= EARLIEST, { error: 'must not be before the year 2000' });

const isSilent = (text: unknown) => typeof text === 'string' && isBlank(text);

/** What one exchange looks like from outside; a field that it does not have is a fault. */
export const exchangeShape = z
  .strictObject(
    {
      phone,
      user_message: said('What the customer said. May be empty where `bot_response` is not.', 'COMO VA'),
      bot_response: said(
        'What the bot answered, without the mark that Chatwoot shows before it. May be empty where `user_message` is not.',
        '¡Todo bien, gracias por preguntar!',
      ),
      sender_name: z
        .string({ error: must('must be a text') })
        .nullish()
        .meta({
          description: 'The name of the person, as new contacts in Chatwoot will show it.',
          examples: ['Ana Prueba'],
        })
        .transform((name) => cleanText(name ?? '').trim() || null),
      said_at: saidAt.nullish().transform((at) => at ?? null),
      channel: z
        .string({ error: must('must be a text') })
        .nullish()
        .meta({
          description: 'Whose conversation it is, by the name in CHANNELS. Needed where there are several channels.',
          examples: ['sales'],
        })
        .transform((name) => name ?? null),
    },
    { error: 'must be an object' },
  )
  .refine((exchange) => !(isSilent(exchange.user_message) && isSilent(exchange.bot_response)), {
    path: ['user_message'],
    error: 'must not be empty where bot_response is empty too',
    // Told together with the faults of other fields.
    when: ({ value }) => typeof value === 'object' && value !== null,
  })
  .meta({ description: '"This person said X, my bot said Y."' });

export const exchangeListShape = z
  .array(exchangeShape)
  .min(1, { error: 'must hold at least one exchange' })
  .max(MOST, { error: `must hold at most ${MOST} exchanges` });

/** As it is written: the fields of `POST /api/exchanges`. */
export type ExchangeInput = z.input<typeof exchangeShape>;

/** As it is taken in: ids and texts clean, `said_at` in milliseconds since 1970. */
export type Exchange = z.output<typeof exchangeShape>;

/** What was given to `register` or to the door is no exchange; `fields` names each fault. */
export class WrongExchange extends Error {
  override readonly name = 'WrongExchange';
  readonly fields: FieldFault[];

  constructor(fields: FieldFault[]) {
    super(`not an exchange: ${fields.map(({ path, message }) => `${path} ${message}`).join('; ')}`);
    this.fields = fields;
  }
}

/** Reads one exchange, or a list of them. @throws WrongExchange with every fault. */
export function readExchanges(body: unknown): Exchange[] {
  const result = Array.isArray(body) ? exchangeListShape.safeParse(body) : exchangeShape.safeParse(body);
  if (!result.success) {
    throw new WrongExchange(fieldFaults(result.error, Object.keys(exchangeShape.shape)));
  }
  return Array.isArray(result.data) ? result.data : [result.data];
}

/** True where nothing would be seen: such a text is never registered. */
export const isEmptyText = isBlank;
