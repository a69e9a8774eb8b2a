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
];
