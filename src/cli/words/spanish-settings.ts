import { switchRule } from '../../settings/setting.ts';

/** What values of settings must be, as a whole. `test/cli/spanish.test.ts` walks every rule of the table. */
export const settingsInSpanish: [string, string][] = [
  [switchRule, '`true` o `false` (también `1`/`0`, `yes`/`no`, `sí`/`no`, `on`/`off`)'],
  [
    'an http:// or https:// address without user, query or page (`/public/api/v1` may be at its end)',
    'una dirección http:// o https:// sin usuario, consulta ni página (puede terminar en `/public/api/v1`)',
  ],
  [
    'an http:// or https:// address without user, query or page',
    'una dirección http:// o https:// sin usuario, consulta ni página',
  ],
  [
    'an http:// or https:// address without user, query or fragment',
    'una dirección http:// o https:// sin usuario, consulta ni fragmento',
  ],
  ['an http(s) address', 'una dirección http(s)'],
  ['an http(s) address, such as https://api.openai.com/v1', 'una dirección http(s), como https://api.openai.com/v1'],
  ['the inbox identifier: letters, digits, `-` and `_`', 'el identificador de la entrada: letras, cifras, `-` y `_`'],
  ['the HMAC token of the inbox, in plain ASCII', 'el token HMAC de la entrada, en ASCII simple'],
  ['the API key of the number, without spaces', 'la clave de API del número, sin espacios'],
  ['a text in plain ASCII', 'un texto en ASCII simple'],
  ['an access token, without spaces', 'un token de acceso, sin espacios'],
  ['the digits of the id (not the phone number)', 'las cifras del id (no el número de teléfono)'],
  ['the digits of the id', 'las cifras del id'],
  ['the secret of the app', 'el secreto de la app'],
  ['a word without spaces', 'una palabra sin espacios'],
  ['at least 8 letters, digits, `-`, `_`, `.` or `~`', 'al menos 8 letras, cifras, `-`, `_`, `.` o `~`'],
  ['the text of a header, in plain ASCII', 'el texto de una cabecera, en ASCII simple'],
  [
    '`faq`, `llm`, `http`, `module`, several of these with commas between, or `none`',
    '`faq`, `llm`, `http`, `module`, varios de estos separados por comas, o `none`',
  ],
  ['the path of a Markdown file that exists', 'la ruta de un archivo Markdown que exista'],
  [
    'the path of a text file that exists, or groups of words such as `mp = mercado pago; birome = lapicera`',
    'la ruta de un archivo de texto que exista, o grupos de palabras como `mp = mercado pago; birome = lapicera`',
  ],
  [
    'the path of a JavaScript or TypeScript file that exists, or the name of a package',
    'la ruta de un archivo JavaScript o TypeScript que exista, o el nombre de un paquete',
  ],
  ['at least 8 letters, digits and signs, without spaces', 'al menos 8 letras, cifras y signos, sin espacios'],
  ['the name of a model as its server writes it', 'el nombre de un modelo tal como lo escribe su servidor'],
  ['a key as its server gives it, in plain letters', 'una clave tal como la da su servidor, en letras simples'],
  [
    'one or more of phone, email, card, id, separated by commas',
    'uno o más de phone, email, card, id, separados por comas',
  ],
  ['a text; empty for none', 'un texto; vacío: ninguno'],
  ['the path of a folder that exists', 'la ruta de una carpeta que exista'],
  ['the path of a file that exists', 'la ruta de un archivo que exista'],
  ['`NAME=value`, several divided by commas or lines', '`NOMBRE=valor`, varios separados por comas o líneas'],
  ['a language in two letters, such as `es`', 'un idioma en dos letras, como `es`'],
  [
    'at least 8 characters of A–Z, a–z, 0–9, `-`, `_`, `.` and `~`',
    'al menos 8 caracteres de A–Z, a–z, 0–9, `-`, `_`, `.` y `~`',
  ],
  [
    'one or more secrets of Chatwoot webhooks, separated by commas',
    'uno o más secretos de webhooks de Chatwoot, separados por comas',
  ],
  [
    'the number of your account, as in the address of the Chatwoot page',
    'el número de tu cuenta, como en la dirección de la página de Chatwoot',
  ],
  ['the access token of an Agent Bot', 'el token de acceso de un bot de Chatwoot'],
  ['the access token of an agent or administrator', 'el token de acceso de un agente o administrador'],
  [
    'the name of an approved template, a space and its language, such as `seguimos_en_contacto es_AR`',
    'el nombre de una plantilla aprobada, un espacio y su idioma, como `seguimos_en_contacto es_AR`',
  ],
  [
    'a label of small letters, digits, `-` and `_`, not `esperando`',
    'una etiqueta de minúsculas, cifras, `-` y `_`, que no sea `esperando`',
  ],
  ['the number of a team in Chatwoot', 'el número de un equipo de Chatwoot'],
  ['the number of an agent in Chatwoot', 'el número de un agente de Chatwoot'],
  [
    'days and times, such as `mon-fri 9:00-18:00; sat 9:00-13:00`',
    'días y horas, como `mon-fri 9:00-18:00; sat 9:00-13:00`',
  ],
  ['a time zone such as `America/Argentina/Cordoba`', 'una zona horaria como `America/Argentina/Cordoba`'],
  ['a time of the day such as `03:30`', 'una hora del día como `03:30`'],
  [
    'the path of a YAML file that exists (docs/CHANNELS.md)',
    'la ruta de un archivo YAML que exista (docs/CHANNELS.md)',
  ],
  [
    '`sqlite:` and the path of a file, or `postgres://USER:PASSWORD@HOST/DATABASE` (`?sslmode=require` for TLS)',
    '`sqlite:` y la ruta de un archivo, o `postgres://USUARIO:CLAVE@HOST/BASE` (`?sslmode=require` para TLS)',
  ],
  ['an IP address or a host name, without a port', 'una dirección IP o el nombre de un host, sin puerto'],
  ['at least 16 characters, plain ASCII without spaces', 'al menos 16 caracteres, en ASCII simple y sin espacios'],
  [
    'a number of GB from 0.1 to 10000, or of MB with `MB` behind it (`500 MB`)',
    'un número de GB de 0.1 a 10000, o de MB con `MB` detrás (`500 MB`)',
  ],
  ['Copy it again, or make a new one.', 'Copialo otra vez, o creá uno nuevo.'],
  ['Remove one of the two.', 'Quitá uno de los dos.'],
  [
    'Set the address of your Chatwoot, such as https://chatwoot.example.com, or set CHATWOOT_ENABLED=false.',
    'Poné la dirección de tu Chatwoot, como https://chatwoot.example.com, o poné CHATWOOT_ENABLED=false.',
  ],
  [
    'Copy the identifier from Chatwoot (Settings → Inboxes → your inbox → Configuration), or set CHATWOOT_ENABLED=false.',
    'Copiá el identificador de Chatwoot (Ajustes → Entradas → tu entrada → Configuración), o poné CHATWOOT_ENABLED=false.',
  ],
  [
    'Set a long random text, such as the output of `openssl rand -hex 24`, or HOST=127.0.0.1.',
    'Poné un texto largo al azar, como el que da `openssl rand -hex 24`, o HOST=127.0.0.1.',
  ],
  [
    'Set a long random text, such as the output of `openssl rand -hex 24`.',
    'Poné un texto largo al azar, como el que da `openssl rand -hex 24`.',
  ],
  [
    'Set the number that stands behind /accounts/ in the address of your Chatwoot page.',
    'Poné el número que está detrás de /accounts/ en la dirección de tu página de Chatwoot.',
  ],
  [
    'Set the path of your bot, such as ./my-bot.ts, or set BOT=faq.',
    'Poné la ruta de tu bot, como ./mi-bot.ts, o poné BOT=faq.',
  ],
  [
    'Set the address of your program, such as https://bot.example.com/turns.',
    'Poné la dirección de tu programa, como https://bot.example.com/turns.',
  ],
  [
    'Set the name of the model as its server writes it, or remove both.',
    'Poné el nombre del modelo tal como lo escribe su servidor, o quitá los dos.',
  ],
  [
    'Set the address of the server that hears, or remove both.',
    'Poné la dirección del servidor que escucha, o quitá los dos.',
  ],
  [
    'Set the address of the model’s server, such as https://api.openai.com/v1, or BOT=faq.',
    'Poné la dirección del servidor del modelo, como https://api.openai.com/v1, o BOT=faq.',
  ],
  [
    'Set the name of the model as its server writes it, or BOT=faq.',
    'Poné el nombre del modelo tal como lo escribe su servidor, o BOT=faq.',
  ],
  ['Set what a million tokens cost, in and out.', 'Poné lo que cuesta un millón de tokens, de entrada y de salida.'],
  [
    'a JavaScript or TypeScript file; a program in another language answers over HTTP',
    'un archivo JavaScript o TypeScript; un programa en otro lenguaje contesta por HTTP',
  ],
  [
    'not set with PROVIDER=meta: Meta sends no header of ours, and every webhook would be refused',
    'sin poner con PROVIDER=meta: Meta no envía ninguna cabecera nuestra, y se rechazaría cada webhook',
  ],
  ['Remove it: META_APP_SECRET proves who calls.', 'Quitala: META_APP_SECRET prueba quién llama.'],
  [
    'Make a token of a system user: Business settings → Users → System users → Generate token.',
    'Creá un token de un usuario del sistema: Configuración del negocio → Usuarios → Usuarios del sistema → Generar token.',
  ],
  [
    'Copy the phone number ID: WhatsApp Manager → Phone numbers, or the app → WhatsApp → API setup.',
    'Copiá el identificador del número: Administrador de WhatsApp → Números de teléfono, o la app → WhatsApp → Configuración de la API.',
  ],
  [
    'Copy the WhatsApp Business account ID: the app → WhatsApp → API setup.',
    'Copiá el identificador de la cuenta de WhatsApp Business: la app → WhatsApp → Configuración de la API.',
  ],
  [
    'Copy it from the app: App settings → Basic → App secret.',
    'Copialo de la app: Configuración de la app → Básica → Clave secreta de la app.',
  ],
  [
    'Set a long random word; the same is typed in with the webhook address at Meta.',
    'Poné una palabra larga al azar; la misma se escribe en Meta junto a la dirección del webhook.',
  ],
  ['a file in YAML', 'un archivo en YAML'],
  ['a setting of a channel', 'un ajuste de un canal'],
  [
    'Take it out; every setting: docs/SETTINGS.md, in small letters.',
    'Sacalo; todos los ajustes: docs/SETTINGS.md, en minúsculas.',
  ],
  [
    'One WhatsApp number is one channel: take it out of one of the two.',
    'Un número de WhatsApp es un canal: sacalo de uno de los dos.',
  ],
  [
    'Make an API inbox for each channel (Settings → Inboxes → Add Inbox): the same person at two numbers is two conversations.',
    'Creá una entrada API para cada canal (Ajustes → Entradas → Añadir bandeja de entrada): la misma persona en dos números son dos conversaciones.',
  ],
  [
    'The secret at the end of the webhook address tells whose number it is: name another one, or none, then one is made.',
    'El secreto al final de la dirección del webhook dice de quién es el número: poné otro, o ninguno, y se crea uno.',
  ],
  [
    'Set another one for the channels at this Chatwoot: what it posts must not be taken for news of the other.',
    'Poné otro para los canales de este Chatwoot: lo que envía no se debe tomar por novedades del otro.',
  ],
  ['Write one value behind the name.', 'Escribí un solo valor detrás del nombre.'],
  ['Write it in one of these ways.', 'Escribilo de una de estas maneras.'],
];

/** Their parts that hold numbers, names and paths; and the frame of the list of faults, line by line. */
export const settingsInSpanishParts: [RegExp, string][] = [
  [
    /^One setting is wrong; with them nothing is started or changed\.$/,
    'Un ajuste está mal; así no se arranca ni se cambia nada.',
  ],
  [
    /^(\d+) settings are wrong; with them nothing is started or changed\.$/,
    '$1 ajustes están mal; así no se arranca ni se cambia nada.',
  ],
  [/^Every setting: docs\/SETTINGS\.md$/, 'Todos los ajustes: docs/SETTINGS.md'],
  [/\(not set\)$/, '(sin poner)'],
  [/\(hidden, (\d+) characters\)$/, '(oculto, $1 caracteres)'],
  [/^at most (\d+) characters$/, '$1 caracteres como mucho'],
  [/^a whole number of tokens from (\S+) to (\S+)$/, 'un número entero de tokens, de $1 a $2'],
  [/^a whole number of days from (\S+) to (\S+)$/, 'un número entero de días, de $1 a $2'],
  [/^a whole number from (\S+) to (\S+)$/, 'un número entero, de $1 a $2'],
  [/^a number of seconds from (\S+) to (\S+)$/, 'un número de segundos, de $1 a $2'],
  [/^a number of minutes from (\S+) to (\S+)$/, 'un número de minutos, de $1 a $2'],
  [/^a number of hours from (\S+) to (\S+)$/, 'un número de horas, de $1 a $2'],
  [/^a number of days from (\S+) to (\S+)$/, 'un número de días, de $1 a $2'],
  [/^a number from (\S+) to (\S+)$/, 'un número, de $1 a $2'],
  [/^a size from (\S+) MB to (\S+) MB$/, 'un tamaño de $1 MB a $2 MB'],
  [/^a version such as /, 'una versión como '],
  [/^(`[^`]+`(?:, `[^`]+`)*) or (`[^`]+`)$/, '$1 o $2'],
  [/^Correct it, or remove it for the default, (.+)\.$/, 'Corregilo, o quitalo para que valga el de fábrica, $1.'],
  [
    /^Set a value such as (.+), or remove it for the default, (.+)\.$/,
    'Poné un valor como $1, o quitalo para que valga el de fábrica, $2.',
  ],
  [/^Set a value such as (.+)\.$/, 'Poné un valor como $1.'],
  [/^Correct it\.$/, 'Corregilo.'],
  [/^needed while (\S+) is on$/, 'hace falta mientras $1 esté encendido'],
  [
    /^needed while HOST \((.+)\) can be reached from other machines$/,
    'hace falta mientras a HOST ($1) se llegue desde otras máquinas',
  ],
  [/^needed while (\S+)$/, 'hace falta mientras $1'],
  [/^needed with (\S+)$/, 'hace falta con $1'],
  [/^(\w+) and (\w+) must not both be set$/, '$1 y $2 no deben estar los dos'],
  [
    /^the path of a file with the secret in it, readable by this user$/,
    'la ruta de un archivo con el secreto, que este usuario pueda leer',
  ],
  [
    /^It could not be used: (.*)\. Correct the path or the rights of the file\.$/,
    'No se pudo usar: $1. Corregí la ruta o los permisos del archivo.',
  ],
  [
    /^It could not be read: (.*)\. Correct the path or the rights of the file\.$/,
    'No se pudo leer: $1. Corregí la ruta o los permisos del archivo.',
  ],
  [/^It could not be read: (.*)\. Correct the path\.$/, 'No se pudo leer: $1. Corregí la ruta.'],
  [/ENOENT: no such file or directory, open /, 'no existe '],
  [/EACCES: permission denied, open /, 'no hay permiso para leer '],
  [
    /^Start (\S+) and set BOT=http, BOT_URL to its address and BOT_SECRET \(examples\/http-bot\.py, docs\/BOTS\.md\)\.$/,
    'Arrancá $1 y poné BOT=http, BOT_URL con su dirección y BOT_SECRET (examples/http-bot.py, docs/BOTS.md).',
  ],
  [/^a number of its own; this is the one of (.+)$/, 'un número propio; este es el de $1'],
  [/^an inbox of its own; this is the one of (.+)$/, 'una entrada propia; esta es la de $1'],
  [/^a secret of its own; this is the one of (.+)$/, 'un secreto propio; este es el de $1'],
  [
    /^a secret of its own for each Chatwoot; this is the one of (.+), which has another$/,
    'un secreto propio para cada Chatwoot; este es el de $1, que tiene otro',
  ],
  [
    /^It is of the whole service: set (\S+) in the environment or in \.env\.$/,
    'Es de todo el servicio: poné $1 en el entorno o en .env.',
  ],
  [/^Did you mean (\S+)\?$/, '¿Quisiste decir $1?'],
  [/^a secret must not stand in this file: /, 'un secreto no debe estar en este archivo: '],
  [
    /the name of a variable, `\{env: NAME\}`, or the path of a file, `\{file: path\}`$/,
    'el nombre de una variable, `{env: NOMBRE}`, o la ruta de un archivo, `{file: ruta}`',
  ],
  [
    /^a text or a number, or the name of a variable, `\{env: NAME\}`$/,
    'un texto o un número, o el nombre de una variable, `{env: NOMBRE}`',
  ],
  [
    /^Move it to a variable of the environment or of \.env, or to a file that this user alone may read\. It was readable here: make a new one\.$/,
    'Pasalo a una variable del entorno o de .env, o a un archivo que solo este usuario pueda leer. Acá estaba a la vista: creá uno nuevo.',
  ],
  [/^the name of a variable that is set; (\S+) is not$/, 'el nombre de una variable que esté puesta; $1 no lo está'],
  [
    /^Set (\S+) in the environment or in \.env, or name another variable\.$/,
    'Poné $1 en el entorno o en .env, o nombrá otra variable.',
  ],
  [
    /^(\S+) is no setting and was passed over; did you mean (\S+)\?$/,
    '$1 no es un ajuste y no se tuvo en cuenta; ¿quisiste decir $2?',
  ],
  [
    /^(\S+) was passed over: only secrets can be given as a file\.$/,
    '$1 no se tuvo en cuenta: solo los secretos se pueden dar como archivo.',
  ],
  [
    /^CHATWOOT_INBOX_ID is only a short number: the identifier is a longer text \(.*\)\.$/,
    'CHATWOOT_INBOX_ID es solo un número corto: el identificador es un texto más largo (Ajustes → Entradas → tu entrada → Configuración).',
  ],
  [/^(.+): of no effect with PROVIDER=(\S+)\.$/, '$1: sin efecto con PROVIDER=$2.'],
  [/^(.+): of no effect without BOT=llm\.$/, '$1: sin efecto sin BOT=llm.'],
  [/^(.+): of no effect with CHANNELS; set it in (.+)\.$/, '$1: sin efecto con CHANNELS; ponelo en $2.'],
  [/^(\S+) has no effect without BOT=faq or BOT=llm\.$/, '$1 no tiene efecto sin BOT=faq o BOT=llm.'],
  [/^(\S+) has no effect without (\S+)\.$/, '$1 no tiene efecto sin $2.'],
];
