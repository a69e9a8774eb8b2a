import type { Lost } from '../files/lost-file.ts';

/** What is said of a bot's file that could not be sent. */
interface MediaWords {
  /** To the customer, after the caption. */
  notSent: (name: string | null) => string;
  /** To the agents. */
  lost: (name: string | null, why: Lost, detail: string) => string;
  /** To the agents, below words whose file is not in Chatwoot. */
  notHere: string;
}

const WORDS: Record<'es' | 'en', MediaWords> = {
  es: {
    notSent: (name) => `Perdón, no se pudo mandar el archivo${name === null ? '' : ` «${name}»`}.`,
    lost: (name, why, detail) =>
      `⚠️ El cliente no recibió el archivo del bot${name === null ? '' : ` «${name}»`}: ${whyEs[why]} (${detail}). Se le dijo que no se pudo mandar.`,
    notHere: '⚠️ El archivo no se pudo guardar en Chatwoot.',
  },
  en: {
    notSent: (name) => `Sorry, I could not send you the file${name === null ? '' : ` “${name}”`}.`,
    lost: (name, why, detail) =>
      `⚠️ The customer did not get the bot's file${name === null ? '' : ` “${name}”`}: ${whyEn[why]} (${detail}). They were told that it could not be sent.`,
    notHere: '⚠️ The file could not be kept in Chatwoot.',
  },
};

const whyEs: Record<Lost, string> = {
  refused: 'de esa dirección no se bajan archivos',
  unreachable: 'no se pudo bajar',
  gone: 'ya no está donde dijo el bot',
  page: 'en esa dirección hay una página, no un archivo',
  empty: 'está vacío',
  too_large: 'es demasiado grande',
  unknown: 'el bot nombró un mensaje que no trae archivo',
  no_room: 'no hay lugar para archivos',
  not_taken: 'WhatsApp no lo acepta',
};

const whyEn: Record<Lost, string> = {
  refused: 'files are not fetched from that address',
  unreachable: 'it could not be fetched',
  gone: 'it is not where the bot said',
  page: 'there is a page at that address, and no file',
  empty: 'it is empty',
  too_large: 'it is too large',
  unknown: 'the bot named a message without a file',
  no_room: 'no room is left for files',
  not_taken: 'WhatsApp does not take it',
};

export const mediaWords = (language: 'es' | 'en'): MediaWords => WORDS[language];
