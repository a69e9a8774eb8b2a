import type { ConnectWords } from './connect-words.ts';

export const connectEs: ConnectWords = {
  intro: 'Conecta OptiAtiende con tu Chatwoot. No se cambia nada antes de que digas que sí.',
  cancelled: 'Terminado; no se cambió nada.',
  askUrl: 'Dirección de tu Chatwoot',
  askToken: 'Token de acceso de un administrador',
  tokenHint:
    'En Chatwoot: tu foto (abajo a la izquierda) → Ajustes del perfil → Token de acceso. Se usa ahora, y solo se guarda si más abajo lo pedís.',
  askAccount: '¿Qué cuenta?',
  askInbox: '¿Qué inbox va a tener las conversaciones de WhatsApp?',
  newInbox: 'Uno nuevo',
  askInboxName: 'Nombre del inbox nuevo',
  askMembers: '¿Quiénes atienden en él? (espacio marca, Enter sigue)',
  askBot: '¿Conectar un agent bot con el inbox?',
  botHint:
    'Con él, las palabras del bot se ven como suyas, y al derivar se puede abrir, asignar y etiquetar la conversación.',
  pendingWarning:
    'Con un agent bot, las conversaciones de este inbox empiezan como «pendientes», y vuelven a pendiente cuando un cliente escribe en una resuelta: los agentes las encuentran en «Pendientes» (o «Todos») hasta que alguien las toma. Las que ahora están abiertas siguen abiertas.',
  askPublicUrl: 'Dirección en la que Chatwoot alcanza a este servicio (vacío: ninguna)',
  publicUrlHint:
    'Por ejemplo https://bot.example.com. Con ella se oyen también las notas privadas de los agentes (/bot, /template). Sin ella, sus respuestas se oyen igual, por el canal en tiempo real de Chatwoot.',
  askUserToken: '¿Guardar un token de usuario para los tildes de entrega?',
  userTokenHint:
    'Chatwoot solo deja al token de una persona marcar enviado, entregado, leído y fallado, y leer notas privadas. Actúa como esa persona: lo mejor es uno de un usuario hecho para esto. Puede ser un administrador que no sea miembro del inbox, para que no se le asigne nada, o un miembro.',
  userTokenKeep: 'Dejar el que está en los ajustes',
  userTokenThis: (name) => `Guardar este token de administrador (${name})`,
  userTokenOther: 'Dar otro, de un agente',
  userTokenNone: 'Ninguno: sin tildes',
  askOtherToken: 'Token de acceso del agente',
  required: 'Esto hace falta.',
  wrongPublicUrl:
    'Esa no es una dirección que Chatwoot pueda llamar: tiene que empezar con https:// (o http://), sin usuario, sin ? y sin #. Chatwoot la aceptaría igual, y no llamaría nunca.',

  missing: (options) =>
    `Sin una terminal, hay que dar: ${options.join(', ')}. En \`optiatiende connect --help\` hay un ejemplo.`,
  wrongUrl: (text) =>
    `--url: «${text}» no es una dirección. Tiene que ser una como https://chatwoot.example.com, sin usuario ni contraseña.`,
  server: (url) => `--url ${url}: este Chatwoot no se puede usar.`,
  tokenUnknown: (option) =>
    `${option}: Chatwoot no conoce este token de acceso. Copialo otra vez: tu foto (abajo a la izquierda) → Ajustes del perfil → Token de acceso, en este Chatwoot.`,
  tokenOfBot: (option) =>
    `${option}: este es el token de un agent bot, que no puede ${option === '--token' ? 'configurar nada. Usá el de un administrador' : 'poner tildes. Usá el de un agente'}: Ajustes del perfil → Token de acceso.`,
  tokenLost: (option) =>
    `${option}: no llegó a Chatwoot. Un proxy delante de él quita la cabecera api_access_token; con nginx poné: underscores_in_headers on.`,
  noAdministrator: (name) =>
    `--token: es de ${name}, que no es administrador ahí. Solo un administrador puede configurar un inbox: pedile a uno un token, o que haga administrador a ${name} (Ajustes → Agentes).`,
  notInAccount: (name, wanted, accounts) =>
    `--account ${wanted}: ${name} no pertenece a ella, solo a ${accounts.join(', ') || 'ninguna'}. El número está detrás de /accounts/ en la dirección de la página.`,
  severalAccounts: (accounts) =>
    `--account: quien tiene el token administra ${accounts.join(', ')}. Nombrá una por su número.`,
  twoInboxes: (name) =>
    `--inbox-name: hay dos inboxes API que se llaman «${name}». Cambiale el nombre a uno en Chatwoot, o poné en CHATWOOT_INBOX_ID el identificador del que querés.`,
  unknownMember: (text, known) => `--members: nadie en esta cuenta es «${text}». Están ${known.join(', ')}.`,
  userNotMember: (name) =>
    `--user-token: es de ${name}, que no es miembro del inbox, así que los tildes serían rechazados. Nombralo también en --members, o usá otro token.`,
  userElsewhere: (name, account) => `--user-token: es de ${name}, que no está en la cuenta ${account}.`,
  noBotToken:
    'Chatwoot no dice el token del bot: copialo de Ajustes → Bots, y ponelo en CHATWOOT_BOT_TOKEN. Lo demás está hecho.',
  wrongWebhookSecret:
    'CHATWOOT_WEBHOOK_SECRET, en los ajustes, no puede ser parte de una dirección: al menos 8 de A–Z, a–z, 0–9, - _ . ~. Corregilo o quitalo.',
  failed: (reason, fix) =>
    `Chatwoot no lo hizo: ${reason}${fix === '' ? '' : `\n  → ${fix}`}\nLo hecho hasta ahí queda, y los ajustes no se escribieron. Una vez arreglado, ejecutalo otra vez: sigue donde estaba.`,

  connected: (version, user, account) => `Chatwoot ${version}, como ${user}, en la cuenta ${account}.`,
  privateIfTold: (root) =>
    `${root} es una dirección privada. Este Chatwoot solo llama a esas si se lo arrancó con SAFE_FETCH_ALLOW_PRIVATE_NETWORK=true; si no, sus webhooks fallan y los agentes ven sus mensajes como fallados. Ponelo allí, o da una dirección pública, o ninguna.`,
  privateNever: (root) =>
    `${root} es una dirección privada, y Chatwoot 4.14.0 no puede llamar a ninguna de esas: actualizalo a 4.14.1 o posterior, o da una dirección pública, o ninguna.`,
  plainAddress:
    'La dirección empieza con http://: lo que la gente escribe cruza la red a la vista de todos en el camino.',
  noPublicUrl:
    'Sin una dirección para webhooks, las notas privadas (/bot, /template) solo se oyen con un token de usuario. Las respuestas se oyen por el canal en tiempo real.',
  assignsByItself:
    'El inbox asigna solo las conversaciones a quien esté en línea. El bot sigue igual: solo cuenta una asignación que hizo una persona, y solo con un token de usuario se sabe quién fue. Se apaga con --auto-assign off.',
  botAnswersElsewhere: (name) =>
    `El bot «${name}» está conectado y tiene una dirección propia: si otro programa contesta ahí, los clientes reciben dos respuestas. Quitale la dirección en Ajustes → Bots.`,
  replacesWebhook: (address) => `El inbox llama ahora a ${address}. Un programa que escuche ahí no va a oír nada más.`,
  environmentWins: (names) =>
    `${names.join(', ')}: también en el entorno, con otro valor, que tiene prioridad sobre el archivo. Quitalo de ahí.`,

  step(step) {
    switch (step.do) {
      case 'make_inbox':
        return `crear el inbox API «${step.name}»${step.webhook === null ? '' : ', que llama a este servicio'}`;
      case 'set_webhook':
        return 'hacer que el inbox llame a este servicio';
      case 'set_window':
        return `cerrar el cuadro de respuesta ${step.hours} horas después del último mensaje del cliente, como WhatsApp`;
      case 'set_members':
        return `miembros del inbox: ${step.names.join(', ')}`;
      case 'set_assigning':
        return step.on ? 'hacer que el inbox asigne conversaciones solo' : 'que el inbox no asigne nada solo';
      case 'make_bot':
        return `crear el agent bot «${step.name}»`;
      case 'connect_bot':
        return `conectar el bot «${step.name}» con el inbox${step.instead === null ? '' : `, en lugar de «${step.instead}»`}`;
      case 'make_label':
        return `crear la etiqueta «${step.title}»`;
    }
  },
  planHead: 'Por hacer en Chatwoot:',
  planNone: 'En Chatwoot ya está todo así.',
  fileHead: (path) => `Por escribir en ${path}:`,
  fromChatwoot: '(lo da Chatwoot)',
  fileNone: (path) => `${path} ya lo tiene todo.`,
  question: '¿Hacerlo?',
  yes: 'Sí',
  no: 'No',
  notDone: 'No se cambió nada. Agregá --yes para que se haga.',
  doneHead: 'Hecho en Chatwoot:',
  written: (path) => `Escrito: ${path} (solo lo puede leer su dueño).`,
  next: 'Ahora: `optiatiende check`, y después arrancá el servicio, o reinicialo.',
};
