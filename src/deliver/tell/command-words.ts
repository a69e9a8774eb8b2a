/** What agents are told of a command that was not obeyed. */
interface CommandWords {
  /** In a private note, written in another way than there is. */
  unknown: string;
  /** Among the words for the customer. */
  public: string;
}

const WORDS: Record<'es' | 'en', CommandWords> = {
  es: {
    unknown:
      '⚠️ No se reconoce ese comando. En una nota privada: «/bot off» (el bot calla), «/bot on» (el bot vuelve), «/template NOMBRE IDIOMA uno|dos» (una plantilla de WhatsApp).',
    public:
      '⚠️ Eso es un comando y no salió para el cliente. Va en una nota privada (la pestaña «Nota privada» encima del texto): «/bot off», «/bot on», «/template NOMBRE IDIOMA uno|dos».',
  },
  en: {
    unknown:
      '⚠️ That command is not known. In a private note: “/bot off” (the bot is quiet), “/bot on” (the bot is back), “/template NAME LANG one|two” (a template of WhatsApp).',
    public:
      '⚠️ That is a command, and it did not go to the customer. It belongs in a private note (the tab “Private Note” above the text): “/bot off”, “/bot on”, “/template NAME LANG one|two”.',
  },
};

export const commandWords = (language: 'es' | 'en'): CommandWords => WORDS[language];
