import type { Help } from './help.ts';
import { helpOfBotsEs } from './help-bots-es.ts';

const json = { '--json': 'escribe para programas' };
const channel = { '--channel': 'solo este canal, por su nombre en CHANNELS' };
const ids = { id: 'números de la lista' };

/**
 * The help in Spanish, by the words of the command; the English stands with each command (`addNAME`). `test/cli/language.test.ts` walks both:
 * what stands there and not here, or here and not there, fails.
 */
export const helpEs: Record<string, Help> = {
  '': {
    description: 'Cada conversación de WhatsApp de un bot, en Chatwoot, una vez y en orden.',
    of: { '--version': 'muestra la versión' },
  },
  serve: {
    summary: 'pone en marcha el servicio',
    description:
      'Pone en marcha el servicio con los ajustes del entorno y de .env en esta carpeta (docs/SETTINGS.md). SIGTERM o Ctrl-C lo detienen en 10 segundos como mucho; lo que quedó sin terminar sigue en el próximo arranque. SIGHUP, o `optiatiende reload`, vuelve a leer los ajustes.',
  },
  sandbox: {
    summary: 'para probarlo: servicio, simuladores y página, solo en esta máquina',
    description:
      'Pone en marcha el servicio entre un WhatsApp local y un Chatwoot local, con una página que muestra un teléfono y la conversación. Nada sale de esta máquina, y al terminar no queda nada. Se respetan BOT y lo que le corresponde (BOT_…, LLM_…, STT_…) y UI_LANGUAGE. BOT=llm sin LLM_BASE_URL contesta con un simulador de modelo, a partir del ejemplo de preguntas y respuestas: no hace falta ninguna cuenta.',
    of: {
      '--port': 'puerto de la página; si está ocupado, el siguiente libre (de fábrica: PORT, o 8080)',
      '--chatwoot': 'la versión que simula el Chatwoot local',
      '--provider': 'a quién simula el WhatsApp local (de fábrica: PROVIDER, o 360dialog)',
      '--tokens': 'con el token de un bot y el de un usuario: el bot como bot, tildes, comandos en notas privadas',
    },
  },
  connect: {
    summary: 'prepara Chatwoot con el token de un administrador, y escribe los ajustes',
    description:
      'Crea o encuentra la entrada API, sus miembros, el bot, el webhook y las etiquetas, y después escribe los ajustes en .env. En una terminal pregunta; con opciones pregunta solo lo que falta. Ejecutado otra vez, cambia solo lo que no está así. Código de salida: 0 hecho o nada que hacer, 1 no se hizo, 2 mal uso, token o dirección.',
    of: {
      '--url': 'tu Chatwoot (de fábrica: CHATWOOT_URL)',
      '--token':
        'el token de acceso de un administrador; `-` lo lee de la entrada estándar, para que no lo muestre ninguna lista de procesos',
      '--account': 'la cuenta, si el usuario del token administra varias',
      '--inbox-name': 'la entrada API por encontrar o crear (de fábrica: la de CHATWOOT_INBOX_ID, o WhatsApp)',
      '--members':
        'quiénes atienden: `all`, o correos separados por comas (de fábrica: como está; en una nueva, todos)',
      '--auto-assign':
        'si Chatwoot asigna solo las conversaciones de la entrada (de fábrica: como está; Chatwoot lo tiene encendido)',
      '--no-bot': 'no conecta ningún bot: lo que dice el bot queda como del cliente, con 🤖 delante',
      '--public-url':
        'dónde alcanza Chatwoot a este servicio; sin ella se oye a los agentes por el canal en tiempo real',
      '--user-token':
        'un token para los tildes de entrega: el de un agente, `this` por el de --token, o `none` (de fábrica: como está)',
      '--channel': 'para este canal: escribe en el archivo de CHANNELS, y sus secretos en .env',
      '--write': 'el archivo de ajustes',
      '--yes': 'lo hace sin preguntar',
      '--json': 'escribe para programas, con los secretos ocultos',
    },
  },
  check: {
    summary: 'prueba ajustes, Chatwoot, tokens, WhatsApp, webhooks, bot, base de datos y reloj',
    description:
      'Prueba todo lo que el servicio necesita, sin dejar nada, tanto en marcha como antes. Cada línea dice bien, aviso o mal, por qué, y qué hacer. Código de salida: 0 si nada está mal, 1 si algo lo está, 2 si son los ajustes.',
    of: {
      '--json': 'escribe para programas: {"ok", "lines": [{"channel", "name", "state", "detail", "fix"}]}',
      ...channel,
    },
  },
  webhook: {
    summary: 'le dice al proveedor de WhatsApp dónde está este servicio',
    description:
      'Pone la dirección del webhook del número en el proveedor (360dialog o Meta): la dirección dada con nuestra ruta y nuestro secreto, y WHATSAPP_WEBHOOK_AUTHORIZATION si está puesta. Meta le pregunta enseguida a la dirección, así que el servicio ya tiene que estar en marcha. Código de salida: 0 puesta, 1 no puesta, 2 mal uso o ajustes.',
    of: {
      address: 'dónde alcanza el proveedor a este servicio, como https://bot.example.com',
      '--channel': 'solo de este canal, por su nombre en CHANNELS; sin esto, de todos',
    },
  },
  log: {
    summary: 'registra un intercambio en Chatwoot y dice en qué terminó',
    description:
      'Registra lo que dijo una persona y lo que contestó un bot en la conversación de esa persona. No se envía nada por WhatsApp. Código de salida: 0 si quedó registrado, 1 si no (todavía).',
    of: {
      '--phone': 'la persona: un número con su código de país, o un id de usuario de WhatsApp',
      '--user': 'lo que dijo la persona',
      '--bot': 'lo que contestó el bot',
      '--name': 'el nombre de la persona',
      '--wait': 'cuántos segundos esperar el resultado',
      ...json,
    },
  },
  status: {
    summary: 'qué espera, desde cuándo y por qué; cuántos problemas hay',
    description:
      'Lee la base, y le pregunta al servicio si está en marcha. Código de salida: 0 si todo sigue su camino (también con trabajo en espera), 1 si hay problemas por decidir.',
    of: { ...json, ...channel },
  },
  problems: {
    summary: 'qué se abandonó, por qué, y qué se puede hacer',
    description: 'Muestra lo que se abandonó, y lo reintenta o lo termina, también con el servicio en marcha.',
  },
  'problems list': {
    summary: 'los muestra, los más viejos primero',
    of: { '--all': 'los muestra todos, no solo los 50 más viejos', ...json, ...channel },
  },
  'problems retry': {
    summary: 'los intenta de nuevo, cada uno en su lugar de antes',
    of: {
      ...ids,
      '--all': 'todos; con --channel, todos los de ese canal',
      '--channel': 'con --all: de este canal',
      '--new-conversation': 'abre una conversación nueva para una persona cuyas anteriores no se pueden leer',
      ...json,
    },
  },
  'problems drop': {
    summary: 'los termina para siempre; aquello de lo que trataban no se registra, o no se envía',
    of: {
      ...ids,
      '--all': 'todos; con --channel, todos los de ese canal',
      '--note': 'por qué, en tus palabras: queda con ellos',
      '--channel': 'con --all: de este canal',
      ...json,
    },
  },
  db: {
    summary: 'copia la base a otro lugar, o guarda una copia',
    description: 'Trabaja con la base entera.',
  },
  'db copy': {
    summary: 'la copia entera en una vacía: de un archivo a un servidor, o al revés',
    description:
      'Copia toda la base, y compara las dos por la cantidad y una suma de todas las filas. El servicio tiene que estar detenido. Si se corta, el mismo comando sigue donde terminó; hasta entonces ningún servicio arranca con la nueva.',
    of: {
      '--from': 'como en DATABASE_URL',
      '--to': 'como en DATABASE_URL; vacía, o todavía inexistente si es un archivo',
    },
  },
  'db backup': {
    summary: 'escribe una copia entera del archivo SQLite, también con el servicio en marcha',
    of: { file: 'el archivo por crear' },
  },
  audit: {
    summary: 'si todo lo que llegó se contestó, se envió, se entregó y se registró; cada falta por su nombre',
    description:
      'Cuenta cada día en la base, vuelve a leer Chatwoot y nombra cada falta; sin --fix no cambia nada, también con el servicio en marcha. Código de salida: 0 sin faltas, 1 con faltas, 2 mal uso.',
    of: {
      '--since': 'un día, o un tiempo como 7d o 48h',
      '--fix': 'registra en Chatwoot lo que falta, con su hora marcada; no se envía nada por WhatsApp',
      '--strict': 'lo que todavía está en camino también es una falta',
      ...json,
      ...channel,
    },
  },
  reload: {
    summary: 'hace que el servicio en marcha vuelva a leer sus ajustes',
    description:
      'Los canales llegan, se van y cambian sin reiniciar los demás; si algo de los ajustes está mal todo queda como estaba, y acá se dice por qué. Pregunta a través de la base: sirve también desde otro contenedor u otra máquina. Código de salida: 1 si están mal, o si ningún servicio contesta.',
    of: json,
  },
  contacts: {
    summary: 'entrega todo lo que se sabe de una persona, o la olvida',
    description:
      'Los datos de una persona, en todos los canales o con --channel en uno; también con el servicio en marcha.',
  },
  'contacts export': {
    summary: 'escribe todo lo que se sabe de una persona, y sus archivos, en una carpeta nueva',
    of: {
      phone: 'un número con su código de país, o un id de usuario de WhatsApp',
      '--to': 'la carpeta por crear; de fábrica, person-ÚLTIMAS4-DÍA',
      ...channel,
    },
  },
  'contacts forget': {
    summary: 'saca de la base los textos, archivos, nombres y números de una persona; lo contado queda',
    of: {
      phone: 'un número con su código de país, o un id de usuario de WhatsApp',
      '--yes': 'no pregunta',
      '--end-waiting': 'lo que espera para esa persona se termina: ni se envía ni se registra',
      '--wait': 'cuántos segundos esperar al trabajo que está en curso',
      ...json,
      ...channel,
    },
  },
  'console-password': {
    summary: 'quién puede abrir la consola, y sus contraseñas',
    description:
      'Pone la contraseña con la que se abre la consola (/console del servicio); hasta que haya una está apagada. Se la pide oculta en una terminal, o se lee de la entrada estándar, y tiene 12 caracteres o más. Una contraseña o un papel nuevos terminan enseguida todas las sesiones de ese nombre, también con el servicio en marcha. Código de salida: 0 puesta, 1 nadie tiene ese nombre, 2 mal uso o ajustes.',
    of: {
      name: 'quién: letras, cifras, puntos, guiones, guiones bajos',
      '--role': 'see: puede mirar todo; operate: también puede hacer lo que se puede hacer',
      '--remove': 'quita el nombre',
      '--list': 'muestra quiénes la pueden abrir',
    },
  },
  ...helpOfBotsEs,
};
