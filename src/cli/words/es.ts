import { channelsEs, reloadEs } from './channels-words.ts';
import { roomWords } from './room.ts';
import { inSpanish } from './spanish.ts';
import { auditEs } from './audit-es.ts';
import { botEs } from './bot-words.ts';
import { connectEs } from './connect-es.ts';
import { dbSpanish } from './db-words.ts';
import { consoleEs } from './console-words.ts';
import { contactsEs } from './contacts-words.ts';
import { questionsEs } from './questions-words.ts';
import { llmEs } from './llm-words.ts';
import { notifyEs } from './notify-words.ts';
import { voiceEs } from './voice-words.ts';
import { mcpEs } from './mcp-words.ts';
import { peopleEs } from './people-es.ts';
import { age, time } from './time.ts';
import { jobEs } from './job-words.ts';
import type { Words } from './words.ts';

const count = (number: number, one: string, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

const filesFix = 'Revisá por qué Chatwoot no los toma (`optiatiende status`, `problems list`), o aumentá FILES_MAX.';

export const es: Words = {
  translated: inSpanish,
  databaseUnusable: (place, reason, fix) => `DATABASE_URL: no se puede usar la base ${place}: ${reason}. ${fix}`,
  age,
  time,
  sandbox: {
    inboxes: ['Ventas', 'Soporte'],
    portTaken: (wanted, port) => `El puerto ${wanted} está ocupado; esto usa el ${port}.`,
    opened: ({ page, whatsapp, chatwoot, token, provider }) => `
  Abrí  ${page}/  y escribí en el teléfono; Ctrl-C lo termina.

  Simuladores, solo en esta máquina; al terminar se olvida todo:
    ${provider.padEnd(9)}  ${whatsapp}
    Chatwoot   ${chatwoot}
  Registrar un intercambio de tu propio bot:
    curl -X POST ${page}/api/exchanges -H "Authorization: Bearer ${token}" -H "Content-Type: application/json" \\
      -d '{"phone": "5493415550123", "user_message": "¡Hola!", "bot_response": "¡Hola, Ana!", "sender_name": "Ana Prueba"}'
`,
  },
  connect: connectEs,
  db: dbSpanish,
  webhook: {
    set: (name, address) => `Desde ahora ${name} llama a ${address}.`,
    wrongAddress: (given) =>
      `${given} no es una dirección a la que un proveedor pueda llamar: empieza con https://, y no lleva usuario, consulta ni fragmento.`,
    notAnswered: 'Arrancá el servicio, fijate que esta dirección lo alcance desde afuera y ejecutá esto otra vez.',
  },
  audit: auditEs,
  bot: botEs,
  questions: questionsEs,
  console: consoleEs,
  contacts: contactsEs,
  check: {
    ...peopleEs,
    llm: llmEs,
    voice: voiceEs,
    notify: notifyEs,
    mcp: mcpEs,
    translated: inSpanish,
    names: {
      settings: 'ajustes',
      chatwoot: 'Chatwoot',
      version: 'versión',
      inbox: 'inbox',
      identity: 'identidad',
      number: 'número',
      webhook: 'webhook',
      account: 'cuenta',
      template: 'plantilla',
      bot: 'bot',
      voice: 'audios',
      notify: 'avisos',
      database: 'base',
      clock: 'reloj',
      node: 'Node',
      job: 'trabajo',
      botToken: 'token bot',
      userToken: 'token pers.',
      abilities: 'permisos',
      door: 'avisos',
      notes: 'notas',
      cable: 'cable',
      assigning: 'asignar',
      label: 'etiqueta',
      hours: 'horario',
    },
    nameWidth: 11,
    states: { ok: 'bien', warning: 'aviso', wrong: 'MAL', off: 'no' },
    stateWidth: 5,
    verdict: (wrong, warnings, isWhole) =>
      wrong > 0
        ? `${count(wrong, 'cosa está', 'cosas están')} mal: mirá las flechas.`
        : warnings > 0
          ? `Nada está mal; ${count(warnings, 'aviso')}: mirá las flechas.`
          : isWhole
            ? 'Todo bien.'
            : 'Bien para registrar lo de otros programas; WhatsApp todavía está apagado: mirá la última flecha.',
    fault: (variable, value, rule) => `${variable} = ${value}: ${rule}`,
    settingsOk: 'todos se leen bien',
    chatwootOff: 'CHATWOOT_ENABLED no es true: no se registra nada',
    job: jobEs,
    dryRunFix: 'Poné CHATWOOT_DRY_RUN=false cuando el otro bot ya no registre por su cuenta.',
    language: 'es',
    whatsappOff: (key) => `${key} no está puesta: no se envía nada y el bot no contesta`,
    keyOk: (host, key) => `${host} acepta ${key}`,
    accountOk: (name) => `${name} deja pasar todo lo necesario`,
    templateOk: (setting, name, language) => `${setting} ${name} (${language}) está aprobada`,
    templateMissing: (setting, name, language) => `${setting}: no hay una plantilla ${name} en ${language}`,
    templateWaits: (setting, name, language, state) => `${setting} ${name} (${language}) no se puede enviar: ${state}`,
    templateNotTold: (reason) => `no se sabe qué plantillas hay: ${reason}`,
    templateFix: (setting, console) => `Mirá las plantillas en el ${console}, o poné otra en ${setting}.`,
    accountNotTold: (reason) => `no se sabe si a la cuenta le falta algo: ${reason}`,
    unreachableFix: (address) => `Revisá ${address}, y que esta máquina pueda alcanzarla.`,
    canSend: (state) => `puede enviar: ${state}`,
    healthNotTold: (reason) => `no se sabe su estado: ${reason}`,
    numberFix: (console) => `Mirá el número en el ${console}.`,
    yourHost: 'tu-servidor',
    noSecretYet: 'su secreto se crea al arrancar el servicio por primera vez',
    noSecretFix:
      'Arrancá el servicio una vez, o poné WHATSAPP_WEBHOOK_SECRET, y volvé a revisar: aquí se verá la dirección.',
    webhookOk: (address, name) => `${name} llama a ${address}, con nuestra ruta y secreto`,
    webhookNone: (name) => `en ${name} no hay dirección puesta: lo que la gente escribe no llega`,
    webhookElsewhere: (address, name) => `${name} llama a ${address}, que no es nuestra ruta y secreto`,
    webhookNotTold: (reason, name) => `${name} no dice qué dirección está puesta: ${reason}`,
    webhookFix: (address, name) => `Poné en ${name} (README, «Con WhatsApp») la dirección ${address}`,
    webhookUnasked: (name) => `nuestra dirección, a la que tiene que llamar ${name}`,
    webhookHeader: (name) => `${name} no envía la cabecera Authorization que pide WHATSAPP_WEBHOOK_AUTHORIZATION`,
    webhookHeaderFix: (name) =>
      `Poné la misma cabecera junto al webhook en ${name}, o quitá WHATSAPP_WEBHOOK_AUTHORIZATION.`,
    botNone: 'BOT=none: nadie contesta, las conversaciones solo se registran',
    botOk: (kind, file) => (file === null ? `${kind}, con el archivo de ejemplo` : `${kind}, ${file}`),
    botQuestions: (counts) =>
      counts
        .map(
          ([language, n], at) =>
            `${at === 0 ? count(n, 'pregunta', 'preguntas') : n} en ${language === 'es' ? 'español' : 'inglés'}`,
        )
        .join(', '),
    botLine: (file, line, text) => `${file}, línea ${line}: ${text}`,
    knowledgeOther: 'no se lee: solo Markdown, texto, CSV y PDF',
    botFix: 'Corregí el archivo, o el ajuste que lo nombra.',
    databaseOk: ({ file, work, problems, files }) =>
      `${file}: ${work} en espera, ${count(problems, 'problema')}${files.bytes > 0 ? `, archivos: ${roomWords(files, 'es')}` : ''}`,
    filesFix,
    databaseNew: (file) => `${file} se creará en el primer arranque`,
    databaseUnusable: (place, reason) => `${place} no se puede usar: ${reason}`,
    databaseFix: 'Nombrá otro archivo en DATABASE_URL, o volvé a poner una copia del correcto en su lugar.',
    folderClosed: (folder) => `este usuario no puede escribir en ${folder}`,
    folderFix:
      'Dale a este usuario permiso de escritura allí, hacé lugar en el disco, o poné otro lugar en DATABASE_URL.',
    problemsFix: 'Decidí sobre ellos: `optiatiende problems list`.',
    clockOk: (names) => `como el de ${names.join(' y ')}`,
    clockUnknown: 'nadie contestó para compararlo',
    clockOff: (name, seconds) =>
      `${age(Math.abs(seconds) * 1000)} ${seconds > 0 ? 'adelantado' : 'atrasado'} respecto de ${name}`,
    clockFix: 'Activá la sincronización de la hora en esta máquina (`timedatectl set-ntp true`).',
    nodeFix: (version) => `Instalá Node ${version} o posterior.`,
  },
  log: {
    registered: (conversation) => `Registrado en la conversación ${conversation ?? '?'}.`,
    dryRun: 'Prueba en seco: no se publicó, como pide CHATWOOT_DRY_RUN; todo lo anterior salió bien.',
    off: 'No se registró: CHATWOOT_ENABLED no es true.',
    problem: 'No se registró: se abandonó.',
    problemNext:
      'Queda guardado. Una vez arreglado: `optiatiende problems list`, y luego `optiatiende problems retry NÚMERO`.',
    waiting: (seconds) =>
      `Después de ${seconds} s aún no está registrado. Queda guardado, y sigue mientras el servicio está en marcha.`,
    id: (id) => `Intercambio ${id}`,
  },
  channels: channelsEs,
  reload: reloadEs,
  status: {
    service: 'Servicio',
    runs: (address) => `en marcha en ${address}`,
    cannotWork: (address, reason, fix) =>
      `en marcha en ${address}, y ahora no se puede usar su base: ${reason}\n  → ${fix}`,
    doesNotRun: (address, open) =>
      `no contesta en ${address}${open > 0 ? '; lo que espera sigue cuando se lo arranque' : ''}`,
    waiting: {
      register: 'Por registrar en Chatwoot',
      send: 'Por enviar por WhatsApp',
      turn: 'Por contestar el bot',
      fetch: 'Archivos por bajar',
      hear: 'Audios por escuchar',
      look: 'Conversaciones por mirar',
      tick: 'Tildes por mostrar',
    },
    unread: 'Webhooks por leer',
    hears: 'Se oye a los agentes',
    hearing: (cable, webhook) =>
      [
        {
          on: 'enseguida, por el canal en tiempo real',
          deaf: 'tarde: por el canal en tiempo real no llega nada, se mira cada 10 s',
          off: '',
        }[cable],
        webhook ? 'por webhooks' : '',
      ]
        .filter((part) => part !== '')
        .join('; ') || 'tarde: sin canal en tiempo real ni webhook, se mira cada 10 s',
    oldest: 'Lo más viejo',
    problems: 'Problemas',
    someProblems: (number) => `${number}: mirá \`optiatiende problems list\``,
    unreadable: 'Webhooks ilegibles (guardados, mirá el registro)',
    files: 'Archivos para Chatwoot',
    filesKept: (bytes, mostBytes) => roomWords({ bytes, mostBytes }, 'es'),
    filesFix,
    rests: (target, asked) =>
      `Ahora no se llama a ${target === 'chatwoot' ? 'Chatwoot' : 'WhatsApp'}, porque ${asked ? 'pidió una pausa' : 'no funciona'}:`,
    reasons: 'Por qué espera:',
    kinds: {
      register: 'registrar',
      send: 'enviar',
      turn: 'contestar',
      fetch: 'bajar archivos',
      hear: 'pasar audios a texto',
      look: 'oír a los agentes',
      tick: 'tildes',
      digest: 'releer webhooks',
      notify: 'avisarte',
    },
  },
  problems: {
    none: 'No hay problemas.',
    what: {
      message: 'registrar en Chatwoot',
      resolve: 'cerrar la conversación en Chatwoot',
      send: 'enviar por WhatsApp',
      turn: 'que conteste el bot',
      arrange: 'ordenar la conversación en Chatwoot',
      look: 'mirar lo que escribieron los agentes',
      tick: 'mostrar un tilde de entrega en Chatwoot',
      fetch: 'bajar un archivo del cliente',
      hear: 'pasar a texto un audio del cliente',
      digest: 'leer lo que llegó para un número',
      notify: 'avisarte de un cambio',
    },
    authors: { customer: 'mensaje del cliente', bot: 'mensaje del bot', agent: 'mensaje del agente' },
    next: 'Una vez arreglado: `optiatiende problems retry NÚMERO` (o --all). Para dejarlo así: `optiatiende problems drop NÚMERO`.',
    more: (shown) => `Estos son los ${shown} más viejos; todos: \`optiatiende problems list --all\`.`,
    retried: (number) =>
      `${count(number, 'problema')} de vuelta en su lugar. Un servicio en marcha sigue enseguida, o en medio minuto si no se sabe si el intento anterior llegó; mirá \`optiatiende status\`.`,
    dropped: (number) => `${count(number, 'problema descartado', 'problemas descartados')}.`,
    missing: (ids) => `Ningún problema tiene el número ${ids.join(', ')}: mirá \`optiatiende problems list\`.`,
    haveConversation: 'Algunas de estas personas ya tienen una conversación; se usa esa, y no se abre una nueva.',
  },
};
