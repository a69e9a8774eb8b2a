import type { Forgotten } from '../../store/people/forget/forget.ts';
import type { UnderWay } from '../../store/people/forget/under-way.ts';

/** What `contacts` says. */
export interface ContactsWords {
  unknown(person: string): string;
  exported(folder: string, files: number): string;
  ask(person: string, channels: string[]): string;
  /** In small letters. */
  yes: string[];
  sayYes: string;
  notForgotten: string;
  underWay(what: UnderWay): string;
  forgotten(done: Pick<Forgotten, 'people' | 'bodies'>): string;
  cleaned: Record<Forgotten['cleaned'], string>;
  remains(addresses: string[]): string;
}

const total = ({ people }: Pick<Forgotten, 'people'>) => ({
  messages: people.reduce((sum, one) => sum + one.messages, 0),
  files: people.reduce((sum, one) => sum + one.files, 0),
});

export const contactsEn: ContactsWords = {
  unknown: (person) => `Nobody is known by ${person}.`,
  exported: (folder, files) =>
    `Written into ${folder}: person.json${files === 0 ? '' : ` and ${files} ${files === 1 ? 'file' : 'files'}`}. It holds everything in clear text: delete it once it is handed over.`,
  ask: (person, channels) =>
    `Forget ${person}${channels.length > 1 ? ` on ${channels.join(', ')}` : ''}? Their texts, files, names and numbers cannot be brought back. [yes/no] `,
  yes: ['yes', 'y'],
  sayYes: 'This cannot be undone: say --yes, or run it at a terminal.',
  notForgotten: 'Nothing was changed.',
  underWay: ({ unread, turn, send, register, held }) => {
    const waits = [
      ...(unread > 0 ? [`${unread} to be read (the service reads within a second: is it running?)`] : []),
      ...(turn > 0 ? [`${turn} to be answered by the bot`] : []),
      ...(send > 0 ? [`${send} to be sent on WhatsApp`] : []),
      ...(register > 0 ? [`${register} to be registered in Chatwoot`] : []),
      ...(held > 0 ? [`${held} being done this moment`] : []),
    ];
    return `Nothing was changed, since work for this person is under way: ${waits.join(', ')}. Let it end (\`optiatiende status\`) and run this again, or end what waits unsent and unregistered with --end-waiting.`;
  },
  forgotten: (done) => {
    const { messages, files } = total(done);
    return `Forgotten: ${messages} messages and ${files} files were emptied, and ${done.bodies} webhooks as they came. How much was said and what became of it is still counted.`;
  },
  cleaned: {
    clean: 'The database file was written anew: nothing of it is left in its unused space.',
    'unused space':
      'The unused space of the database file may still hold some of it: run this once more while the service is stopped, which writes the file anew.',
    server:
      'The server overwrites deleted rows by itself (autovacuum); its own logs and backups are yours to look after.',
  },
  remains: (addresses) =>
    [
      'What remains elsewhere:',
      ...(addresses.length === 0
        ? []
        : [
            `- Chatwoot has the contact and the conversation: ${addresses.join(' ')}. An administrator deletes both: Contacts → the person → Delete contact.`,
          ]),
      '- WhatsApp keeps the chat on their phone, and on yours where the Business app is connected: delete the chat there. Meta keeps what its terms say; nothing can be deleted there from here.',
      '- Backups and exports made before; what your own bot, its tools and the provider of a language model keep; messages in which somebody else names them.',
      'If they write again, they are somebody new.',
    ].join('\n'),
};

export const contactsEs: ContactsWords = {
  unknown: (person) => `No se conoce a nadie con ${person}.`,
  exported: (folder, files) =>
    `Quedó en ${folder}: person.json${files === 0 ? '' : ` y ${files} ${files === 1 ? 'archivo' : 'archivos'}`}. Todo está a la vista: borralo cuando lo hayas entregado.`,
  ask: (person, channels) =>
    `¿Olvidar a ${person}${channels.length > 1 ? ` en ${channels.join(', ')}` : ''}? Sus textos, archivos, nombres y números no se pueden recuperar. [sí/no] `,
  yes: ['sí', 'si', 's'],
  sayYes: 'Esto no se puede deshacer: agregá --yes, o ejecutalo en una terminal.',
  notForgotten: 'No se cambió nada.',
  underWay: ({ unread, turn, send, register, held }) => {
    const waits = [
      ...(unread > 0 ? [`${unread} por leer (el servicio lee en un segundo: ¿está en marcha?)`] : []),
      ...(turn > 0 ? [`${turn} por responder (bot)`] : []),
      ...(send > 0 ? [`${send} por enviar en WhatsApp`] : []),
      ...(register > 0 ? [`${register} por registrar en Chatwoot`] : []),
      ...(held > 0 ? [`${held} en curso en este momento`] : []),
    ];
    return `No se cambió nada, porque hay trabajo en curso para esta persona: ${waits.join(', ')}. Esperá a que termine (\`optiatiende status\`) y ejecutá esto otra vez, o terminá lo que espera, sin enviar ni registrar, con --end-waiting.`;
  },
  forgotten: (done) => {
    const { messages, files } = total(done);
    return `Olvidado: se vaciaron ${messages} mensajes y ${files} archivos, y ${done.bodies} webhooks tal como llegaron. Cuánto se dijo y qué pasó con ello se sigue contando.`;
  },
  cleaned: {
    clean: 'El archivo de la base se escribió de nuevo: no queda nada en su espacio sin usar.',
    'unused space':
      'En el espacio sin usar del archivo de la base puede quedar algo: ejecutá esto otra vez con el servicio detenido, y el archivo se escribe de nuevo.',
    server: 'El servidor sobrescribe solo las filas borradas (autovacuum); sus registros y copias quedan a tu cuidado.',
  },
  remains: (addresses) =>
    [
      'Lo que queda en otros lados:',
      ...(addresses.length === 0
        ? []
        : [
            `- Chatwoot tiene el contacto y la conversación: ${addresses.join(' ')}. Un administrador borra ambos: Contactos → la persona → Eliminar contacto.`,
          ]),
      '- WhatsApp guarda el chat en su teléfono, y en el tuyo si la app Business está conectada: borrá el chat ahí. Meta guarda lo que dicen sus condiciones; desde aquí no se puede borrar nada.',
      '- Las copias de seguridad y exportaciones hechas antes; lo que guardan un bot tuyo, sus herramientas y el proveedor de un modelo de lenguaje; los mensajes en que otra persona la nombra.',
      'Si vuelve a escribir, es alguien nuevo.',
    ].join('\n'),
};
