/** What commander says of wrong use, and what a command or a start ends with where it cannot do its work: line by line. */
export const terminalInSpanish: [RegExp, string][] = [
  [/^error: missing required argument '(.*)'$/, "error: falta '$1'"],
  [/^error: option '(.*)' argument missing$/, "error: a la opción '$1' le falta su valor"],
  [/^error: required option '(.*)' not specified$/, "error: falta la opción '$1'"],
  [/^error: unknown option '(.*)'$/, "error: no existe la opción '$1'"],
  [/^error: unknown command '(.*)'$/, "error: no existe el comando '$1'"],
  [
    /^error: too many arguments(?: for '.*')?\. Expected (\d+) arguments? but got (\d+): (.*)\.$/,
    'error: sobran datos: van $1, y llegaron $2 ($3).',
  ],
  [/^error: option '(.*)' argument '(.*)' is invalid\./, "error: '$2' no sirve para la opción '$1'."],
  [/^error: command-argument value '(.*)' is invalid for argument '(.*)'\./, "error: '$1' no sirve para '$2'."],
  [/Allowed choices are (.*)\.$/, 'Puede ser: $1.'],
  [/^\(Did you mean (?:one of )?(.*)\?\)$/, '(¿quisiste decir $1?)'],
  [/It must be a number of seconds from 0 to 3600\.$/, 'Tiene que ser un número de segundos, de 0 a 3600.'],
  [/It must be a number of seconds, up to 600\.$/, 'Tiene que ser un número de segundos, hasta 600.'],
  [/It must be a whole number from 0 to 65535\.$/, 'Tiene que ser un número entero, de 0 a 65535.'],
  [/It must be a port, 0 to 65535\.$/, 'Tiene que ser un puerto, de 0 a 65535.'],
  [/It must be a number from 0 to 1\.$/, 'Tiene que ser un número, de 0 a 1.'],
  [/It must be a whole number from 1 on\.$/, 'Tiene que ser un número entero, desde 1.'],
  [/It must be a whole number\.$/, 'Tiene que ser un número entero.'],
  [
    /It must be the number behind \/accounts\/ in the address of the page\.$/,
    'Tiene que ser el número que está detrás de /accounts/ en la dirección de la página.',
  ],
  [
    /It must be a number from `optiatiende problems list`\.$/,
    'Tiene que ser un número de `optiatiende problems list`.',
  ],
  [/It must be a number of seconds\.$/, 'Tiene que ser un número de segundos.'],
  [
    /^(PHONE|--phone) must be a number with its country code, such as \+5493415550123, or a user id of WhatsApp\.$/,
    '$1 tiene que ser un número con su código de país, como +5493415550123, o un id de usuario de WhatsApp.',
  ],
  [/^--to: (.*) is there already; nothing is overwritten\.$/, '--to: $1 ya está; no se pisa nada.'],
  [/^--to: the folder (.*) cannot be made: (.*)\.$/, '--to: no se puede crear la carpeta $1: $2.'],
  [/It must not be empty\.$/, 'No puede estar vacío.'],
  [
    /^(PHONE|--phone) must begin with the country code, such as "(.*)": without it the number would be somebody else’s\. DEFAULT_COUNTRY=AR reads it as one of that country\.$/,
    '$1 tiene que empezar con el código de país, como «$2»: sin él el número sería de otra persona. Con DEFAULT_COUNTRY=AR se lee como uno de ese país.',
  ],
  [
    /^(PHONE|--phone) is no number of ([A-Z]{2}) \(DEFAULT_COUNTRY\); write it with its country code, such as "(.*)"\.$/,
    '$1 no es un número de $2 (DEFAULT_COUNTRY); escribilo con su código de país, como «$3».',
  ],
  [
    /^There is no database at (.+) yet: the first `optiatiende serve` makes it\. If the service runs already, run this in its folder, or with its DATABASE_URL\.$/,
    'Todavía no hay una base en $1: la crea el primer `optiatiende serve`. Si el servicio ya está en marcha, ejecutá esto en su carpeta, o con su DATABASE_URL.',
  ],
  [/^--channel: there is no channel (.*); there are: (.*)\.$/, '--channel: no hay un canal $1; hay: $2.'],
  [
    /^--channel: CHANNELS names no file\. Set CHANNELS=\.\/channels\.yaml in \.env; it is made here\.$/,
    '--channel: CHANNELS no nombra ningún archivo. Poné CHANNELS=./channels.yaml en .env; se crea acá.',
  ],
  [
    /^--channel: (.*) is no name of 1 to 32 small letters, digits and `-`\.$/,
    '--channel: $1 no es un nombre de 1 a 32 minúsculas, cifras y `-`.',
  ],
  [
    /^--port: (\d+) to (\d+) are all taken; name another one, or 0 for any free one\.$/,
    '--port: de $1 a $2 están todos ocupados; nombrá otro, o 0 por cualquiera libre.',
  ],
  [
    /^--port: this user may not listen on (\d+); name one above 1023\.$/,
    '--port: este usuario no puede escuchar en $1; nombrá uno mayor que 1023.',
  ],
  [
    /^--fix: nothing is registered here, CHATWOOT_ENABLED is not true or CHATWOOT_DRY_RUN is\.$/,
    '--fix: acá no se registra nada: CHATWOOT_ENABLED no es true, o CHATWOOT_DRY_RUN lo es.',
  ],
  [
    /^--since must be a day that has begun, such as (\S+), or a time such as 7d or 48h\.$/,
    '--since tiene que ser un día que ya empezó, como $1, o un tiempo como 7d o 48h.',
  ],
  [
    /^Name the problems by their numbers, or say --all; not both\.$/,
    'Nombrá los problemas por sus números, o poné --all; no los dos.',
  ],
  [
    /^Which problems\? Name their numbers from `optiatiende problems list`, or say --all\.$/,
    '¿Qué problemas? Nombrá sus números de `optiatiende problems list`, o poné --all.',
  ],
  [
    /^The page is not built\. In a clone, run `npm start` \(or `npm run build`\) once\.$/,
    'La página no está construida. En la carpeta clonada, ejecutá `npm start` (o `npm run build`) una vez.',
  ],
  [
    /^The sandbox cannot play (.*): --provider or PROVIDER is one of (.*)\.$/,
    'El sandbox no puede simular $1: --provider o PROVIDER es uno de $2.',
  ],
  [/^(.*\.env\S*) could not be (read|written): /, 'no se pudo usar $1: '],
  [/^(.+) cannot be read \((\w+)\)\. Name a file of cases\.$/, '$1 no se puede leer ($2). Nombrá un archivo de casos.'],
  [
    /^(.+): holds no cases\. Write one JSON object a line: docs\/FAQ\.md\.$/,
    '$1: no tiene casos. Escribí un objeto JSON por línea: docs/FAQ.md.',
  ],
  [/: no JSON\. Each line is one object: (.*)\.$/, ': no es JSON. Cada línea es un objeto: $1.'],
  [/^(\S+) is no address\.$/, '$1 no es una dirección.'],
  [/^(.+) is there already\. Name another file, or remove it\.$/, '$1 ya existe. Nombrá otro archivo, o borralo.'],
  [/^The backup could not be written to (.+): (.*)\.$/, 'La copia no se pudo escribir en $1: $2.'],
  [
    /^DATABASE_URL: the database was brought up to date by a newer version of OptiAtiende \(step (\d+)\), which this one cannot read\. Start that version, or a newer one; or name another database\.$/,
    'DATABASE_URL: una versión más nueva de OptiAtiende actualizó la base (paso $1), y esta no la puede leer. Arrancá aquella, o una más nueva; o nombrá otra base.',
  ],
  [
    /^DATABASE_URL: the copy from (.+) into this database is not finished\. Run the same `optiatiende db copy` again: it goes on where it ended\.$/,
    'DATABASE_URL: la copia de $1 a esta base no está terminada. Ejecutá el mismo `optiatiende db copy` otra vez: sigue donde terminó.',
  ],
  [/^PORT, HOST: cannot listen on (\S+): /, 'PORT, HOST: no se puede escuchar en $1: '],
  [
    /port (\d+) is taken by another program: stop it, or set PORT to another number \(0 finds a free one\)$/,
    'el puerto $1 lo ocupa otro programa: detenelo, o poné otro número en PORT (0 busca uno libre)',
  ],
  [
    /this user may not listen on port (\d+): set PORT to a number above 1023$/,
    'este usuario no puede escuchar en el puerto $1: poné en PORT un número mayor que 1023',
  ],
  [/^(.*)\. Nothing was started\. (.*)$/, '$1. No se arrancó nada. $2'],
  [
    /^BOT_MODULE: (.+) does not exist\. Paths start from the working directory, (.+)\.$/,
    'BOT_MODULE: $1 no existe. Las rutas empiezan en la carpeta de trabajo, $2.',
  ],
  [/^BOT_MODULE: (.+) failed while loading: /, 'BOT_MODULE: $1 falló al cargarse: '],
  [
    /^BOT_MODULE is not set, but BOT=module needs it\. Name the file with your bot, e\.g\. \.\/bot\.ts\.$/,
    'BOT_MODULE no está puesto, y BOT=module lo necesita. Nombrá el archivo con tu bot, como ./bot.ts.',
  ],
  [/^BOT=llm needs LLM_BASE_URL and LLM_MODEL\.$/, 'BOT=llm necesita LLM_BASE_URL y LLM_MODEL.'],
  [/^BOT=http needs BOT_URL and BOT_SECRET\.$/, 'BOT=http necesita BOT_URL y BOT_SECRET.'],
  [
    /^(BOT_\w+): (.+) does not exist\. Name a Markdown file with questions and answers\.$/,
    '$1: $2 no existe. Nombrá un archivo Markdown con preguntas y respuestas.',
  ],
  [
    /^(BOT_\w+): (.+) cannot be read \((\w+)\)\. Name a Markdown file with questions and answers\.$/,
    '$1: $2 no se puede leer ($3). Nombrá un archivo Markdown con preguntas y respuestas.',
  ],
  [
    /^(BOT_\w+): (.+) cannot be read \((\w+)\)\. Name a Markdown file that tells the bot who it is\.$/,
    '$1: $2 no se puede leer ($3). Nombrá un archivo Markdown que le diga al bot quién es.',
  ],
  [
    /^(BOT_\w+): (.+) has (\d+) bytes, at most (\d+) are allowed\. .*$/,
    '$1: $2 tiene $3 bytes, y se admiten $4 como mucho.',
  ],
  [/^(BOT_\w+): (.+) is longer than (\d+) bytes\. Shorten it\.$/, '$1: $2 pasa de $3 bytes. Acortalo.'],
  [/^(BOT_\w+): (.+) is no text\. Save it as UTF-8 text\.$/, '$1: $2 no es texto. Guardalo como texto UTF-8.'],
  [
    /^(BOT_\w+): (.+) is empty\. Tell the bot in it who it is and what it does\.$/,
    '$1: $2 está vacío. Decile ahí al bot quién es y qué hace.',
  ],
  [
    /the file is empty\. Add "## Question" lines with the answer below\.$/,
    'el archivo está vacío. Agregá líneas «## Pregunta» con la respuesta debajo.',
  ],
  [
    /a question without letters or numbers\. Write the question after the mark\.$/,
    'una pregunta sin letras ni números. Escribila después de la marca.',
  ],
  [
    /no answer to "(.*)"\. Write it under the question, after an empty line\.$/,
    'sin respuesta a «$1». Escribila debajo de la pregunta, después de una línea vacía.',
  ],
  [
    /the question "(.*)" stands in the file twice\. Join the two answers or reword one\.$/,
    'la pregunta «$1» está dos veces en el archivo. Uní las dos respuestas, o cambiá una.',
  ],
  [
    /"(.*)" already leads to another question\. Remove it from one of the two\.$/,
    '«$1» ya lleva a otra pregunta. Quitalo de una de las dos.',
  ],
  [
    /text before the first heading\. Begin with "# Name of the business" or "## A question"\.$/,
    'hay texto antes del primer título. Empezá con «# Nombre del negocio» o «## Una pregunta».',
  ],
  [
    /the file has no questions\. Add some as "## Question" with the answer below\.$/,
    'el archivo no tiene preguntas. Agregá algunas como «## Pregunta», con la respuesta debajo.',
  ],
  [
    /^(BOT_\w+): (.+): it cannot be read \((\w+)\)\. Name a file with your (?:HTTP calls|MCP servers)\.$/,
    '$1: $2: no se puede leer ($3). Nombrá un archivo que exista.',
  ],
  [/it is neither YAML nor JSON/, 'no es YAML ni JSON'],
  [/: line (\d+), column (\d+)$/, ': línea $1, columna $2'],
  [/: its name is taken$/, ': su nombre está tomado'],
  [
    /^(\S+) must contain the digits of a phone number, or be a user id$/,
    '$1 tiene que tener las cifras de un teléfono, o ser un id de usuario',
  ],
];

/** The words of the help that stand with a command for both languages: examples, and the end of the program's own. */
export const helpLinesInSpanish: [RegExp, string][] = [
  [/^Examples?:$/, 'Ejemplo:'],
  [
    /^Settings are variables of the environment, or lines of \.env in this folder: docs\/SETTINGS\.md\.$/,
    'Los ajustes son variables del entorno, o líneas de .env en esta carpeta: docs/SETTINGS.md.',
  ],
  [
    /^Exit codes: 0 all is well, 1 something is wrong or failed, 2 wrong settings or wrong use\.$/,
    'Códigos de salida: 0 salió bien, 1 algo está mal o falló, 2 ajustes equivocados o mal uso.',
  ],
  [/^Example, to look around without any settings:$/, 'Ejemplo, para mirar sin poner nada:'],
  [/--user "Hello!" --bot "Hi Ana!" --name "Ana Example"/, '--user "¡Hola!" --bot "¡Hola, Ana!" --name "Ana Prueba"'],
];
