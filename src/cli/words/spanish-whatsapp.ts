import { providerNames, providerWords } from '../../providers/known.ts';
import { withNamesOf } from '../../whatsapp/failures/failure-table.ts';

/** What the tables of WhatsApp's failures say, in Spanish; the words in braces stand for what the provider calls them. */
const sentences: [string, string][] = [
  ['Nothing to do: it is tried again by itself.', 'Nada que hacer: se vuelve a intentar solo.'],
  [
    'This is a fault of the program: report it with the code and the log lines of this message.',
    'Es un error del programa: avisanos, con el código y las líneas del registro de este mensaje.',
  ],
  [
    'Open the {console} and look at the number and the account; sending goes on by itself once it is settled.',
    'Abrí el {console} y mirá el número y la cuenta; el envío sigue solo cuando se arregle.',
  ],
  ['Correct the template in the {console}.', 'Corregí la plantilla en el {console}.'],
  [
    'Stop sending templates to many, and look at them in the {console}.',
    'No mandes más plantillas a mucha gente, y miralas en el {console}.',
  ],
  ['Write to the person in another way.', 'Escribile a la persona por otro medio.'],
  [
    'Retry the problem later; if it fails again, ask {name}.',
    'Reintentá el problema más tarde; si vuelve a fallar, preguntale a {name}.',
  ],
  [
    'Retry the problem; if it fails again, ask {name}.',
    'Reintentá el problema; si vuelve a fallar, preguntale a {name}.',
  ],
  [
    'Wait until the person writes again, or send a template.',
    'Esperá a que la persona escriba de nuevo, o mandale una plantilla.',
  ],
  ['Wait for 72 hours, then register it in the {console}.', 'Esperá 72 horas y después registralo en el {console}.'],
  [
    'Send less, and look at the quality of the number in the {console}.',
    'Mandá menos, y mirá la calidad del número en el {console}.',
  ],
  [
    'Stop sending templates to many, correct their categories in the {console}, and retry the problem once the limit is lifted.',
    'No mandes más plantillas a mucha gente, corregí sus categorías en el {console} y reintentá el problema cuando se levante el límite.',
  ],
  ['Send a template.', 'Mandá una plantilla.'],
  [
    'Ask the person who they are, then retry the problem.',
    'Preguntale a la persona quién es y después reintentá el problema.',
  ],
  ['Write from another number.', 'Escribí desde otro número.'],
  [
    'Add the number to the list, or use a production number.',
    'Agregá el número a la lista, o usá un número de producción.',
  ],
  ['Do not retry within 24 hours.', 'No lo reintentes antes de 24 horas.'],
  ['Send no marketing to this person.', 'No le mandes promociones a esta persona.'],
  ['Ask the person to send it again.', 'Pedile a la persona que lo mande otra vez.'],
  ['Ask the person to send the file again.', 'Pedile a la persona que mande el archivo otra vez.'],
  [
    'Check type and size of the file, then retry the problem.',
    'Revisá el tipo y el tamaño del archivo y después reintentá el problema.',
  ],
  ['Send it to the phone number of the person.', 'Mandalo al número de teléfono de la persona.'],
  ['Send a smaller file, or a link to it.', 'Mandá un archivo más chico, o un enlace.'],
  ['Report it with the log lines of this message.', 'Avisanos, con las líneas del registro de este mensaje.'],
  [
    'Read the reason, correct what it names, and retry the problem.',
    'Leé la razón, corregí lo que nombra y reintentá el problema.',
  ],
  ['Look at the number in the {console}.', 'Mirá el número en el {console}.'],
  ['Check {address}.', 'Revisá {address}.'],
  ['Check {address}: the answer was not that of {name}.', 'Revisá {address}: la respuesta no fue de {name}.'],
  ['Check {key}, and look at the number in the {console}.', 'Revisá {key}, y mirá el número en el {console}.'],
  [
    'Switch "Require app secret" off: the app → App settings → Advanced → Security.',
    'Apagá «Require app secret»: la app → App settings → Advanced → Security.',
  ],
  ['{keyFix}', '{keyFix}'],
  ['{key} is not accepted', 'no se acepta {key}'],
  ['{key} may not use this number', '{key} no puede usar este número'],
  ['{name} limits the number of calls', '{name} limita la cantidad de llamadas'],
  ['the app takes calls with a proof of its secret only', 'la app solo toma llamadas con una prueba de su secreto'],
  ['the number lacks the capability to send', 'al número le falta la capacidad de enviar'],
  ['the number lacks a permission', 'al número le falta un permiso'],
  ['the account is blocked for a violation of policy', 'la cuenta está bloqueada por violar una política'],
  ['the account is locked', 'la cuenta está bloqueada'],
  ['the display name is not approved', 'el nombre visible no está aprobado'],
  ['there is trouble with the payment', 'hay un problema con el pago'],
  ["the number's certificate is not valid", 'el certificado del número no vale'],
  ['the number is not registered', 'el número no está registrado'],
  ['the number was registered too often', 'el número se registró demasiadas veces'],
  ['the number was deleted, or is another', 'el número se borró, o es otro'],
  ['WhatsApp reports an unknown error', 'WhatsApp informa un error desconocido'],
  ['WhatsApp reports that something went wrong', 'WhatsApp informa que algo salió mal'],
  ['WhatsApp is down for a moment', 'WhatsApp está caído por un momento'],
  ['the service is not available for a moment', 'el servicio no está disponible por un momento'],
  ['the server is not available for a moment', 'el servidor no está disponible por un momento'],
  ['the number is under maintenance', 'el número está en mantenimiento'],
  ['too many calls of this app', 'demasiadas llamadas de esta app'],
  ['too many calls of this account', 'demasiadas llamadas de esta cuenta'],
  ['too many messages at once from this number', 'demasiados mensajes juntos desde este número'],
  ['too many messages to this person at once', 'demasiados mensajes juntos a esta persona'],
  [
    'too many earlier messages were blocked or reported as spam',
    'demasiados mensajes anteriores fueron bloqueados o denunciados como spam',
  ],
  [
    'WhatsApp limits templates of this account: some were of another category than they said',
    'WhatsApp limita las plantillas de esta cuenta: algunas eran de otra categoría que la que decían',
  ],
  [
    'marketing templates are switched off for this way of sending',
    'las plantillas de marketing están apagadas para esta forma de enviar',
  ],
  ['only marketing templates may go this way', 'por aquí solo van plantillas de marketing'],
  ['the template is new, and not known everywhere yet', 'la plantilla es nueva y todavía no se conoce en todas partes'],
  ['the account may not send marketing templates', 'la cuenta no puede mandar plantillas de marketing'],
  ['the account may not send this without a template', 'la cuenta no puede mandar esto sin plantilla'],
  [
    "the person's identity has changed since it was confirmed",
    'la identidad de la persona cambió desde que se confirmó',
  ],
  ['WhatsApp refuses a parameter', 'WhatsApp rechaza un parámetro'],
  ['WhatsApp misses a parameter', 'a WhatsApp le falta un parámetro'],
  ['WhatsApp refuses a value', 'WhatsApp rechaza un valor'],
  ['this kind of message is not supported', 'no se admite esta clase de mensaje'],
  ['this business may not write to people in that country', 'este negocio no puede escribirle a gente de ese país'],
  ['sender and recipient are the same number', 'quien envía y quien recibe son el mismo número'],
  [
    'it cannot be delivered: no WhatsApp there, an old app, or terms not accepted',
    'no se puede entregar: ahí no hay WhatsApp, la aplicación es vieja o no se aceptaron las condiciones',
  ],
  [
    'the recipient is not on the list of allowed test numbers',
    'quien recibe no está en la lista de números de prueba permitidos',
  ],
  [
    'more than 24 hours have passed since the person last wrote',
    'pasaron más de 24 horas desde que la persona escribió por última vez',
  ],
  [
    'WhatsApp chose not to deliver it, to spare the person',
    'WhatsApp decidió no entregarlo, para no cansar a la persona',
  ],
  ['the person stopped marketing messages of this business', 'la persona no quiere más promociones de este negocio'],
  ['the message is not available any more', 'el mensaje ya no está disponible'],
  ["the person's file could not be fetched", 'no se pudo bajar el archivo de la persona'],
  ['the file could not be uploaded', 'no se pudo subir el archivo'],
  ['this message cannot go to a user id', 'este mensaje no puede ir a un id de usuario'],
  ['the person takes part in an experiment of WhatsApp', 'la persona está en un experimento de WhatsApp'],
  ['the number of template parameters is wrong', 'la cantidad de datos de la plantilla está mal'],
  ['the template does not exist in this language', 'la plantilla no existe en este idioma'],
  ['the filled template is too long', 'la plantilla con sus datos es muy larga'],
  ['the template breaks a policy', 'la plantilla viola una política'],
  ['a template parameter has a wrong value', 'un dato de la plantilla tiene un valor equivocado'],
  ['a template parameter has the wrong form', 'un dato de la plantilla tiene la forma equivocada'],
  ['the template parameters are wrong', 'los datos de la plantilla están mal'],
  ['the template is paused for low quality', 'la plantilla está en pausa por baja calidad'],
  ['the template was disabled for low quality', 'la plantilla se desactivó por baja calidad'],
  ['the flow is blocked', 'el flujo está bloqueado'],
  ['the flow is throttled', 'el flujo está limitado'],
  ['WhatsApp refuses it without saying why', 'WhatsApp lo rechaza sin decir por qué'],
  ['trouble with the business username', 'hay un problema con el nombre de usuario del negocio'],
  ['WhatsApp gave no reason', 'WhatsApp no dio una razón'],
  [
    'the file is no longer available (WhatsApp keeps files for 7 days)',
    'el archivo ya no está disponible (WhatsApp guarda archivos 7 días)',
  ],
];

/** Each sentence in the words of each provider. */
export const whatsappInSpanish: [string, string][] = providerNames.flatMap((name) => {
  const at = providerWords(name);
  return sentences.map(([en, es]): [string, string] => [withNamesOf(at, en, 'en'), withNamesOf(at, es, 'es')]);
});
