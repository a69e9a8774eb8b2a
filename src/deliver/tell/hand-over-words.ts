/** What is said to customers and agents around a hand-off. */
export interface HandOverWords {
  /** To the customer, when a person takes over without having written yet. */
  handedOver: string;
  /** To the customer, outside the business hours. */
  closed: string;
  /** To the agents. */
  reasons: Record<string, string>;
  note: (reason: string) => string;
  lastTurns: string;
  /** Nobody has answered for so many minutes. */
  remind: (minutes: number) => string;
  /** To the customer: nobody could answer, the bot does again. */
  back: string;
  /** To the agents, of the same. */
  backNote: string;
  /** The same where the customer cannot be told any more. */
  backUntold: string;
  /** A program answers our answers. */
  looped: string;
  customer: string;
  agent: string;
  /** A customer's file that could not be had. */
  fileLost: (reason: string) => string;
}

const waitedEs = (minutes: number): string =>
  minutes < 120 ? (minutes === 1 ? '1 minuto' : `${minutes} minutos`) : `${Math.round(minutes / 60)} horas`;
const waitedEn = (minutes: number): string =>
  minutes < 120 ? (minutes === 1 ? '1 minute' : `${minutes} minutes`) : `${Math.round(minutes / 60)} hours`;

const WORDS: Record<'es' | 'en', HandOverWords> = {
  es: {
    handedOver: 'Sigue una persona del equipo, que va a responder por aquí.',
    closed:
      'En este momento no hay nadie del equipo. La respuesta va a llegar por aquí, en el próximo horario de atención.',
    reasons: {
      customer_asked: 'el cliente pidió hablar con una persona',
      bot_handed_off: 'el bot pidió ayuda',
      bot_failed: 'el bot falló',
      agent_replied: 'una persona respondió',
      assigned: 'se asignó a una persona',
      opened: 'una persona abrió la conversación',
      labelled: 'se puso la etiqueta',
      command: 'pedido con /bot off',
      api: 'pedido por la API',
      answered_on_phone: 'una persona respondió desde el teléfono',
    },
    note: (reason) => `🔔 Ahora atiende una persona: ${reason}.`,
    lastTurns: 'Lo último que se dijo:',
    remind: (minutes) => `⏰ Nadie respondió todavía: el cliente espera a una persona desde hace ${waitedEs(minutes)}.`,
    back: 'Perdón por la espera: todavía no pudo responder nadie del equipo. Mientras tanto sigo yo. ¿Cuál es la consulta?',
    backNote: '↩️ Nadie respondió: el bot atiende otra vez, y se lo dijo al cliente.',
    backUntold:
      '↩️ Nadie respondió: el bot atiende otra vez. Al cliente no se le pudo avisar, porque pasaron más de 24 horas desde su último mensaje.',
    looped:
      '🔁 Del otro lado parece haber otro programa: repite lo mismo apenas responde el bot. El bot no contesta a eso; en cuanto escriban otra cosa, sigue.',
    customer: 'Cliente',
    agent: 'Persona',
    // The reasons are written in English; the person to ask is the same for all of them.
    fileLost: () =>
      '⚠️ El archivo no se pudo pasar: ya no está en WhatsApp, llegó dañado o es demasiado grande. Pedilo otra vez.',
  },
  en: {
    handedOver: 'I am handing you over to a person from the team, who will answer you here.',
    closed: 'Nobody from the team is here right now. We will answer you here as soon as we are back.',
    reasons: {
      customer_asked: 'the customer asked for a person',
      bot_handed_off: 'the bot asked for help',
      bot_failed: 'the bot failed',
      agent_replied: 'a person answered',
      assigned: 'it was assigned to a person',
      opened: 'a person opened the conversation',
      labelled: 'the label was set',
      command: 'asked for by /bot off',
      api: 'asked for by the API',
      answered_on_phone: 'a person answered on the phone',
    },
    note: (reason) => `🔔 A person answers now: ${reason}.`,
    lastTurns: 'Last said:',
    remind: (minutes) =>
      `⏰ Nobody has answered yet: the customer has been waiting for a person for ${waitedEn(minutes)}.`,
    back: 'Sorry for the wait: nobody from the team has been able to answer you yet. Meanwhile I go on. How can I help you?',
    backNote: '↩️ Nobody answered: the bot answers again, and has told the customer.',
    backUntold:
      '↩️ Nobody answered: the bot answers again. The customer could not be told, since their last message is more than 24 hours old.',
    looped:
      '🔁 There seems to be another program at the other end: it says the same again as soon as the bot answers. The bot does not answer that; it goes on once they write something else.',
    customer: 'Customer',
    agent: 'Person',
    fileLost: (reason) => `⚠️ ${reason}`,
  },
};

export const handOverWords = (language: 'es' | 'en'): HandOverWords => WORDS[language];
