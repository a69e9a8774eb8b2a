import type { CopyRefused } from '../../store/copy/copy-ledger.ts';

/** What `db copy` and `db backup` say. */
export interface DbWords {
  bar(table: string, step: 'copied' | 'compared', rows: number, of: number): string;
  copied(rows: number, tables: number, to: string): string;
  next: string;
  refused(why: CopyRefused['why'], table: string | null): string;
  backedUp(file: string, bytes: number): string;
  /** PostgreSQL has its own tool for it. */
  notAFile: string;
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

export const dbEnglish: DbWords = {
  bar: (table, step, rows, of) => `${table}: ${rows} of ${of} ${step}`,
  copied: (rows, tables, to) => `Copied and compared: ${rows} rows of ${tables} tables are in ${to}.`,
  next: 'Now set DATABASE_URL to it and start the service. The old database is as it was; do not start a service on it any more.',
  refused: (why, table) =>
    ({
      running: 'A service works on the database to be copied. Stop it (after a crash wait a minute), and try again.',
      'not empty': `The database to copy into is not empty (${table ?? ''}). Name an empty one.`,
      'other copy': 'A copy of another database into this one is not finished. Name an empty one.',
      differs: `Both differ after the copy (${table ?? ''}): something has written meanwhile. Stop everything that works on either, empty the new one, and copy again.`,
    })[why],
  backedUp: (file, bytes) => `Backed up to ${file} (${megabytes(bytes)} MB).`,
  notAFile:
    'DATABASE_URL names a PostgreSQL server. Back it up with its own tool: pg_dump --format=custom --file=FILE "$DATABASE_URL"',
};

export const dbSpanish: DbWords = {
  bar: (table, step, rows, of) => `${table}: ${rows} de ${of} ${step === 'copied' ? 'copiadas' : 'comparadas'}`,
  copied: (rows, tables, to) => `Copiado y comparado: ${rows} filas de ${tables} tablas están en ${to}.`,
  next: 'Ahora poné esa base en DATABASE_URL y arrancá el servicio. La base vieja quedó como estaba; no arranques más un servicio con ella.',
  refused: (why, table) =>
    ({
      running:
        'Hay un servicio trabajando con la base que se quiere copiar. Detenelo (después de una caída, esperá un minuto) y probá de nuevo.',
      'not empty': `La base de destino no está vacía (${table ?? ''}). Nombrá una vacía.`,
      'other copy': 'En esta base quedó sin terminar la copia de otra. Nombrá una vacía.',
      differs: `Después de copiar, las dos difieren (${table ?? ''}): algo escribió mientras tanto. Detené todo lo que trabaje con ellas, vaciá la nueva y copiá otra vez.`,
    })[why],
  backedUp: (file, bytes) => `Copia guardada en ${file} (${megabytes(bytes)} MB).`,
  notAFile:
    'DATABASE_URL nombra un servidor PostgreSQL. Hacé la copia con su propia herramienta: pg_dump --format=custom --file=ARCHIVO "$DATABASE_URL"',
};
