import type { Notice } from './notice.ts';

/** A reason or a fix in the operator's language; as it is where it is not known there. */
export type Translated = (text: string, language: 'es' | 'en') => string;

const joined = (...parts: (string | undefined)[]): string =>
  parts
    .filter((part) => part !== undefined && part !== '')
    .map((part) => (/[.!?]$/.test(part ?? '') ? part : `${part}.`))
    .join(' ');

/** What the operator reads, in one line. */
export function noticeWords(
  channel: string,
  { subject, state, since, at, details }: Notice,
  language: 'es' | 'en',
  translated: Translated,
): string {
  const { people = 0, minutes = 0, missing = 0, unregistered = 0 } = details;
  const reason = details.reason && translated(details.reason, language);
  const fix = details.fix && translated(details.fix, language);
  const lasted = Math.max(1, Math.round((at - since) / 60_000));
  const side = subject === 'chatwoot' ? 'Chatwoot' : 'WhatsApp';
  if (language === 'es') {
    const begun = {
      parked: joined(
        `El canal ${channel} está detenido: no se envía ni se registra nada hasta que lo corrijas; lo que llega queda guardado`,
        reason,
        fix,
      ),
      waiting: `${people === 1 ? '1 persona espera' : `${people} personas esperan`} una respuesta de ustedes en el canal ${channel}, la primera desde hace ${minutes} min.`,
      gap: joined(
        `En el canal ${channel} falta algo`,
        missing > 0 ? `Según la última auditoría: ${missing} (optiatiende audit)` : '',
        unregistered > 0 ? `Sin registrar en Chatwoot: ${unregistered} (optiatiende problems list)` : '',
      ),
      away: joined(
        `${side} no funciona desde hace ${lasted} min para el canal ${channel}; lo que llega queda guardado y sigue después`,
        reason,
        fix,
      ),
    };
    const over = {
      parked: `El canal ${channel} ya no está detenido: sigue solo.`,
      waiting: `En el canal ${channel} ya nadie espera una respuesta de ustedes.`,
      gap: `En el canal ${channel} ya no falta nada.`,
      away: `${side} funciona otra vez para el canal ${channel}.`,
    };
    return (state === 'begun' ? begun : over)[keyOf(subject)];
  }
  const begun = {
    parked: joined(
      `Channel ${channel} is parked: nothing is sent or registered until you mend it; what comes in is kept`,
      reason,
      fix,
    ),
    waiting: `${people === 1 ? '1 person waits' : `${people} people wait`} for an answer from you in channel ${channel}, the first for ${minutes} min.`,
    gap: joined(
      `Something is missing in channel ${channel}`,
      missing > 0 ? `By the last audit: ${missing} (optiatiende audit)` : '',
      unregistered > 0 ? `Not registered in Chatwoot: ${unregistered} (optiatiende problems list)` : '',
    ),
    away: joined(
      `${side} has not worked for ${lasted} min for channel ${channel}; what comes in is kept and goes on later`,
      reason,
      fix,
    ),
  };
  const over = {
    parked: `Channel ${channel} is no longer parked: it goes on by itself.`,
    waiting: `Nobody waits for an answer from you in channel ${channel} any more.`,
    gap: `Nothing is missing in channel ${channel} any more.`,
    away: `${side} works again for channel ${channel}.`,
  };
  return (state === 'begun' ? begun : over)[keyOf(subject)];
}

const keyOf = (subject: Notice['subject']) => (subject === 'chatwoot' || subject === 'whatsapp' ? 'away' : subject);
