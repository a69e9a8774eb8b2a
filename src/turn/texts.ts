/** What the product itself says to customers. */
interface Texts {
  /** After the bot failed for good. */
  apology: string;
}

const TEXTS: Record<'es' | 'en', Texts> = {
  es: { apology: 'Perdón, tuve un problema para responder. Una persona del equipo te va a contestar por acá.' },
  en: { apology: 'Sorry, something went wrong on our side. A person from the team will answer you here.' },
};

export const textsFor = (language: 'es' | 'en'): Texts => TEXTS[language];
