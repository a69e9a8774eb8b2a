import { fraction, optionalText, setting, switchRule, switchedOff, switchedOn, whole } from './setting.ts';
import { z } from 'zod';
import { isTimeZone, parseHours } from '../hours.ts';
import { isCountry } from './country.ts';

/** One or more, separated by commas: Chatwoot gives each webhook its own. */
const secretList = z
  .string()
  .prefault('')
  .refine((text) => text === '' || /^[\x21-\x7e]+(\s*,\s*[\x21-\x7e]+)*$/.test(text))
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );

/** On conversations that nobody has answered yet: what agents filter by. */
export const WAITING_LABEL = 'esperando';

/** How people in Chatwoot are heard, and how a conversation passes between them and the bot. */
export const peopleSettings = {
  CHATWOOT_WEBHOOK_SECRET: setting({
    group: 'people',
    shape: optionalText(/^[A-Za-z0-9_~.-]{8,}$/),
    default: null,
    secret: true,
    rule: 'at least 8 characters of A–Z, a–z, 0–9, `-`, `_`, `.` and `~`',
    doc: 'Last part of the address `/webhooks/chatwoot/…` that Chatwoot posts to. Not set: that door stays shut, and agents are heard by the cable and the sweep.',
    example: 'make-one-with-openssl-rand-hex-24',
  }),
  CHATWOOT_SIGNING_SECRET: setting({
    group: 'people',
    shape: secretList,
    default: null,
    secret: true,
    many: true,
    rule: 'one or more secrets of Chatwoot webhooks, separated by commas',
    doc: "Webhooks from Chatwoot must be signed with one of these: the inbox's, the account webhook's, the agent bot's. Not set: the signature is not asked for (releases before 4.13 send none).",
    example: 'copied-from-the-inbox-settings',
  }),
  CHATWOOT_CABLE: setting({
    group: 'people',
    shape: switchedOn,
    default: 'true',
    rule: switchRule,
    doc: "Hear agents at once through Chatwoot's real-time channel. Needs no token.",
    example: 'true',
  }),
  CABLE_ACTIVE_DAYS: setting({
    group: 'people',
    shape: fraction(7, 0.01, 365),
    default: '7',
    unit: 'days',
    rule: 'a number of days from 0.01 to 365',
    doc: 'Only people who wrote, or were written to, within this time are listened to by the cable and swept.',
    example: '7',
  }),
  SWEEP_REQUESTS_PER_MINUTE: setting({
    group: 'people',
    shape: whole(60, 0, 3000),
    default: '60',
    rule: 'a whole number from 0 to 3000',
    doc: 'The most requests a minute with which what webhook and cable missed is looked for. 0: looked for only after a start or a lost connection.',
    example: '60',
  }),
  CHATWOOT_ACCOUNT_ID: setting({
    group: 'people',
    shape: optionalText(/^[1-9]\d{0,9}$/),
    default: null,
    rule: 'the number of your account, as in the address of the Chatwoot page',
    doc: 'The account of the two tokens below. `bin/optiatiende.js connect` sets it.',
    example: '1',
  }),
  CHATWOOT_BOT_TOKEN: setting({
    group: 'people',
    shape: optionalText(/^[\x21-\x7e]{8,}$/),
    default: null,
    secret: true,
    rule: 'the access token of an Agent Bot',
    doc: "With it the bot's words show as the bot's, and a hand-off can open, assign and label the conversation.",
    example: 'copied-from-chatwoot',
  }),
  CHATWOOT_USER_TOKEN: setting({
    group: 'people',
    shape: optionalText(/^[\x21-\x7e]{8,}$/),
    default: null,
    secret: true,
    rule: 'the access token of an agent or administrator',
    doc: "With it delivery ticks and reasons of failures show on agents' and the bot's messages, notes and labels are heard at once without a webhook, what agents write to somebody new while nobody listens is found afterwards, and it is known who assigned. Its user counts as online for about 20 seconds after each connection, and an inbox may assign to members who are online: best a user made for it, an administrator who is no member of the inbox.",
    example: 'copied-from-chatwoot',
  }),
  AGENT_NAME_IN_FRONT: setting({
    group: 'people',
    shape: switchedOff,
    default: 'false',
    rule: switchRule,
    doc: "Put the agent's name in front of what they write to the customer.",
    example: 'false',
  }),
  READ_WHEN_SEEN: setting({
    group: 'people',
    shape: switchedOff,
    default: 'false',
    rule: switchRule,
    doc: 'While a person answers, mark the customer’s message as read on WhatsApp when the agent replies.',
    example: 'false',
  }),
  WINDOW_TEMPLATE: setting({
    group: 'people',
    shape: optionalText(/^[a-z0-9_]{1,512}( [a-z]{2,3}(_[A-Z]{2})?)$/),
    default: null,
    rule: 'the name of an approved template, a space and its language, such as `seguimos_en_contacto es_AR`',
    doc: 'Sent in place of an agent’s words when 24 hours have passed since the customer last wrote; its first parameter, if it has one, is the agent’s text.',
    example: 'seguimos_en_contacto es_AR',
  }),
  HANDOFF_ANSWER_LAST: setting({
    group: 'people',
    shape: switchedOff,
    default: 'false',
    rule: switchRule,
    doc: 'When the bot takes over again, answer the customer’s last message if nobody did.',
    example: 'false',
  }),
  HANDOFF_REMIND: setting({
    group: 'people',
    shape: fraction(15, 0, 10_080),
    default: '15',
    unit: 'minutes',
    rule: 'a number of minutes from 0 to 10080',
    doc: 'When nobody has answered a handed-over customer for this long, counted within BUSINESS_HOURS, the agents get a note; with CHATWOOT_BOT_TOKEN the conversation gets the label `esperando` until somebody answers. 0: never.',
    example: '15',
  }),
  HANDOFF_GIVE_BACK: setting({
    group: 'people',
    shape: fraction(24, 0, 8760),
    default: '24',
    unit: 'hours',
    rule: 'a number of hours from 0 to 8760',
    doc: 'When nobody has answered a handed-over customer for this long, by night too, the customer is told and the bot answers again. With 24 a few minutes earlier, while WhatsApp still lets us tell them. 0: never.',
    example: '24',
  }),
  HANDOFF_TEXT: setting({
    group: 'people',
    shape: z.string().nullable().prefault(null),
    default: null,
    verbatim: true,
    rule: 'a text; empty for none',
    doc: 'What the customer is told once when a person takes over without having written yet. Not set: a sentence in UI_LANGUAGE.',
    example: 'Sigue una persona del equipo.',
  }),
  HANDOFF_LABEL: setting({
    group: 'people',
    shape: z
      .string()
      .regex(/^[a-z0-9_-]{1,50}$/)
      // It comes and goes with the reminder: no act of a person.
      .refine((label) => label !== WAITING_LABEL)
      .prefault('humano'),
    default: 'humano',
    rule: `a label of small letters, digits, \`-\` and \`_\`, not \`${WAITING_LABEL}\``,
    doc: 'The label that hands a conversation to a person; `human` does too. With CHATWOOT_BOT_TOKEN it is set at a hand-off.',
    example: 'humano',
  }),
  HANDOFF_ON_ASSIGN: setting({
    group: 'people',
    shape: z.enum(['auto', 'always', 'never']).prefault('auto'),
    default: 'auto',
    rule: '`auto`, `always` or `never`',
    doc: 'Whether an assignment hands a conversation to a person. `auto`: where CHATWOOT_USER_TOKEN shows that the inbox does not assign by itself, or that a person did it.',
    example: 'auto',
  }),
  HANDOFF_TEAM_ID: setting({
    group: 'people',
    shape: optionalText(/^[1-9]\d{0,9}$/),
    default: null,
    rule: 'the number of a team in Chatwoot',
    doc: 'With CHATWOOT_BOT_TOKEN: the team a handed-off conversation is assigned to.',
    example: '3',
  }),
  HANDOFF_ASSIGNEE_ID: setting({
    group: 'people',
    shape: optionalText(/^[1-9]\d{0,9}$/),
    default: null,
    rule: 'the number of an agent in Chatwoot',
    doc: 'With CHATWOOT_BOT_TOKEN: the agent a handed-off conversation is assigned to.',
    example: '5',
  }),
  BUSINESS_HOURS: setting({
    group: 'people',
    shape: z
      .string()
      .nullable()
      .prefault(null)
      .transform((text, context) => {
        const hours = text === null ? null : parseHours(text);
        if (typeof hours !== 'string') return hours;
        context.addIssue({ code: 'custom', message: hours });
        return z.NEVER;
      }),
    default: null,
    rule: 'days and times, such as `mon-fri 9:00-18:00; sat 9:00-13:00`',
    doc: 'When people answer. Outside these hours a hand-off tells the customer BUSINESS_CLOSED_TEXT. Not set: always.',
    example: 'mon-fri 9:00-18:00; sat 9:00-13:00',
  }),
  BUSINESS_TIMEZONE: setting({
    group: 'people',
    shape: z.string().refine(isTimeZone).prefault('UTC'),
    default: 'UTC',
    rule: 'a time zone such as `America/Argentina/Cordoba`',
    doc: 'The time zone of BUSINESS_HOURS, and of the line in Chatwoot that says when a late message was said.',
    example: 'America/Argentina/Cordoba',
  }),
  DEFAULT_COUNTRY: setting({
    group: 'people',
    shape: z.string().trim().toUpperCase().refine(isCountry).nullable().prefault(null),
    default: null,
    rule: 'the two letters of a country, such as `AR`',
    doc: 'Where a number that a person types without its country code is read as one: `log --phone`, `contacts`, the search and the test message of the console. Programs that call the API give the country code. Not set: such a number is refused.',
    example: 'AR',
  }),
  AUDIT_AT: setting({
    group: 'people',
    shape: z
      .string()
      .regex(/^([01]?\d|2[0-3]):[0-5]\d$/)
      .transform((text) => {
        const [hours = 0, minutes = 0] = text.split(':').map(Number);
        return hours * 60 + minutes;
      })
      .nullable()
      .prefault(null),
    default: null,
    rule: 'a time of the day such as `03:30`',
    doc: 'When, each night, yesterday and today are audited: what came, was answered, sent, delivered and registered, compared with Chatwoot. By the clocks of BUSINESS_TIMEZONE. Not set: only by `bin/optiatiende.js audit`.',
    example: '03:30',
  }),
  BUSINESS_CLOSED_TEXT: setting({
    group: 'people',
    shape: z.string().nullable().prefault(null),
    default: null,
    verbatim: true,
    rule: 'a text; empty for none',
    doc: 'What the customer is told at a hand-off outside BUSINESS_HOURS. Not set: a sentence in UI_LANGUAGE.',
    example: 'Ahora no hay nadie; la respuesta llega mañana.',
  }),
};
