import { z } from 'zod';
import {
  address,
  duration,
  fraction,
  hour,
  optionalText,
  second,
  setting,
  switchRule,
  switchedOn,
  whole,
} from './setting.ts';

const kinds = ['faq', 'llm', 'http', 'module'] as const;

/** In the order in which they are asked; none for `none`. */
const chain = z
  .string()
  .toLowerCase()
  .prefault('faq')
  .transform((text) => (text.trim() === 'none' ? [] : text.split(',').map((word) => word.trim())))
  .pipe(z.array(z.enum(kinds)).refine((words) => new Set(words).size === words.length, 'has one twice'));

/** Who answers, and when. */
export const botSettings = {
  BOT: setting({
    group: 'bot',
    shape: chain,
    default: 'faq',
    rule: '`faq`, `llm`, `http`, `module`, several of these with commas between, or `none`',
    doc: 'Who answers: `faq` from a file of questions and answers, `llm` a language model with what you wrote for it, `http` a program of yours behind an address, `module` your own code, `none` nobody (conversations are only registered). Of several, such as `llm,faq`, the next one answers where one cannot; after the last a person does.',
    example: 'faq',
  }),
  BOT_FAQ: setting({
    group: 'bot',
    shape: optionalText(/./),
    default: null,
    rule: 'the path of a Markdown file that exists',
    doc: 'Questions and answers for `BOT=faq` (not set: the example file that ships), and known to `BOT=llm`.',
    example: './preguntas.md',
  }),
  BOT_SYNONYMS: setting({
    group: 'bot',
    shape: optionalText(/./),
    default: null,
    rule: 'the path of a text file that exists, or groups of words such as `mp = mercado pago; birome = lapicera`',
    doc: 'Words that mean the same for the customers of this installation, besides those that the FAQ bot knows and those of its file: one group a line, `mp = mercado pago, mercadopago`.',
    example: './synonyms.txt',
  }),
  BOT_MODULE: setting({
    group: 'bot',
    shape: optionalText(/./),
    default: null,
    rule: 'the path of a JavaScript or TypeScript file that exists, or the name of a package',
    doc: 'Your own bot for `BOT=module`.',
    example: './my-bot.ts',
  }),
  BOT_URL: setting({
    group: 'bot',
    shape: z
      .url({ protocol: /^https?$/ })
      .nullable()
      .prefault(null),
    default: null,
    rule: 'an http(s) address',
    doc: 'Where `BOT=http` posts each turn; what it sends and takes is in docs/BOTS.md.',
    example: 'https://bot.example.com/turns',
  }),
  BOT_SECRET: setting({
    group: 'bot',
    shape: optionalText(/^[\x21-\x7e]{8,}$/),
    default: null,
    secret: true,
    rule: 'at least 8 letters, digits and signs, without spaces',
    doc: 'Signs what `BOT=http` posts, so that your program knows from whom it comes.',
    example: 'a-long-random-text',
  }),
  BOT_FILES_URL: setting({
    group: 'bot',
    shape: address().nullable().prefault(null),
    default: null,
    rule: 'an http:// or https:// address without user, query or page',
    doc: 'Only where a bot of yours sends files from a server of your own network: its address, from which they may then be fetched, by http too. Public addresses with https, and the host of `BOT_URL`, need nothing.',
    example: 'http://files.example.com:9000',
  }),
  BOT_PER_HOUR: setting({
    group: 'bot',
    shape: whole(30, 0, 10_000),
    default: '30',
    rule: 'a whole number from 0 to 10000',
    doc: 'The bot answers one person so often within an hour at most; then people get the conversation. 0: no limit.',
    example: '30',
  }),
  BOT_TIMEOUT: setting({
    group: 'bot',
    shape: duration(20, 0.1, 600, second),
    default: '20',
    unit: 'seconds',
    rule: 'a number of seconds from 0.1 to 600',
    doc: 'How long one try of the bot may take. However long this is: 60 seconds after writing the customer is told that a person will answer, and people get the conversation.',
    example: '20',
  }),
  BOT_WAIT: setting({
    group: 'bot',
    shape: duration(2, 0, 10, second),
    default: '2',
    unit: 'seconds',
    rule: 'a number of seconds from 0 to 10',
    doc: 'The bot answers after this much quiet, since people write one thought in several messages; 10 seconds after the first of them at the latest. Meanwhile the customer sees "typing…". 0: at once.',
    example: '2',
  }),
  BOT_RESTART: setting({
    group: 'bot',
    shape: switchedOn,
    default: 'true',
    rule: switchRule,
    doc: 'What the customer writes while the bot thinks makes its answer stale: all of it is thought of again, once, and answered together. Not once the bot has called a tool. `false`: the answer is sent, and the next one answers the rest.',
    example: 'true',
  }),
  HANDOFF_QUIET_HOURS: setting({
    group: 'bot',
    shape: fraction(8, 0, 8760),
    default: '8',
    unit: 'hours',
    rule: 'a number of hours from 0 to 8760',
    doc: 'How long the bot stays quiet after a hand-off to a person. 0: until it is given back.',
    example: '8',
  }),
  ANSWER_MAX_AGE: setting({
    group: 'bot',
    shape: duration(24, 0.001, 168, hour),
    default: '24',
    unit: 'hours',
    rule: 'a number of hours from 0.001 to 168',
    doc: 'Older messages (they waited while the service was down) are registered and not answered. WhatsApp itself refuses free answers after 24 hours.',
    example: '24',
  }),
};
