/** What commands say of channels. */
export interface ChannelsWords {
  /** Above what is said of one. */
  heading(name: string): string;
  parked: string;
  /** It is in the database and not in the file. */
  notSet: string;
}

/** What `reload` says. */
export interface ReloadWords {
  opened(names: string[]): string;
  changed(names: string[]): string;
  closed(names: string[]): string;
  asBefore: string;
  /** Variables that count from the next start on. */
  restart(names: string[]): string;
  wrong: string;
  nobody: string;
}

const list = (names: string[]): string => names.join(', ');

export const channelsEn: ChannelsWords = {
  heading: (name) => `Channel ${name}`,
  parked: 'parked: nothing is sent or registered, what comes in is kept',
  notSet: 'not in CHANNELS: what waits there waits until it is',
};

export const reloadEn: ReloadWords = {
  opened: (names) => `opened: ${list(names)}`,
  changed: (names) => `changed: ${list(names)}`,
  closed: (names) => `closed: ${list(names)}`,
  asBefore: 'The settings were read again; no channel has changed.',
  restart: (names) => `Changed too, and counts from the next start on: ${list(names)}`,
  wrong: 'The settings are wrong: all stays as it was.',
  nobody: 'No service answers on this database. Is it running, with the same DATABASE_URL?',
};

export const channelsEs: ChannelsWords = {
  heading: (name) => `Canal ${name}`,
  parked: 'detenido: no se envía ni se registra nada, lo que llega se guarda',
  notSet: 'no está en CHANNELS: lo que espera ahí sigue esperando hasta que esté',
};

export const reloadEs: ReloadWords = {
  opened: (names) => `abiertos: ${list(names)}`,
  changed: (names) => `cambiados: ${list(names)}`,
  closed: (names) => `cerrados: ${list(names)}`,
  asBefore: 'Se volvió a leer la configuración; ningún canal cambió.',
  restart: (names) => `También cambió, y vale desde el próximo arranque: ${list(names)}`,
  wrong: 'La configuración está mal: todo queda como estaba.',
  nobody: 'Ningún servicio contesta en esta base de datos. ¿Está en marcha, con la misma DATABASE_URL?',
};
