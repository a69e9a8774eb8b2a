import { optionalText, setting } from './setting.ts';

const own = (when: string, example: string, group: 'bot' | 'llm' | 'people' = 'bot') =>
  setting({
    group,
    shape: optionalText(/\S/),
    default: null,
    rule: 'a text',
    doc: `${when} Not set: a sentence in the language of the conversation.`,
    example,
  });
const faq = (when: string, example: string) => own(`What the FAQ bot says ${when}`, example);
const llm = (when: string, example: string) => own(`What the bot of BOT=llm says ${when}`, example, 'llm');

/** What the product says to customers by itself, besides what has a setting where it belongs (HANDOFF_TEXT, BUSINESS_CLOSED_TEXT, …). */
export const textSettings = {
  BOT_MENU_TEXT: faq('above the list of its questions.', 'Estas son las preguntas:'),
  BOT_NEAR_TEXT: faq('above a few questions to choose from.', '¿Es alguna de estas?'),
  BOT_UNSURE_TEXT: faq('where it did not understand.', 'No entendí. Estas son las preguntas que puedo responder.'),
  BOT_OFFER_TEXT: faq('where it did not understand twice: offers a person.', '¿Mejor que responda una persona?'),
  BOT_GIVEN_UP_TEXT: faq('where it did not understand three times: a person takes over.', 'Lo va a ver una persona.'),
  BOT_NEEDS_WORDS_TEXT: faq('to a picture, a voice note or a place.', 'Por ahora solo entiendo mensajes escritos.'),
  BOT_OTHER_TEXT: faq(
    'above other questions, where the answer was not what was asked.',
    'Entendí otra cosa. ¿Es alguna de estas?',
  ),
  BOT_OTHER_OFFER_TEXT: faq(
    'where the answer was not what was asked and there is no other: offers a person.',
    'Entendí otra cosa. ¿Mejor que responda una persona?',
  ),
  BOT_HANDOFF_TEXT: faq('to whoever asks for a person.', 'De acuerdo: responderá una persona.'),
  BOT_SORRY_TEXT: faq('to somebody who is angry, or whose money went wrong.', 'Lo lamento. Responderá una persona.'),
  BOT_OWN_CASE_TEXT: faq('to a question about an order or booking of their own.', 'Eso lo ve una persona.'),
  BOT_TAKEN_TEXT: faq('once what was asked for was told and goes to a person.', '¡Gracias! Responderá una persona.'),
  BOT_THANKS_TEXT: faq('to thanks.', '¡De nada!'),
  BOT_FINE_TEXT: faq('to praise.', '¡Perfecto!'),
  BOT_BYE_TEXT: faq('to a goodbye.', '¡Hasta luego!'),
  BOT_HERE_TEXT: faq('to a sticker alone.', 'Aquí estoy.'),
  BOT_FAILED_TEXT: own(
    'What the customer is told where the bot failed and a person takes over.',
    'Responderá una persona.',
  ),
  BOT_FILE_FAILED_TEXT: own(
    'What the customer is told where a file of the bot could not be sent.',
    'No se pudo mandar el archivo.',
  ),
  LLM_HANDOFF_TEXT: llm('where its answer was kept back and a person takes over.', 'Responderá una persona.'),
  LLM_UNKNOWN_TEXT: llm('where nothing written tells: offers a person.', 'No lo sé. ¿Mejor que responda una persona?'),
  LLM_UNFINISHED_TEXT: llm('where it is not known whether a tool did its work.', 'Lo revisa una persona.'),
  LLM_CONFIRM_TEXT: llm('above what it is about to do, before it does.', 'Antes de hacerlo, ¿se confirma?'),
  LLM_NOT_DONE_TEXT: llm('to a no.', 'De acuerdo, no hice nada.'),
  HANDOFF_BACK_TEXT: own(
    'What the customer is told where nobody answered and the bot does again.',
    'Perdón por la espera. Mientras tanto sigo yo.',
    'people',
  ),
};

export type TextName = keyof typeof textSettings;

/** Of a channel; null: the product's own sentence. */
export type OwnTexts = Record<TextName, string | null>;

export const textNames = Object.keys(textSettings) as TextName[];
