import type { PeopleWords } from './words.ts';

const roles: Record<string, string> = { administrator: 'administrador', agent: 'agente' };

const named = (labels: readonly string[], between = 'y') => labels.map((label) => `«${label}»`).join(` ${between} `);
const exist = (labels: readonly string[]) => (labels.length === 1 ? 'existe' : 'existen');

export const peopleEs: PeopleWords = {
  connectFix: 'Lo pone `optiatiende connect`.',
  botTokenNone: 'CHATWOOT_BOT_TOKEN no está puesto: lo que dice el bot se ve del lado del cliente, con 🤖 delante',
  botTokenOk: 'Chatwoot lo conoce',
  userTokenNone: 'CHATWOOT_USER_TOKEN no está puesto: no hay tildes de entrega en Chatwoot',
  userTokenOk: (name, role) => `${name}, ${roles[role] ?? role}, ve el inbox`,
  userNotInAccount: (name, account) => `CHATWOOT_USER_TOKEN es de ${name}, que no está en la cuenta ${account}`,
  accountFix:
    'Poné en CHATWOOT_ACCOUNT_ID el número que está detrás de /accounts/ en la dirección de la página, o usá otro token.',
  userSeesNoInbox: (name) =>
    `CHATWOOT_USER_TOKEN es de ${name}, que no es miembro del inbox: los tildes son rechazados`,
  memberFix: 'Agregá a esa persona en Chatwoot: Ajustes → Entradas → tu entrada → Colaboradores.',
  tokenUnknown: (variable) => `Chatwoot no conoce el token de ${variable}`,
  tokenOfBot: (variable) => `${variable} es el token de un agent bot, no de una persona`,
  tokenOfPerson: (name) => `CHATWOOT_BOT_TOKEN es de ${name}, una persona, y no de un agent bot`,
  tokenFix: (variable) =>
    variable === 'CHATWOOT_BOT_TOKEN'
      ? 'Copialo de Chatwoot (Ajustes → Bots), o ejecutá `optiatiende connect`.'
      : 'Copialo de Chatwoot (Ajustes del perfil → Token de acceso), o ejecutá `optiatiende connect`.',
  unreachableChatwootFix: 'Volvé a revisar más tarde; si sigue, mirá el registro de Chatwoot.',
  abilities: {
    botSender: 'las palabras del bot como suyas',
    status: 'abrir y resolver',
    assign: 'asignar',
    labels: 'etiquetar',
    readsConversation: 'ver etiquetas y asignado tras un reinicio',
    ticks: 'tildes de entrega',
    readsMessages: 'leer notas sin webhook',
    retryButton: 'el Reintentar del agente',
    signedInboxWebhook: 'webhooks firmados',
  },
  nothing: 'nada',
  can: (list) => list,
  cannotWithoutToken: (list) => `no sin más tokens: ${list}`,
  lacks: (version, list) => `Chatwoot ${version ?? 'de versión desconocida'} es muy viejo para: ${list}`,
  doorShut: 'cerrada: CHATWOOT_WEBHOOK_SECRET no está puesto',
  doorShutFix:
    'A los agentes se los oye igual, por el canal en tiempo real. `optiatiende connect --public-url …` la abre.',
  doorOpen: 'abierta; esta versión no firma, así que la dirección es el único secreto',
  doorSigned: 'abierta, solo para webhooks firmados',
  doorUnsigned: 'abierta, y no se pide la firma',
  doorUnsignedFix:
    'Poné CHATWOOT_SIGNING_SECRET (el secreto del webhook, en la configuración del inbox), o ejecutá `optiatiende connect`.',
  doorRefuses: (version) =>
    `CHATWOOT_SIGNING_SECRET está puesto, y Chatwoot ${version} no firma los webhooks del inbox: se rechazan todos`,
  doorRefusesFix: 'Quitá CHATWOOT_SIGNING_SECRET, o actualizá Chatwoot a 4.13.0 o posterior.',
  doorUncalled: (calls) =>
    calls === 'nowhere'
      ? 'abierta, pero el inbox no tiene dirección de webhook'
      : 'abierta, pero el inbox llama a otra dirección',
  doorUncalledFix:
    'Ponela en Chatwoot (Ajustes → Entradas → tu entrada), o ejecutá `optiatiende connect --public-url …`. Está bien así si la llama un webhook de la cuenta.',
  notesByWebhook: '/bot y /template en notas privadas se oyen, por webhook',
  notesBySweep: '/bot y /template en notas privadas se oyen enseguida, por el token de usuario',
  notesUnheard: '/bot y /template en notas privadas no se pueden oír: hace falta un webhook o un token de usuario',
  notesFix:
    '`optiatiende connect` prepara cualquiera de los dos. Tomar, contestar y resolver no necesitan nada de eso.',
  cableOff: 'CHATWOOT_CABLE está apagado: a los agentes se los oye por webhook y mirando cada tanto',
  cableOffSlow: 'CHATWOOT_CABLE está apagado y no hay webhook: a los agentes se los oye solo mirando cada 10 s',
  nobodyHears:
    'el canal en tiempo real (CHATWOOT_CABLE), el webhook y SWEEP_REQUESTS_PER_MINUTE están apagados: lo que escriben los agentes nunca llega a WhatsApp',
  nobodyHearsFix:
    'Quitá CHATWOOT_CABLE=false o SWEEP_REQUESTS_PER_MINUTE=0, o ejecutá `optiatiende connect --public-url …`.',
  cableOn: (ms) => `dio la bienvenida a los ${ms} ms: a los agentes se los oye enseguida`,
  cableSilent: (seconds) => `sin bienvenida en ${seconds} s en /cable: a los agentes se los oye tarde`,
  cableFix:
    'Hacé que el proxy delante de Chatwoot deje pasar WebSockets (Upgrade y Connection) en /cable, o poné CHATWOOT_CABLE=false.',
  labelUnseen: (labels, hasToken) =>
    hasToken
      ? `no se puede ver si ${exist(labels)} ${named(labels)}`
      : `si ${exist(labels)} ${named(labels)} solo lo ve un token de usuario`,
  assigning: (rule, byItself) =>
    byItself === null
      ? `HANDOFF_ON_ASSIGN=${rule}: sin token de usuario no se sabe quién asigna${rule === 'auto' ? ', así que ninguna asignación toma la conversación' : ''}`
      : byItself
        ? `el inbox asigna solo (HANDOFF_ON_ASSIGN=${rule})${rule === 'auto' ? ': solo cuenta lo que asignó una persona' : ''}`
        : `el inbox no asigna solo (HANDOFF_ON_ASSIGN=${rule})${rule === 'never' ? '' : ': cada asignación toma la conversación'}`,
  assigningFix:
    'El bot calla para todos los que el inbox asigna: poné HANDOFF_ON_ASSIGN=auto, o ejecutá `optiatiende connect --auto-assign off`.',
  labelThere: (labels) => `${exist(labels)} ${named(labels)}`,
  labelMissing: (labels) =>
    `no existe la etiqueta ${named(labels, 'ni')}: los agentes no la pueden elegir ni filtrar por ella`,
  labelFix: (labels) => `Creá ${named(labels)} en Chatwoot (Ajustes → Etiquetas), o ejecutá \`optiatiende connect\`.`,
  hoursNone: 'BUSINESS_HOURS no está puesto: se entiende que siempre hay gente',
  hoursNow: (open, clock, timeZone) => `ahora ${open ? 'abierto' : 'cerrado'}: son las ${clock} en ${timeZone}`,
  hoursFix: 'Poné BUSINESS_TIMEZONE, por ejemplo America/Argentina/Cordoba: sin él, el horario cuenta en UTC.',
};
