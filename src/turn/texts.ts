/** What the product itself says of turns. */
interface Texts {
  /** After the bot failed for good. */
  apology: string;
  /** For the agents. */
  tooMany: (most: number) => string;
}

const TEXTS: Record<'es' | 'en', Texts> = {
  es: {
    apology: 'Perdón, hubo un problema al responder. Una persona del equipo va a contestar por aquí.',
    tooMany: (most) => `ya contestó ${most} veces en una hora`,
  },
  en: {
    apology: 'Sorry, something went wrong on our side. A person from the team will answer you here.',
    tooMany: (most) => `it has answered ${most} times within an hour`,
  },
};

export const textsFor = (language: 'es' | 'en'): Texts => TEXTS[language];
