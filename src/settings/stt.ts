import { z } from 'zod';
import { address, duration, headerText, optionalText, room, second, setting } from './setting.ts';

/** Voice notes of customers become text. */
export const sttSettings = {
  STT_BASE_URL: setting({
    group: 'voice',
    shape: address()
      .transform((url) => url.replace(/\/audio\/transcriptions$/, ''))
      .nullable()
      .prefault(null),
    default: null,
    rule: 'an http(s) address, such as https://api.openai.com/v1',
    doc: 'A server that turns speech into text by OpenAI’s protocol (OpenAI, Groq, a Whisper of your own). Set: what customers say in voice notes is read by the bot, whichever it is, and stands under the note in Chatwoot.',
    example: 'https://api.openai.com/v1',
  }),
  STT_MODEL: setting({
    group: 'voice',
    shape: optionalText(/^\S{1,200}$/),
    default: null,
    rule: 'the name of a model as its server writes it',
    doc: 'Which model hears.',
    example: 'whisper-1',
  }),
  STT_API_KEY: setting({
    group: 'voice',
    shape: optionalText(headerText),
    default: null,
    secret: true,
    rule: 'a key as its server gives it, in plain letters',
    doc: 'The key of that server. One on your own machine needs none.',
    example: 'sk-example',
  }),
  STT_LANGUAGE: setting({
    group: 'voice',
    shape: optionalText(/^[a-z]{2,3}$/),
    default: null,
    rule: 'a language in two letters, such as `es`',
    doc: 'The language that customers speak, where it is always the same: short notes are understood better. Not set: the server finds out.',
    example: 'es',
  }),
  STT_TIMEOUT: setting({
    group: 'voice',
    shape: duration(20, 0.1, 120, second),
    default: '20',
    unit: 'seconds',
    rule: 'a number of seconds from 0.1 to 120',
    doc: 'How long the server may take for one note.',
    example: '20',
  }),
  STT_MAX: setting({
    group: 'voice',
    shape: room(0.016, 0.0001, 0.016),
    default: '16 MB',
    rule: 'a size from 0.1 MB to 16 MB',
    doc: 'Larger notes are not turned into text. An hour of WhatsApp’s voice has about 8 MB.',
    example: '4 MB',
  }),
  STT_FAILED_TEXT: setting({
    group: 'voice',
    shape: z.string().nullable().prefault(null),
    default: null,
    verbatim: true,
    rule: 'a text; empty for none',
    doc: 'What the customer is told where a voice note could not be understood; at the second one in a row a person gets the conversation. Not set: a sentence in UI_LANGUAGE that asks to write it.',
    example: 'No pude escuchar el audio. ¿Puede ser por escrito?',
  }),
};
