import type { Server, Switchable } from '../state/faults.ts';

type FaultWords = Record<Switchable, { title: string } & Record<Server, string>>;

const faults: FaultWords = {
  fail_before: {
    title: 'Falla antes de guardar',
    whatsapp: 'El envío da error y no sale: la respuesta llega al teléfono, una sola vez, después de apagarlo.',
    chatwoot: 'El bot contesta igual; Chatwoot se pone al día cuando lo apagás.',
  },
  fail_after: {
    title: 'Guarda y después falla',
    whatsapp: 'La respuesta llega aunque el servidor diga que no: no tiene que llegar dos veces.',
    chatwoot: 'El mensaje queda guardado aunque el servidor diga que no: no tiene que aparecer dos veces.',
  },
  hang: {
    title: 'No contesta nunca',
    whatsapp: 'El servicio se cansa de esperar y vuelve a probar; la respuesta llega al apagarlo.',
    chatwoot: 'El bot sigue contestando a tiempo; Chatwoot espera y no frena a nadie.',
  },
  cut: {
    title: 'Corta la conexión',
    whatsapp: 'No se sabe si salió: se averigua antes de repetir. La respuesta llega, una sola vez, al apagarlo.',
    chatwoot: 'No se sabe si entró: se lee de vuelta antes de repetir. El mensaje queda, una sola vez, al apagarlo.',
  },
  too_many: {
    title: 'Pide esperar (429)',
    whatsapp: 'Se respeta la pausa de 2 segundos; la respuesta sale al apagarlo.',
    chatwoot: 'Se respeta la pausa de 2 segundos; Chatwoot se completa al apagarlo.',
  },
  slow: {
    title: 'Tarda 3 segundos',
    whatsapp: 'La respuesta llega más tarde, pero en orden y completa.',
    chatwoot: 'Solo Chatwoot se atrasa; el teléfono no lo nota.',
  },
};

export const es = {
  title: 'OptiAtiende · pruebas',
  product: 'OptiAtiende',
  place: 'Pruebas',
  language: 'Idioma',
  panes: { label: 'Paneles', phone: 'Teléfono', desk: 'Chatwoot', faults: 'Fallas' },
  news: 'hay novedades',
  link: { connecting: 'Conectando…', live: 'En vivo', lost: 'Reconectando…' },
  lost: 'Se perdió la conexión. Se reconecta sola; lo que escribiste no se borra.',
  phone: {
    label: 'Teléfono de WhatsApp',
    writing: 'Escribís como',
    change: 'Cambiar persona',
    log: 'Mensajes en el teléfono',
    welcome: 'Escribí “hola” y mirá los dos lados a la vez.',
    explain: 'Acá sos el cliente en WhatsApp. El bot te contesta y todo queda en una sola conversación de Chatwoot.',
    chips: ['hola', '¿A qué hora abren?', '¿Hacen envíos?', 'Quiero hablar con una persona'],
    chipsLabel: 'Para empezar',
    typing: 'escribiendo…',
    input: 'Mensaje',
    send: 'Enviar',
    keys: 'Enter envía; Mayús + Enter baja de renglón.',
    newer: 'Mensajes nuevos',
    you: 'Vos',
    business: 'Negocio',
    quoted: 'En respuesta a',
    ticks: { sending: 'enviando', sent: 'enviado', delivered: 'entregado', read: 'leído' },
    failed: 'No salió.',
    again: 'Reintentar',
  },
  list: { close: 'Cerrar', choose: 'Elegí una opción' },
  person: {
    title: '¿Quién escribe?',
    explain: 'Cada número es otra persona, con su propia conversación.',
    name: 'Nombre',
    number: 'Número con código de país',
    wrong: 'Entre 7 y 15 dígitos, con el código de país. Ejemplo: 5491155501234.',
    use: 'Usar',
    invent: 'Persona nueva',
    earlier: 'Ya probadas',
    close: 'Cerrar',
  },
  desk: {
    label: 'Conversación en Chatwoot',
    empty: 'Todavía no hay conversación.',
    explain: 'Aparece apenas la persona escribe, con lo que dicen los dos lados.',
    log: 'Mensajes en Chatwoot',
    choose: 'Conversaciones de esta persona',
    many: (count: number) =>
      `Hay ${count} conversaciones de esta persona. Tiene que haber una sola: es una falla del producto.`,
    nobody: 'Sin nombre',
    unknown: 'Sin remitente',
    status: { open: 'Abierta', pending: 'Pendiente', resolved: 'Resuelta', snoozed: 'Pospuesta' },
    author: { customer: 'Cliente', bot: 'Bot', agent: 'Agente', note: 'Nota privada', activity: 'Actividad' },
    blank: '(sin texto)',
  },
  faults: {
    title: 'Fallas a propósito',
    explain:
      'Encendé una, escribí, y apagala. Tras una falla larga los reintentos se espacian: ponerse al día puede tardar.',
    server: { whatsapp: '360dialog (WhatsApp)', chatwoot: 'Chatwoot' },
    kinds: faults,
    clear: 'Apagar todo',
    on: (count: number) => (count === 1 ? '1 falla encendida' : `${count} fallas encendidas`),
    off: 'Ninguna encendida',
    failed: 'No se pudo cambiar. Probá otra vez.',
    elsewhere: (count: number) =>
      count === 1 ? 'Hay otra, puesta por una llamada.' : `Hay otras ${count}, puestas por una llamada.`,
  },
  tally: {
    title: '¿Se perdió algo?',
    said: 'Escritos',
    answered: 'Respuestas',
    phone: 'Teléfono',
    desk: 'Chatwoot',
    all: 'Nada: está todo en los dos lados.',
    none: 'Todavía no se dijo nada.',
    long: 'Solo se ven los últimos 200 mensajes: no alcanza para contar.',
    toDesk: (count: number) => (count === 1 ? '1 en camino a Chatwoot.' : `${count} en camino a Chatwoot.`),
    toPhone: (count: number) => (count === 1 ? '1 en camino al teléfono.' : `${count} en camino al teléfono.`),
    doubled: (count: number) => `${count} de más en Chatwoot: eso sería una falla del producto.`,
  },
};

export type Words = typeof es;
