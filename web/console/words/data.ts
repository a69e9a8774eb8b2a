import { dictionary } from '../../parts/language/language.ts';

const es = {
  title: 'Sus datos',
  export: 'Exportar',
  exported: 'Bajado. Tiene todo en texto claro: borralo cuando lo hayas entregado.',
  forget: 'Olvidar…',
  forgetTitle: 'Olvidar a esta persona',
  forgetText: 'Sus textos, archivos, nombres y números salen de la base y no se pueden recuperar. Lo contado queda.',
  everywhere: (channels: string) => `Se la olvida en todos los canales que la conocen: ${channels}.`,
  typeMark: (mark: string) => `Para confirmar, escribí ${mark}`,
  endWaiting: 'Terminar lo que espera: ni se envía ni se registra',
  forgetNow: 'Olvidar',
  forgetting: 'Olvidando…',
  forgotten: (messages: number, files: number, bodies: number) =>
    `Olvidada: se vaciaron ${messages} mensajes, ${files} archivos y ${bodies} avisos tal como llegaron.`,
  unusedSpace:
    'El espacio libre del archivo de la base puede guardar algo todavía: repetilo con el servicio detenido (optiatiende contacts forget).',
  inChatwoot: 'En Chatwoot quedan el contacto y la conversación; alguien que administre los borra ahí:',
  elsewhere:
    'WhatsApp guarda lo suyo, y también quedan las copias de la base, los archivos exportados y lo que un bot tuyo haya guardado.',
};

const en: typeof es = {
  title: 'Their data',
  export: 'Export',
  exported: 'Saved. It holds everything in clear text: delete it once it is handed over.',
  forget: 'Forget…',
  forgetTitle: 'Forget this person',
  forgetText:
    'Their texts, files, names and numbers leave the database and cannot be brought back. What is counted stays.',
  everywhere: (channels) => `They are forgotten on every channel that knows them: ${channels}.`,
  typeMark: (mark) => `To confirm, type ${mark}`,
  endWaiting: 'End what waits: it is neither sent nor registered',
  forgetNow: 'Forget',
  forgetting: 'Forgetting…',
  forgotten: (messages, files, bodies) =>
    `Forgotten: ${messages} messages, ${files} files and ${bodies} webhooks as they came were emptied.`,
  unusedSpace:
    'The unused space of the database file may still hold some of it: run it once more while the service is stopped (optiatiende contacts forget).',
  inChatwoot: 'Chatwoot has the contact and the conversation; an administrator deletes them there:',
  elsewhere:
    'WhatsApp keeps its own, and so do backups of the database, exported files and whatever a bot of yours has kept.',
};

export const dataWords = dictionary({ es, en });
