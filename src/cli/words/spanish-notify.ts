import { NOT_KNOWN, NO_KEY, PHONE_CLOSED } from '../../notify/send-to-phone.ts';
import { BEFORE, DAY_OVER_FIX, POST_FIX, REDIRECT_FIX } from '../../notify/fixes.ts';

/** What is said of telling the operator, whole. */
export const notifyInSpanish: [string, string][] = [
  ['an address with http:// or https://, without a user in it', 'una dirección con http:// o https://, sin usuario'],
  [
    'a phone number with its country code, such as +54 9 11 5555 0123',
    'un número de teléfono con código de país, como +54 9 11 5555 0123',
  ],
  [
    PHONE_CLOSED.reason,
    'NOTIFY_PHONE no le escribió a este número en las últimas 24 horas, y entonces WhatsApp no acepta palabras libres',
  ],
  [PHONE_CLOSED.fix, 'Escribile cualquier cosa al número desde ese teléfono y reintentá, o poné NOTIFY_TEMPLATE.'],
  [NO_KEY.reason, 'NOTIFY_PHONE está puesto, y el canal no tiene clave para enviar por WhatsApp'],
  [NO_KEY.fix, 'Poné la clave del número, o NOTIFY_URL en lugar de NOTIFY_PHONE.'],
  [NOT_KNOWN.fix, 'Mirá el teléfono. Reintentar el problema lo envía una vez más.'],
  [REDIRECT_FIX, 'No se siguen redirecciones: poné en NOTIFY_URL la dirección final y reintentá.'],
  [POST_FIX, 'Fijate si NOTIFY_URL es correcta y acepta un POST con JSON, y reintentá.'],
  [BEFORE.reason, 'no funcionaba cuando este proceso se hizo cargo'],
  [BEFORE.fix, 'Fijate si funciona.'],
  [DAY_OVER_FIX, 'Mirá por qué, y reintentalo o descartalo.'],
];

/** And in parts. */
export const notifyInSpanishParts: [RegExp, string][] = [
  [/^nobody could be told for a day: /, 'durante un día no se pudo avisar a nadie: '],
  [/NOTIFY_URL gave no answer/, 'NOTIFY_URL no contestó'],
  [/NOTIFY_URL could not be reached/, 'no se alcanza a NOTIFY_URL'],
  [/NOTIFY_URL answered (\d{3})/, 'NOTIFY_URL contestó $1'],
];
