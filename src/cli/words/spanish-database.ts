/** Of a server that runs (`store/postgres/opening-faults.ts`). */
const server: Record<string, string> = {
  'the disk of the server is full': 'el disco del servidor está lleno',
  'Make room on the disk of the server. A service that runs goes on by itself; else start it again.':
    'Hacé lugar en el disco del servidor. Un servicio en marcha sigue por sí solo; si no, arrancalo de nuevo.',
  'it takes no writes now: it is a standby, or was set to be read only':
    'ahora no acepta escrituras: es una réplica, o se la puso en solo lectura',
  'Let DATABASE_URL lead to the primary server. A service that runs goes on by itself; else start it again.':
    'Hacé que DATABASE_URL lleve al servidor primario. Un servicio en marcha sigue por sí solo; si no, arrancalo de nuevo.',
  'End the transaction that holds it (`select * from pg_stat_activity`). A service that runs goes on by itself; else start it again.':
    'Terminá la transacción que la tiene (`select * from pg_stat_activity`). Un servicio en marcha sigue por sí solo; si no, arrancalo de nuevo.',
  'the server is being stopped': 'el servidor se está deteniendo',
  'Start the server. A service that runs goes on by itself.':
    'Arrancá el servidor. Un servicio en marcha sigue por sí solo.',
  'the server finds its data damaged': 'el servidor encuentra dañados sus datos',
  'Look into the log of the server, and put the last backup in its place (`pg_restore`).':
    'Mirá el registro del servidor, y poné en su lugar la última copia (`pg_restore`).',
};

/** Why a SQLite file cannot be used (`store/sqlite/faults.ts`). */
const file: Record<string, string> = {
  'the disk is full': 'el disco está lleno',
  'Make room on the disk of the database. A service that runs goes on by itself; else start it again.':
    'Hacé lugar en el disco de la base. Un servicio en marcha sigue por sí solo; si no, arrancalo de nuevo.',
  'the disk does not take what is written': 'el disco no acepta lo que se escribe',
  'Look whether the disk has become read-only or fails (`dmesg`), or whether a quota or a limit of file sizes is reached (`ulimit -f`). A service that runs goes on by itself; else start it again.':
    'Mirá si el disco quedó en solo lectura o falla (`dmesg`), o si se alcanzó una cuota o un límite de tamaño de archivos (`ulimit -f`). Un servicio en marcha sigue por sí solo; si no, arrancalo de nuevo.',
  'the disk does not give what was written': 'el disco no devuelve lo que se escribió',
  'Look whether the disk fails (`dmesg`), and copy the database to another one before anything else.':
    'Mirá si el disco falla (`dmesg`), y antes que nada copiá la base a otro.',
  'this user may only read the file': 'este usuario solo puede leer el archivo',
  'Give this user the right to write the file, mount its disk for writing, or set DATABASE_URL to another place.':
    'Dale a este usuario permiso para escribir el archivo, montá su disco para escritura, o poné otro lugar en DATABASE_URL.',
  'this user may not write in its folder, where SQLite keeps its log':
    'este usuario no puede escribir en su carpeta, donde SQLite guarda su registro',
  'Give this user the right to write in the folder, mount its disk for writing, or set DATABASE_URL to another place.':
    'Dale a este usuario permiso para escribir en la carpeta, montá su disco para escritura, o poné otro lugar en DATABASE_URL.',
  'this user may not read the file': 'este usuario no puede leer el archivo',
  'Give this user the right to read and write the file, or set DATABASE_URL to another place.':
    'Dale a este usuario permiso para leer y escribir el archivo, o poné otro lugar en DATABASE_URL.',
  'its folder is not there and cannot be made': 'su carpeta no existe y no se puede crear',
  'Make the folder and give this user the right to write there, or set DATABASE_URL to another place.':
    'Creá la carpeta y dale a este usuario permiso para escribir ahí, o poné otro lugar en DATABASE_URL.',
  'it is a folder': 'es una carpeta',
  'Name a file in DATABASE_URL.': 'Nombrá un archivo en DATABASE_URL.',
  'another program has it locked': 'otro programa la tiene bloqueada',
  'End the program that holds it (a shell of sqlite3 with an open transaction, a copy that is being made). A service that runs goes on by itself; else start it again.':
    'Terminá el programa que la tiene (un sqlite3 con una transacción abierta, una copia en curso). Un servicio en marcha sigue por sí solo; si no, arrancalo de nuevo.',
  'the file is damaged': 'el archivo está dañado',
  'Stop the service and copy the file away, with the -wal beside it. Then mend it with `sqlite3 OLD .recover | sqlite3 NEW`, or put the last backup in its place, without the old -wal and -shm (docs/OPERATIONS.md).':
    'Detené el servicio y copiá el archivo a otro lado, con el -wal que está al lado. Después reparalo con `sqlite3 VIEJO .recover | sqlite3 NUEVO`, o poné en su lugar la última copia, sin los -wal y -shm viejos (docs/OPERATIONS.md).',
  'it is no SQLite database, or its beginning is damaged': 'no es una base SQLite, o su comienzo está dañado',
  'the log beside it (-wal) does not fit it': 'el registro que está al lado (-wal) no es el suyo',
  'Where the file was put back from a backup, move the files with -wal and -shm at their end away and start again. Else put the file back that they belong to.':
    'Si el archivo se repuso de una copia, sacá de ahí los archivos terminados en -wal y -shm y arrancá de nuevo. Si no, volvé a poner el archivo al que pertenecen.',
  'the log beside it (-wal) is there, and the file itself is not, or is empty':
    'el registro que está al lado (-wal) existe, y el archivo no, o está vacío',
  'Put the file back that the log belongs to. To begin anew, move the files with -wal and -shm at their end away.':
    'Volvé a poner el archivo al que pertenece el registro. Para empezar de cero, sacá de ahí los archivos terminados en -wal y -shm.',
  'the file was moved, removed or replaced while the service ran':
    'el archivo se movió, se borró o se cambió por otro mientras el servicio estaba en marcha',
  'Moved: put it back, and the service goes on by itself. Else start the service again; what it wrote is still in /proc until it ends (docs/OPERATIONS.md).':
    'Si se movió, volvé a ponerlo y el servicio sigue por sí solo. Si no, arrancá el servicio de nuevo; lo que escribió sigue en /proc hasta que termine (docs/OPERATIONS.md).',
  'the log beside it (-wal) was removed while the service ran':
    'el registro que está al lado (-wal) se borró mientras el servicio estaba en marcha',
  'Stop the service, which carries what the log holds into the file, and start it again.':
    'Detené el servicio, que pasa al archivo lo que tiene el registro, y arrancalo de nuevo.',
  'Look into the log of the service, and check DATABASE_URL, the disk and the rights of this user.':
    'Mirá el registro del servicio, y revisá DATABASE_URL, el disco y los permisos de este usuario.',
};

/** Why a database server cannot be used, and what to do (`store/postgres/opening-faults.ts`). Written out: to read them there loads its driver. */
export const databaseInSpanish: [string, string][] = [
  ['the user name or the password is wrong', 'el usuario o la contraseña son incorrectos'],
  [
    'Correct them in DATABASE_URL. Special characters are written there as in an address: @ as %40, / as %2F.',
    'Corregilos en DATABASE_URL. Los caracteres especiales se escriben ahí como en una dirección: @ es %40, / es %2F.',
  ],
  ['the server does not let this user in from here', 'el servidor no deja entrar a este usuario desde aquí'],
  [
    'Allow it in pg_hba.conf of the server; where that asks for TLS, add `?sslmode=require` to DATABASE_URL.',
    'Permitilo en el pg_hba.conf del servidor; si ahí se pide TLS, agregá `?sslmode=require` a DATABASE_URL.',
  ],
  ['there is no database of this name', 'no hay ninguna base con ese nombre'],
  [
    'Make it with `create database NAME`, or correct the name at the end of DATABASE_URL.',
    'Creala con `create database NOMBRE`, o corregí el nombre al final de DATABASE_URL.',
  ],
  ['this user may not make tables in it', 'este usuario no puede crear tablas en ella'],
  [
    'Make the user its owner: `alter database NAME owner to USER`; or `grant all on schema public to USER`.',
    'Hacé al usuario su dueño: `alter database NOMBRE owner to USUARIO`; o `grant all on schema public to USUARIO`.',
  ],
  ['the server has no connection left', 'al servidor no le quedan conexiones'],
  [
    'Raise max_connections of the server, or end programs that use it.',
    'Aumentá max_connections en el servidor, o cerrá programas que lo usan.',
  ],
  ['the server is still starting', 'el servidor todavía está arrancando'],
  ['Try again in a minute.', 'Probá de nuevo en un minuto.'],
  ['nothing listens there', 'ahí no escucha nadie'],
  [
    'Start the server, or correct host and port in DATABASE_URL.',
    'Arrancá el servidor, o corregí el host y el puerto en DATABASE_URL.',
  ],
  ['there is no such socket or file', 'no existe ese socket o archivo'],
  ['Correct the path in DATABASE_URL.', 'Corregí la ruta en DATABASE_URL.'],
  ['this host is not known', 'no se conoce ese host'],
  ['Correct the name of the host in DATABASE_URL.', 'Corregí el nombre del host en DATABASE_URL.'],
  ['the name of the host cannot be looked up now', 'ahora no se puede buscar el nombre del host'],
  ['Check the network and its DNS.', 'Revisá la red y su DNS.'],
  ['the host does not answer', 'el host no contesta'],
  ['the host cannot be reached', 'no se llega al host'],
  [
    'Check host and port in DATABASE_URL, and the firewall between here and there.',
    'Revisá el host y el puerto en DATABASE_URL, y el cortafuegos que haya en el medio.',
  ],
  ['it ended the connection', 'cortó la conexión'],
  [
    'Check that a PostgreSQL server is at this address, and its log.',
    'Revisá que en esa dirección haya un servidor PostgreSQL, y su registro.',
  ],
  ['the server speaks no TLS', 'el servidor no habla TLS'],
  [
    'Take `sslmode` out of DATABASE_URL, or switch TLS on in the server.',
    'Quitá `sslmode` de DATABASE_URL, o activá TLS en el servidor.',
  ],
  ['its certificate is not trusted', 'no se confía en su certificado'],
  [
    'Name its authority with `sslrootcert=FILE` in DATABASE_URL, or encrypt without looking at it: `sslmode=require`.',
    'Nombrá su autoridad con `sslrootcert=ARCHIVO` en DATABASE_URL, o cifrá sin mirarlo: `sslmode=require`.',
  ],
  ['it is a standby, which takes no writes', 'es una réplica, que no acepta escrituras'],
  ['Name the primary server in DATABASE_URL.', 'Nombrá el servidor primario en DATABASE_URL.'],
  ['Update the server.', 'Actualizá el servidor.'],
  [
    "Make another one: `create database NAME encoding 'UTF8' template template0`.",
    "Creá otra: `create database NOMBRE encoding 'UTF8' template template0`.",
  ],
  ['Look into the log of the server, and check DATABASE_URL.', 'Mirá el registro del servidor, y revisá DATABASE_URL.'],
  ...Object.entries(server),
  ...Object.entries(file),
];
