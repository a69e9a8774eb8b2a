import type { Language } from '../faq/say/words.ts';
import type { HitKind } from './gate/hit.ts';

/** What this bot says to customers and agents by itself. */
export interface BotWords {
  /** To the customer, where the answer was kept back or none came. */
  handOver: string;
  /** To the agents. */
  reasons: {
    unfinished(tool: string): string;
    asked: string;
  };
  /** Asks before a tool does something that cannot be taken back. */
  confirm(what: string, details: string): string;
  yes: string;
  no: string;
  notDone: string;
  unfinished: string;
  choose: string;
  /** Where a picture could not be shown to the model. */
  unseen: string;
  /** To the agents, where that went on. */
  unseenAgain: string;
  /** Where the papers do not tell. */
  notKnown: string;
  /** The button under it, at most 20 letters. */
  person: string;
  /** To the agents, under an answer: what it rests on. */
  note(facts: { sources: string[]; tools: string[]; hits: HitKind[] }): string;
  /** To the model: why its answer was kept back. */
  hits: Record<HitKind, string>;
}

const es: BotWords = {
  handOver: 'Prefiero que esto lo responda una persona del equipo, que va a escribir por aquí.',
  reasons: {
    unfinished: (tool) => `No se sabe si ${tool} llegó a hacerse: revisarlo antes de repetirlo`,
    asked: 'Pidió hablar con una persona',
  },
  confirm: (what, details) => `Antes de hacerlo, ¿se confirma?\n*${what}*${details}`,
  yes: 'Sí, confirmo',
  no: 'No',
  notDone: 'De acuerdo, no hice nada. ¿Hace falta algo más?',
  unfinished: 'No es seguro que eso haya quedado hecho. Una persona del equipo lo revisa y escribe por aquí.',
  choose: 'Elegir',
  unseen: 'No pude ver la imagen. ¿Cuál es la consulta, por escrito?',
  unseenAgain: 'Mandó imágenes que el bot no pudo ver',
  notKnown: 'Eso no lo tengo anotado, y prefiero no inventar. ¿Mejor que responda una persona del equipo?',
  person: 'Con una persona',
  note: ({ sources, tools, hits }) =>
    [
      `📎 ${sources.length > 0 ? `Fuentes: ${sources.join('; ')}` : 'Sin pasajes'}`,
      ...(tools.length > 0 ? [`Herramientas: ${tools.join(', ')}`] : []),
      ...(hits.length > 0 ? [`El filtro encontró: ${hits.map((hit) => es.hits[hit]).join('; ')}`] : []),
    ].join('\n'),
  hits: {
    link: 'tiene un enlace que no está en los pasajes',
    email: 'tiene un correo que no está en los pasajes',
    phone: 'tiene un número que no está en los pasajes',
    price: 'tiene un precio que no está en los pasajes',
    percent: 'tiene un porcentaje o una promoción que no está en los pasajes',
    dose: 'tiene una dosis',
    canary: 'habla de lo interno',
    prompt: 'repite las instrucciones',
    secret: 'habla de lo interno',
    tools: 'nombra herramientas o muestra datos de máquina',
    role: 'tiene marcas de sistema',
    deed: 'dice que se hizo algo que ninguna herramienta hizo',
    promise: 'promete o confirma algo que no está en los pasajes',
    dictated: 'dice lo que el cliente dictó',
    off_topic: 'no trata de este negocio',
    unfounded: 'dice cosas que no están en los pasajes',
    language: 'no está en el idioma del cliente',
    long: 'es demasiado larga',
  },
};

const en: BotWords = {
  handOver: 'I would rather have a person of the team answer this. They will write to you here.',
  reasons: {
    unfinished: (tool) => `It is not known whether ${tool} was done: look before it is repeated`,
    asked: 'Asked to talk to a person',
  },
  confirm: (what, details) => `Before I do it: do you confirm?\n*${what}*${details}`,
  yes: 'Yes, I confirm',
  no: 'No',
  notDone: 'All right, nothing was done. Can I help with anything else?',
  unfinished: 'I am not sure that this was done. A person of the team will look at it and write to you here.',
  choose: 'Choose',
  unseen: 'I could not see the picture. Could you write to me what you need?',
  unseenAgain: 'Sent pictures that the bot could not see',
  notKnown:
    'I have nothing written about that, and would rather not make it up. Would you like a person of the team to answer?',
  person: 'Talk to a person',
  note: ({ sources, tools, hits }) =>
    [
      `📎 ${sources.length > 0 ? `Sources: ${sources.join('; ')}` : 'No passages'}`,
      ...(tools.length > 0 ? [`Tools: ${tools.join(', ')}`] : []),
      ...(hits.length > 0 ? [`The gate found: ${hits.map((hit) => en.hits[hit]).join('; ')}`] : []),
    ].join('\n'),
  hits: {
    link: 'it has a link that stands in no passage',
    email: 'it has an e-mail address that stands in no passage',
    phone: 'it has a number that stands in no passage',
    price: 'it has a price that stands in no passage',
    percent: 'it has a percentage or an offer that stands in no passage',
    dose: 'it has a dose',
    canary: 'it speaks of what is internal',
    prompt: 'it repeats the instructions',
    secret: 'it speaks of what is internal',
    tools: 'it names tools or shows what is for machines',
    role: 'it has marks of a system',
    deed: 'it says that something was done which no tool did',
    promise: 'it promises or confirms what stands in no passage',
    dictated: 'it says what the customer dictated',
    off_topic: 'it is not about this business',
    unfounded: 'it says what stands in no passage',
    language: 'it is not in the language of the customer',
    long: 'it is too long',
  },
};

export const botWords: Record<Language, BotWords> = { es, en };
