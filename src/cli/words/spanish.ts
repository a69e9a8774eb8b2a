import { fixes, identityFault } from '../../chatwoot/failures/fixes.ts';
import { channelsInSpanish, channelsInSpanishParts } from './spanish-channels.ts';
import { databaseInSpanish } from './spanish-database.ts';
import { filesInSpanish } from './spanish-files.ts';
import { modelInSpanish } from './spanish-model.ts';
import { othersInSpanish } from './spanish-others.ts';
import { notifyInSpanish, notifyInSpanishParts } from './spanish-notify.ts';
import { peopleInSpanish } from './spanish-people.ts';
import { settingsInSpanish } from './spanish-settings.ts';
import { settingsInSpanishParts } from './spanish-settings-parts.ts';
import { terminalInSpanish } from './spanish-terminal.ts';
import { whatsappInSpanish } from './spanish-whatsapp.ts';
import { workInSpanish } from './spanish-work.ts';

const chatwootFixes: Record<keyof typeof fixes, string> = {
  tls: 'Revisá el certificado de la dirección de CHATWOOT_URL (vencido, de otro nombre, de una autoridad propia: usá NODE_EXTRA_CA_CERTS), o si esa dirección habla https.',
  unknownHost: 'Revisá el nombre en CHATWOOT_URL y el DNS de esta máquina.',
  noConnection:
    'Revisá la dirección y el puerto en CHATWOOT_URL, y que Chatwoot esté en marcha y se alcance desde aquí.',
  timeout: 'Revisá que Chatwoot esté bien y se alcance desde aquí, o aumentá CHATWOOT_TIMEOUT.',
  redirect:
    'Una página de mantenimiento termina sola, y lo que espera sigue entonces. Si no es eso, poné en CHATWOOT_URL la dirección en la que Chatwoot contesta sin redirigir (https, el nombre correcto).',
  notChatwoot:
    'Revisá que CHATWOOT_URL sea la dirección del propio Chatwoot, y que en /public/api/v1 no conteste una página de acceso u otro programa.',
  unknownCall:
    'Revisá CHATWOOT_URL: debe ser la dirección del propio Chatwoot, sin la ruta de sus páginas. Si está bien, Chatwoot está caído detrás de su proxy, o su versión es muy vieja (hace falta 3.7.0 o posterior).',
  inbox:
    'Poné en CHATWOOT_INBOX_ID el identificador del inbox: en Chatwoot, Ajustes → Entradas → tu entrada API → Configuración. No es el número de la dirección de la página. Luego reintentá los problemas.',
  gone: 'El contacto o la conversación falta en Chatwoot cada vez que se crea. Buscá en Chatwoot una automatización que lo borre o lo una con otro, y reintentá.',
  login:
    'Algo delante de Chatwoot (un acceso, un cortafuegos, una lista de permitidos) nos rechaza: dejá pasar a esta máquina hacia /public/api/v1.',
  serverFault:
    'El servidor de Chatwoot, o un proxy o cortafuegos delante de él, falla con este mientras otros pasan: mirá su registro, y reintentalo o descartalo.',
  tooMany:
    'Chatwoot limita los pedidos por dirección: aumentá RACK_ATTACK_LIMIT allí, o poné esta máquina en RACK_ATTACK_ALLOWED_IPS. Sigue por sí solo.',
  taken: 'Otro contacto de Chatwoot ya tiene ese teléfono o identificador: unilos allí y reintentá.',
  phone: 'Chatwoot no acepta el teléfono. Corregí el contacto en Chatwoot y reintentá.',
  invalid: 'Chatwoot no acepta lo enviado, por la razón que nombra. Corregilo allí; después reintentá o descartá.',
  malformed: 'Chatwoot no pudo leer el pedido. Mirá si un proxy intermedio lo cambia; si no, avisanos.',
  tooLarge:
    'Un proxy delante de Chatwoot rechaza un pedido de este tamaño: aumentá su límite (nginx: client_max_body_size) y reintentá.',
  refused: 'Buscá la razón en el registro de Chatwoot; después reintentá o descartá.',
  ours: 'Por favor avisanos, con las líneas del registro; el mensaje queda guardado y se puede reintentar.',
  list: 'Suele ser un historial muy largo: Chatwoot lo manda entero y no termina a tiempo. Abrí una conversación nueva para esta persona (problems retry NÚMERO --new-conversation) o, cuando Chatwoot sea más rápido o se hayan borrado allí las conversaciones viejas, reintentá.',
};

const whole = new Map<string, string>([
  ...whatsappInSpanish,
  ...databaseInSpanish,
  ...channelsInSpanish,
  ...notifyInSpanish,
  ...settingsInSpanish,
  ...(Object.keys(fixes) as (keyof typeof fixes)[]).map((name): [string, string] => [fixes[name], chatwootFixes[name]]),
  [
    identityFault(true),
    'CHATWOOT_HMAC_TOKEN parece incorrecto: copiá el token HMAC del inbox (Ajustes → Entradas → tu entrada API → Configuración, validación de identidad; no el secreto del webhook) y reintentá.',
  ],
  [
    identityFault(false),
    'El inbox exige validación de identidad: poné en CHATWOOT_HMAC_TOKEN su token HMAC (Ajustes → Entradas → tu entrada API → Configuración), o quitá allí la exigencia, y reintentá.',
  ],
  ['not enforced', 'no se exige'],
  [
    'CHATWOOT_HMAC_TOKEN is set; whether it is right shows with the first contact',
    'CHATWOOT_HMAC_TOKEN está puesto; con el primer contacto se verá si es el correcto',
  ],
  [
    'enforced by the inbox, and CHATWOOT_HMAC_TOKEN is not set: every contact would be answered 500',
    'el inbox la exige y CHATWOOT_HMAC_TOKEN no está puesto: cada contacto recibiría un error 500',
  ],
  ['Correct CHATWOOT_URL.', 'Corregí CHATWOOT_URL.'],
  ['Upgrade Chatwoot to 4.14.2 or later for all of it.', 'Actualizá Chatwoot a 4.14.2 o posterior para tenerlo todo.'],
  ['Upgrade Chatwoot to 3.7.0 or later.', 'Actualizá Chatwoot a 3.7.0 o posterior.'],
  [
    'Upgrade Chatwoot to 3.7.0 or later (4.14.2 for everything).',
    'Actualizá Chatwoot a 3.7.0 o posterior (4.14.2 para tenerlo todo).',
  ],
  [
    'Upgrade Chatwoot to 4.14.2 or later, or open GET /api to this machine.',
    'Actualizá Chatwoot a 4.14.2 o posterior, o abrí GET /api a esta máquina.',
  ],
  [
    'Check that Chatwoot runs and that CHATWOOT_URL is right.',
    'Revisá que Chatwoot esté en marcha y que CHATWOOT_URL sea correcta.',
  ],
  [
    'Decide on the oldest problem of this person: `optiatiende problems list`.',
    'Decidí sobre el problema más viejo de esta persona: `optiatiende problems list`.',
  ],
  [
    'Nothing to do here if it passes by itself; else look at the other side.',
    'Nada que hacer si pasa por sí solo; si no, mirá el otro lado.',
  ],
  [
    'no room is left for files (FILES_MAX): they wait at WhatsApp, which keeps them for 7 days',
    'no queda lugar para archivos (FILES_MAX): esperan en WhatsApp, que los guarda 7 días',
  ],
]);

/** Parts of sentences that others compose, in the order to look for them. */
const parts: [RegExp, string][] = [
  ...workInSpanish,
  ...filesInSpanish,
  ...modelInSpanish,
  ...channelsInSpanishParts,
  ...notifyInSpanishParts,
  ...settingsInSpanishParts,
  ...terminalInSpanish,
  [/^Chatwoot answers at /, 'Chatwoot contesta en '],
  [/^found: without a name$/, 'encontrado, sin nombre'],
  [/^found: /, 'encontrado: '],
  [/^CHATWOOT_INBOX_ID is unknown to this Chatwoot/, 'este Chatwoot no conoce CHATWOOT_INBOX_ID'],
  [
    /: it is a number, as in the page’s address, and not the identifier$/,
    ': es un número, como en la dirección de la página, y no el identificador',
  ],
  [/^The inbox identifier is unknown to Chatwoot/, 'Chatwoot no conoce el identificador del inbox'],
  [
    /^Chatwoot answers 500 to the contact, and its inbox enforces identity validation/,
    'Chatwoot contesta 500 al contacto, y su inbox exige validación de identidad',
  ],
  [
    /^The list of this person's earlier conversations cannot be had/,
    'No se puede obtener la lista de conversaciones anteriores de esta persona',
  ],
  [/(\d) or later \(GET \/api is hidden\)/, '$1 o posterior (GET /api está oculto)'],
  [/, newer than tested \(([\d.]+)\)/, ', más nueva que la probada ($1)'],
  [/; may lack: /, '; puede faltarle: '],
  [/; lacks: /, '; le falta: '],
  [/, not tested: registering and replies only/, ', no probada: solo registro y respuestas'],
  [/the host name of CHATWOOT_URL is not known \(DNS\)/, 'no se conoce el nombre de CHATWOOT_URL (DNS)'],
  [/nothing listens at the address of CHATWOOT_URL/, 'nadie escucha en la dirección de CHATWOOT_URL'],
  [/no way to the address of CHATWOOT_URL/, 'no hay camino a la dirección de CHATWOOT_URL'],
  [/the secure connection could not be made/, 'no se pudo hacer la conexión segura'],
  [
    /the answer was larger than any answer there should be/,
    'la respuesta fue más grande que cualquiera que debería haber',
  ],
  [/no answer in time/, 'no contestó a tiempo'],
  [/the connection was cut before the answer was complete/, 'la conexión se cortó antes de terminar la respuesta'],
  [/^it is PostgreSQL (.+), and (\d+) or later is needed$/, 'es PostgreSQL $1, y hace falta $2 o posterior'],
  [/^its encoding is (.+), and UTF8 is needed$/, 'su codificación es $1, y hace falta UTF8'],
  [/answered (\d{3})/, 'contestó $1'],
  [/, there is no such record/, ', ese registro no existe'],
  [
    /, the address does not know this call: no Chatwoot there, or too old a release/,
    ', la dirección no conoce esta llamada: allí no hay un Chatwoot, o es muy viejo',
  ],
  [
    /, but with something that is not Chatwoot's answer \((.*)\): a login page or another program answers there/,
    ', pero con algo que no es de Chatwoot ($1): contesta una página de acceso u otro programa',
  ],
  [/, a redirect: CHATWOOT_URL should be /, ', redirige: CHATWOOT_URL debería ser '],
  [
    /, a redirect to (\S+), which is not this call: a login, a maintenance page or another program stands in front of Chatwoot/,
    ', redirige a $1, que no es esta llamada: hay un acceso, una página de mantenimiento u otro programa delante de Chatwoot',
  ],
  [
    /^it is not known whether WhatsApp took it: sent twice, without an answer and without a status/,
    'no se sabe si WhatsApp lo tomó: se envió dos veces, sin respuesta y sin aviso de estado',
  ],
  [
    /^Ask the person whether it arrived\. Retrying the problem sends it once more\./,
    'Preguntale a la persona si le llegó. Reintentar el problema lo envía una vez más.',
  ],
  [/^Check that this machine reaches (.+), and (\w+_BASE_URL)\./, 'Revisá que esta máquina alcance a $1, y $2.'],
  [/^nothing is sent at this address \((\d+)\)/, 'en esta dirección no se envía nada ($1)'],
  [/^WhatsApp refused it with code (\d+)/, 'WhatsApp lo rechazó con el código $1'],
  [/^the file is larger than (\d+) MB/, 'el archivo tiene más de $1 MB'],
  [/^(\w+) cannot be reached: /, 'no se alcanza a $1: '],
  [/^(\w+) did not answer within (\d+) s/, '$1 no contestó en $2 s'],
  [/^(\w+) did not answer: the connection broke/, '$1 no contestó: se cortó la conexión'],
  [/^(\w+) did not answer: /, '$1 no contestó: '],
];

const listed: [RegExp, string][] = [
  [/^ {4}rule: /, '    regla:   '],
  [/^ {4}fix: {2}/, '    arreglo: '],
];

/** A text of several lines, such as the list of wrong settings. */
export const linesInSpanish = (text: string): string =>
  text
    .split('\n')
    .map((line) => {
      const [found, name] = listed.find(([pattern]) => pattern.test(line)) ?? [];
      return found && name !== undefined ? name + inSpanish(line.replace(found, '')) : inSpanish(line);
    })
    .join('\n');

/** What the parts below say in English, in Spanish where it is known: fixes as a whole, reasons by their parts. */
export function inSpanish(text: string): string {
  const known = whole.get(text);
  if (known !== undefined) return known;
  const others = othersInSpanish(text);
  const people = peopleInSpanish.reduce((said, [english, spanish]) => said.replace(english, spanish), others);
  return parts.reduce((said, [pattern, spanish]) => said.replace(pattern, spanish), people);
}
