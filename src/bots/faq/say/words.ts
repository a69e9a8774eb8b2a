import type { Turn } from '../../bot.ts';

export type Language = Turn['language'];

/** What the bot says by itself, in one language. Everything else it says stands in the owner's file. */
export interface Words {
  /** Where the file has no greeting of its own. */
  greeting(name: string | null): string;
  /** The button that opens the list, at most 20 UTF-16 units. */
  menuButton: string;
  /** When somebody asks what they may ask. */
  menu: string;
  /** Row title, at most 24. */
  personRow: string;
  /** Row description, at most 72. */
  personDescription: string;
  /** Button title, at most 20. */
  personButton: string;
  near: string;
  unsure: string;
  /** After being unsure twice in a row. */
  offer: string;
  /** For photos, voice notes, locations and whatever else is no text. */
  needText: string;
  handOff: string;
  thanks: string;
  bye: string;
  fine: string;
  /** To a sticker alone. */
  here: string;
  /** Button title, at most 20: the question that was answered is not the one that was asked. */
  notThatButton: string;
  /** Above other questions, after that button. */
  notThat: string;
  /** Where there are none: the offer of a person. */
  otherThan: string;
  /** After being unsure three times in a row. */
  givenUp: string;
  /** To somebody who is angry, or whose money went wrong. */
  sorry: string;
  /** To somebody who asks about an order or a booking of their own. */
  own: string;
  /** What was asked for has been told, and goes to a person. */
  taken: string;
  /** For the agents. */
  askedForPerson: string;
  reasons: Record<'failures' | 'angry' | 'money' | 'own' | 'order', string>;
  /** For the agents: what was said goes with this question of the file. */
  takenFor: (question: string) => string;
}

/** Spanish speaks to nobody by "tú", "vos" or "usted": it is read from Mexico to Chile (`test/texts/customer-texts.test.ts`). */
export const words: Record<Language, Words> = {
  es: {
    greeting: (name) =>
      name === null ? '¡Hola! ¿Cuál es la consulta?' : `¡Hola! Este es el asistente de ${name}. ¿Cuál es la consulta?`,
    menuButton: 'Ver preguntas',
    menu: 'Estas son las preguntas que puedo responder:',
    personRow: 'Hablar con una persona',
    personDescription: 'Responde alguien de nuestro equipo',
    personButton: 'Con una persona',
    near: '¿Es alguna de estas preguntas?',
    unsure:
      'Perdón, no estoy seguro de haber entendido. Estas son preguntas que puedo responder; también es posible hablar con una persona.',
    offer:
      'Perdón, sigo sin entender. ¿Mejor que responda una persona de nuestro equipo? Un «sí» alcanza para que siga una persona; también se puede preguntar con otras palabras.',
    needText: 'Gracias. Por ahora solo entiendo mensajes escritos. ¿Cuál es la pregunta?',
    handOff: 'De acuerdo: una persona de nuestro equipo responderá por aquí lo antes posible.',
    thanks: '¡De nada! Aquí estoy para lo que haga falta.',
    bye: '¡Hasta luego, y buen día!',
    fine: '¡Perfecto! Aquí estoy para lo que haga falta.',
    here: 'Aquí estoy para lo que haga falta.',
    notThatButton: 'No era eso',
    notThat: 'Perdón, entendí otra cosa.',
    otherThan:
      'Perdón, entendí otra cosa. ¿Mejor que responda una persona de nuestro equipo? Un «sí» alcanza para que siga una persona; también se puede preguntar con otras palabras.',
    givenUp: 'Perdón, no logro entender. Lo va a ver una persona de nuestro equipo, que responderá por aquí.',
    sorry: 'Lamento mucho lo que pasó. Ya le aviso a una persona de nuestro equipo, que responderá por aquí.',
    own: 'Eso lo tiene que ver una persona de nuestro equipo. Ya le aviso; responderá por aquí.',
    taken: '¡Gracias! Ya le pasé todo a una persona de nuestro equipo, que responderá por aquí.',
    askedForPerson: 'Pidió hablar con una persona',
    reasons: {
      failures: 'El bot no entendió tres veces seguidas',
      angry: 'Está molesto o se queja',
      money: 'Algo salió mal con un pago',
      own: 'Pregunta por un pedido, un turno o una compra suya',
      order: 'Mandó un pedido',
    },
    takenFor: (question) => `Escribió lo que hace falta para «${question}»`,
  },
  en: {
    greeting: (name) =>
      name === null ? 'Hello! How can I help you?' : `Hello! This is the assistant of ${name}. How can I help you?`,
    menuButton: 'See questions',
    menu: 'These are the questions I can answer:',
    personRow: 'Talk to a person',
    personDescription: 'Someone of our team will answer',
    personButton: 'Talk to a person',
    near: 'Is it one of these questions?',
    unsure: 'Sorry, I am not sure I understood. These are questions I can answer; you can also talk to a person.',
    offer:
      'Sorry, I still do not understand. Would you like someone of our team to answer? Say “yes” and I will call them, or write the question in other words.',
    needText: 'Thank you. For now I only understand written messages. What would you like to know?',
    handOff: 'All right: someone of our team will answer here as soon as possible.',
    thanks: 'You are welcome! I am here if you need anything else.',
    bye: 'Goodbye, and have a nice day!',
    fine: 'Great! I am here if you need anything else.',
    here: 'I am here if you need anything.',
    notThatButton: 'Not what I asked',
    notThat: 'Sorry, I understood something else.',
    otherThan:
      'Sorry, I understood something else. Would you like someone of our team to answer? Say “yes” and I will call them, or write the question in other words.',
    givenUp: 'Sorry, I cannot make it out. Someone of our team will look at it and answer here.',
    sorry: 'I am very sorry about that. I am telling someone of our team right now; they will answer here.',
    own: 'Someone of our team has to look at that. I am telling them; they will answer here.',
    taken: 'Thank you! Someone of our team has it now and will answer here.',
    askedForPerson: 'Asked to talk to a person',
    reasons: {
      failures: 'The bot did not understand three times in a row',
      angry: 'Is upset or complains',
      money: 'Something went wrong with a payment',
      own: 'Asks about an order, a booking or a purchase of their own',
      order: 'Sent an order',
    },
    takenFor: (question) => `Wrote what is needed for “${question}”`,
  },
};
