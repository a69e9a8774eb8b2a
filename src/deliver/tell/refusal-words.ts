import type { Message } from '../../store/tables.ts';
import { quote } from '../../whatsapp/say/describe.ts';

/** Why WhatsApp did not take something, for agents: in their language, and with what they can do about it themselves. */
type Refusal =
  | 'account'
  | 'passing'
  | 'spam'
  | 'notThere'
  | 'spared'
  | 'unwanted'
  | 'country'
  | 'limit'
  | 'newIdentity'
  | 'form'
  | 'file'
  | 'customersFile'
  | 'testNumber'
  | 'needsNumber'
  | 'experiment'
  | 'templateNumbers'
  | 'templateUnknown'
  | 'template';

const codes: Record<Refusal, number[]> = {
  account: [
    ...[0, 190, 3, 10, 33, 131005, 368, 131031, 131037, 131042, 131044, 131045, 133010, 133016],
    ...[147001, 147002, 147003, 147004],
  ],
  passing: [1, 2, 4, 80007, 130429, 131000, 131016, 131056, 131057, 133004, 134101, 2494100],
  spam: [131048],
  notThere: [131026],
  spared: [131049],
  unwanted: [131050],
  country: [130497],
  limit: [131055, 131063, 131064, 134100, 134102, 134103],
  newIdentity: [137000],
  form: [100, 131008, 131009, 131021, 131051, 135000],
  file: [131053],
  customersFile: [131052, 131060],
  testNumber: [131030],
  needsNumber: [131062],
  experiment: [130472],
  templateNumbers: [132000, 132008, 132012, 132018],
  templateUnknown: [132001],
  template: [132005, 132007, 132015, 132016, 132068, 132069, 139200],
};
const byCode = new Map(
  Object.entries(codes).flatMap(([refusal, all]) => all.map((code) => [code, refusal as Refusal])),
);

/** What ends the 24 hours for an agent: a template by command, one that goes by itself, or nothing but waiting. */
export type WindowAdvice = 'command' | 'template' | 'wait';

interface RefusalWords {
  refusals: Record<Refusal, string>;
  window: Record<WindowAdvice, string>;
  /** A code we have no words for: WhatsApp's own, in English. */
  unknown: (said: string) => string;
  files: { empty: string; tooLarge: string; other: string };
  /** A contact that an agent made without a number. */
  noNumber: string;
  templateCommand: string;
  anyOther: string;
  /** A person took over before the bot's words left. */
  takenOver: string;
  agents: (reason: string) => string;
  bots: (quoted: string, reason: string) => string;
  /** Only the first parts of a long text left. */
  cutShort: (quoted: string, reason: string) => string;
}

const es: RefusalWords = {
  refusals: {
    account: 'hay un problema con la cuenta de WhatsApp. Avisale a quien administra el sistema.',
    passing: 'WhatsApp no lo pudo tomar en este momento. Mandalo de nuevo en un rato.',
    spam: 'WhatsApp frena los envíos de este número por quejas de spam. Avisale a quien administra el sistema.',
    notThere:
      'no se puede entregar: ese número no tiene WhatsApp, usa una versión vieja o no aceptó las condiciones. Probá por otro medio.',
    spared: 'WhatsApp decidió no entregarlo, para no cansar a la persona. No lo mandes de nuevo antes de 24 horas.',
    unwanted: 'la persona no quiere recibir promociones. No le mandes más.',
    country: 'este negocio no puede escribirle a gente de ese país. Probá por otro medio.',
    limit: 'WhatsApp no deja mandar plantillas así desde esta cuenta por ahora. Avisale a quien administra el sistema.',
    newIdentity:
      'la persona cambió de teléfono o de aplicación desde la última vez. Confirmá quién es y mandalo de nuevo.',
    form: 'WhatsApp no lo acepta como está. Escribilo de otra manera.',
    file: 'WhatsApp no pudo tomar el archivo. Mandalo en otro formato o más chico.',
    customersFile: 'el archivo del cliente no se pudo bajar. Pedíselo otra vez.',
    testNumber: 'ese número no está en la lista de prueba. Avisale a quien administra el sistema.',
    needsNumber: 'hace falta el número de teléfono de la persona, y WhatsApp no lo muestra. Pedíselo.',
    experiment: 'la persona está en un experimento de WhatsApp que no deja entregarlo. Probá por otro medio.',
    templateNumbers: 'la plantilla lleva otros datos. Revisá cuántos van y cómo, separados con «|».',
    templateUnknown: 'no hay una plantilla aprobada con ese nombre en ese idioma. Revisá los dos.',
    template: 'WhatsApp no deja usar esa plantilla así. Usá otra, o avisale a quien administra el sistema.',
  },
  window: {
    command:
      'pasaron más de 24 horas desde el último mensaje del cliente. WhatsApp solo acepta plantillas: escribí una nota privada «/template NOMBRE IDIOMA texto».',
    template:
      'pasaron más de 24 horas desde el último mensaje del cliente. Escribile un texto sin archivos: sale como plantilla.',
    wait: 'pasaron más de 24 horas desde el último mensaje del cliente, y WhatsApp no deja escribirle hasta que escriba. Esperá, o contactalo por otro medio.',
  },
  unknown: (said) => (said === '' ? 'WhatsApp no dijo por qué.' : `WhatsApp dice: «${said}».`),
  files: {
    empty: 'el archivo está vacío. Adjuntalo otra vez.',
    tooLarge: 'el archivo es muy grande: WhatsApp acepta hasta 100 MB. Mandá uno más chico, o un enlace.',
    other: 'el archivo no se pudo pasar. Fijate si se abre acá y mandalo otra vez, o mandá un enlace.',
  },
  noNumber: 'este contacto no tiene teléfono. Agregáselo acá y escribile de nuevo.',
  templateCommand:
    'el comando no está bien escrito. Es así: «/template NOMBRE IDIOMA uno|dos», por ejemplo «/template pedido_listo es_AR Ana|12».',
  anyOther: 'no se pudo mandar. Avisale a quien administra el sistema.',
  takenOver: 'ya atiende una persona.',
  agents: (reason) => `⚠️ No se entregó en WhatsApp: ${reason}`,
  bots: (quoted, reason) => `⚠️ El cliente no recibió esto del bot: ${quoted} Motivo: ${reason}`,
  cutShort: (quoted, reason) => `⚠️ El cliente recibió solo el comienzo de esto del bot: ${quoted} Motivo: ${reason}`,
};

const en: RefusalWords = {
  refusals: {
    account: 'there is trouble with the WhatsApp account. Tell whoever runs the system.',
    passing: 'WhatsApp could not take it just now. Send it again in a while.',
    spam: 'WhatsApp holds back what this number sends, because of reports of spam. Tell whoever runs the system.',
    notThere:
      'it cannot be delivered: no WhatsApp at that number, an old app, or terms not accepted. Try another way to reach them.',
    spared: 'WhatsApp chose not to deliver it, to spare the person. Do not send it again within 24 hours.',
    unwanted: 'the person wants no marketing messages. Send them no more.',
    country: 'this business may not write to people in that country. Try another way to reach them.',
    limit: 'WhatsApp lets this account send no templates like that for now. Tell whoever runs the system.',
    newIdentity: 'the person has another phone or app than the last time. Make sure who they are and send it again.',
    form: 'WhatsApp does not take it as it is. Write it in another way.',
    file: 'WhatsApp could not take the file. Send it in another format, or smaller.',
    customersFile: "the customer's file could not be fetched. Ask for it again.",
    testNumber: 'that number is not on the list of test numbers. Tell whoever runs the system.',
    needsNumber: "this takes the person's phone number, which WhatsApp does not show. Ask for it.",
    experiment: 'the person takes part in an experiment of WhatsApp that keeps it away. Try another way to reach them.',
    templateNumbers: 'the template takes other values. Check how many there are and their form, separated by "|".',
    templateUnknown: 'there is no approved template of that name in that language. Check both.',
    template: 'WhatsApp does not let that template be used like this. Use another, or tell whoever runs the system.',
  },
  window: {
    command:
      'more than 24 hours have passed since the customer last wrote. WhatsApp accepts templates only: write a private note “/template NAME LANG text”.',
    template:
      'more than 24 hours have passed since the customer last wrote. Write them a text without files: it goes as a template.',
    wait: 'more than 24 hours have passed since the customer last wrote, and WhatsApp lets nobody write until they do. Wait, or reach them in another way.',
  },
  unknown: (said) => (said === '' ? 'WhatsApp did not say why.' : `WhatsApp says: “${said}”.`),
  files: {
    empty: 'the file is empty. Attach it again.',
    tooLarge: 'the file is too large: WhatsApp takes at most 100 MB. Send a smaller one, or a link.',
    other: 'the file could not be passed on. See whether it opens here and send it again, or send a link.',
  },
  noNumber: 'this contact has no phone number. Add it here and write to them again.',
  templateCommand:
    'the command is not written right. It goes "/template NAME LANG one|two", such as "/template order_ready en Ana|12".',
  anyOther: 'it could not be sent. Tell whoever runs the system.',
  takenOver: 'a person answers now.',
  agents: (reason) => `⚠️ Not delivered on WhatsApp: ${reason}`,
  bots: (quoted, reason) => `⚠️ The customer did not get this of the bot: ${quoted} Reason: ${reason}`,
  cutShort: (quoted, reason) =>
    `⚠️ The customer got only the beginning of this of the bot: ${quoted} Reason: ${reason}`,
};

const WORDS = { es, en };

type Told = Pick<Message, 'author' | 'kind' | 'text' | 'whatsapp_state' | 'error'>;

/** WhatsApp's code for free words more than 24 hours after the person's last. */
export const WINDOW_CLOSED = 131047;

/** Kept as the error of what was said to a contact without a number. */
export const NO_NUMBER = 'the contact has no number';

/** How an agent is told that WhatsApp's 24 hours are over; only with advice that they can follow here. */
export const windowClosed = (language: 'es' | 'en', advice: WindowAdvice): string =>
  `${WINDOW_CLOSED}: ${WORDS[language].window[advice]}`;

/**
 * What agents read of a refusal, from what the ledger keeps of it: `131026: …`, or words without a code where it was no refusal of
 * WhatsApp's. The code stays in front: people look it up, and Chatwoot's page offers Retry only where there is a reason.
 */
export function reasonForAgents(message: Told, language: 'es' | 'en', advice: WindowAdvice): string {
  const words = WORDS[language];
  if (message.whatsapp_state === 'discarded') return words.takenOver;
  const [, digits, said = ''] = /^(\d+): ?([^]*)$/.exec(message.error ?? '') ?? [];
  if (digits !== undefined) {
    const code = Number(digits);
    if (code === WINDOW_CLOSED) return windowClosed(language, advice);
    const refusal = byCode.get(code) ?? (code >= 200 && code <= 299 ? 'account' : null);
    return `${digits}: ${refusal === null ? words.unknown(said) : words.refusals[refusal]}`;
  }
  const error = message.error ?? '';
  if (error === NO_NUMBER) return words.noNumber;
  if (message.kind === 'command') return words.templateCommand;
  if (message.kind !== 'media') return error === '' ? words.unknown('') : words.anyOther;
  if (/is empty/.test(error)) return words.files.empty;
  return /larger|\d MB/.test(error) ? words.files.tooLarge : words.files.other;
}

/** The line or note that tells agents of a message which its customer did not get. */
export function undelivered(message: Told, language: 'es' | 'en', advice: WindowAdvice): string {
  const words = WORDS[language];
  const reason = reasonForAgents(message, language, advice);
  return message.author === 'agent' ? words.agents(reason) : words.bots(`${quote(message.text) ?? '…'}.`, reason);
}

/** Of a text in several parts the rest was not sent, since a person took over in between. */
export function cutShort(message: Told, language: 'es' | 'en'): string {
  return WORDS[language].cutShort(`${quote(message.text) ?? '…'}.`, WORDS[language].takenOver);
}
