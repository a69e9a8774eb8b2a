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
  ['a text', 'un texto'],
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
  ['the two letters of a country, such as `AR`', 'las dos letras de un país, como `AR`'],
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
  ['Remove it: the app secret proves who calls.', 'Quitala: el secreto de la app prueba quién llama.'],
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
