import { duration, fraction, hour, optionalText, second, setting, word } from './setting.ts';

/** Who answers, and when. */
export const botSettings = {
  BOT: setting({
    group: 'bot',
    shape: word(['faq', 'module', 'none'], 'faq'),
    default: 'faq',
    rule: '`faq`, `module` or `none`',
    doc: 'Who answers: `faq` from a file of questions and answers, `module` your own code, `none` nobody (conversations are only registered).',
    example: 'faq',
  }),
  BOT_FAQ: setting({
    group: 'bot',
    shape: optionalText(/./),
    default: null,
    rule: 'the path of a Markdown file that exists',
    doc: 'Questions and answers for `BOT=faq`. Not set: the example file that ships.',
    example: './preguntas.md',
  }),
  BOT_MODULE: setting({
    group: 'bot',
    shape: optionalText(/./),
    default: null,
    rule: 'the path of a JavaScript or TypeScript file that exists, or the name of a package',
    doc: 'Your own bot for `BOT=module`.',
    example: './my-bot.ts',
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
