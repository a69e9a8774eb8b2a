import type { AuditWords } from './audit-words.ts';

export const auditEs: AuditWords = {
  title: (channel, from, zone) => `${channel === null ? '' : `${channel}: `}desde el ${from} (${zone})`,
  columns: {
    day: 'Día',
    received: 'Recibidos',
    answered: '= contestados',
    people: '+ de personas',
    notToAnswer: '+ sin respuesta',
    unanswered: '+ pendientes',
    said: 'Dichos',
    sent: 'enviados',
    delivered: 'entregados',
    takenBack: 'retirados',
    toRegister: 'Por registrar',
    registered: 'registrados',
  },
  noDays: 'No hay mensajes en ese tiempo.',
  kinds: {
    unread: ({ number }) => `el webhook ${number} no se pudo leer`,
    unanswered: () => 'nadie lo tomó para contestarlo',
    no_words: () => 'el bot lo contestó, y su respuesta no está',
    unsent: () => 'no salió por WhatsApp',
    undelivered: () => 'salió por WhatsApp y no se entregó',
    unregistered: () => 'no está registrado en Chatwoot',
    missing: ({ conversation, there }) => `falta en Chatwoot: era el mensaje ${there.join(', ')}${at(conversation)}`,
    doubled: ({ conversation, there }) => `está repetido en Chatwoot: mensajes ${there.join(', ')}${at(conversation)}`,
    out_of_order: ({ conversation, there }) =>
      `está fuera de orden en Chatwoot: el mensaje ${there[0]} quedó detrás del ${there[1]}${at(conversation)}`,
    unheard: ({ conversation, there }) =>
      `lo escribieron en Chatwoot y no salió por WhatsApp: mensaje ${there.join(', ')}${at(conversation)}`,
    conversations: ({ conversation, there }) =>
      `tiene más conversaciones en Chatwoot que la ${conversation}: ${there.join(', ')} (de una herramienta anterior)`,
    not_read_back: () => 'Chatwoot no se pudo leer: no se sabe qué hay allí',
  },
  authors: { customer: 'mensaje del cliente', bot: 'mensaje del bot', agent: 'mensaje del agente' },
  next: {
    waits: () => 'Sigue por sí solo; `optiatiende status` dice por qué espera.',
    retry: ({ number }) => `Mirá \`optiatiende problems list\`; luego \`optiatiende problems retry ${number}\`.`,
    fix: () => 'Registralo con `optiatiende audit --fix`.',
    write: () => 'Si todavía hace falta, escribile desde Chatwoot.',
    phone: () =>
      'WhatsApp lo guarda hasta que el teléfono se conecte. Si no se entrega el de nadie, mirá `optiatiende check`: no llegan los estados.',
    read: ({ number }) =>
      `Está guardado entero; avisanos, o hacelo leer de nuevo (docs/ARCHITECTURE.md, evento ${number}).`,
    again: () => 'Que el agente lo mande de nuevo desde Chatwoot, si todavía hace falta.',
    delete: () => 'Borrá en Chatwoot el que sobra.',
    order: () => 'No hay nada que hacer: en Chatwoot nada se puede mover.',
    tidy: () => 'Resolvelas en Chatwoot: lo nuevo va a una sola.',
    look: () => 'Mirá `optiatiende check` y volvé a auditar.',
  },
  reasons: { 'the conversation is not there any more': 'la conversación ya no está allí' },
  chatwoot: {
    read: (compared) => `Comparado con Chatwoot: ${compared} ${compared === 1 ? 'persona' : 'personas'}.`,
    off: () => 'No se comparó con Chatwoot: CHATWOOT_ENABLED no es true, o CHATWOOT_DRY_RUN lo es.',
    'not read': (compared) => `Chatwoot no se pudo leer entero; comparadas: ${compared} personas.`,
  },
  none: 'No falta nada.',
  some: (count) => (count === 1 ? 'Falta algo en un mensaje.' : `Faltas: ${count}.`),
  fixed: (count) =>
    count === 0
      ? 'No hay nada nuevo que registrar.'
      : `${count === 1 ? 'Un mensaje se registra' : `${count} mensajes se registran`} ahora en Chatwoot, con su hora; lo hace el servicio.`,
  counted: {
    unread: 'webhooks ilegibles',
    unanswered: 'sin tomar',
    no_words: 'sin la respuesta del bot',
    unsent: 'sin enviar',
    undelivered: 'sin entregar',
    unregistered: 'sin registrar',
    missing: 'faltan en Chatwoot',
    doubled: 'repetidos',
    out_of_order: 'fuera de orden',
    unheard: 'de agentes, sin enviar',
    conversations: 'personas con varias conversaciones',
    not_read_back: 'Chatwoot no se pudo leer',
  },
  last: 'Última auditoría',
  lastResult: (time, gaps) => (gaps === '' ? `${time}: no falta nada` : `${time}: ${gaps}`),
};

const at = (conversation: number | null): string =>
  conversation === null ? '' : ` de la conversación ${conversation}`;
