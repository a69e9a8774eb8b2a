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
  /** A program answers our answers. */
  looped: string;
  customer: string;
  agent: string;
  /** A customer's file that could not be had. */
  fileLost: (reason: string) => string;
}

const WORDS: Record<'es' | 'en', HandOverWords> = {
  es: {
    handedOver: 'Te paso con una persona del equipo, que te va a responder por acá.',
    closed: 'En este momento no hay nadie del equipo. Te respondemos por acá apenas volvamos.',
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
    looped:
      '🔁 There seems to be another program at the other end: it says the same again as soon as the bot answers. The bot does not answer that; it goes on once they write something else.',
    customer: 'Customer',
    agent: 'Person',
    fileLost: (reason) => `⚠️ ${reason}`,
  },
};

export const handOverWords = (language: 'es' | 'en'): HandOverWords => WORDS[language];
