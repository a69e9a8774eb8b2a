/** What the page at `/` says. */
export interface StatusWords {
  title: string;
  lead: Record<'whole' | 'part' | 'nothing' | 'stuck', string>;
  chatwoot: Record<'on' | 'dryRun' | 'off', string>;
  whatsapp: { on(provider: string): string; off: string };
  bot: { label: string; none: string };
  waits: { label: string; some(count: number): string };
  problems: { label: string; some(count: number): string };
  rests(target: 'chatwoot' | 'whatsapp'): string;
  parked: string;
  database: string;
  nextHead: string;
  steps: {
    connect(command: string): string;
    dryRun: string;
    key(name: string): string;
    webhook(command: string): string;
    problems(command: string): string;
    check(command: string): string;
    none: string;
  };
  tryHead: string;
  tryCheck: string;
  tryLog: string;
  /** Of the invented person in the example. */
  example: { user: string; bot: string; name: string };
  more: string;
}

const es: StatusWords = {
  title: 'OptiAtiende está en marcha',
  lead: {
    whole: 'WhatsApp se contesta, y las dos partes quedan en Chatwoot.',
    part: 'Una parte está apagada: abajo está lo que falta.',
    nothing: 'Todavía no hace nada: Chatwoot y WhatsApp están apagados.',
    stuck: 'Está en marcha, y algo no lo deja trabajar: abajo está lo que hay que hacer.',
  },
  chatwoot: { on: 'encendido', dryRun: 'de prueba: no se publica nada', off: 'apagado' },
  whatsapp: { on: (provider) => `encendido, por ${provider}`, off: 'apagado' },
  bot: { label: 'Bot', none: 'nadie contesta' },
  waits: { label: 'En espera', some: (count) => (count === 0 ? 'nada' : String(count)) },
  problems: { label: 'Problemas', some: (count) => (count === 0 ? 'ninguno' : String(count)) },
  rests: (target) =>
    `Ahora no se llama a ${target === 'chatwoot' ? 'Chatwoot' : 'WhatsApp'}; lo que espera sigue después.`,
  parked: 'Una clave, un token o el identificador de la entrada no sirve, y no se envía ni se registra nada.',
  database: 'Ahora no se puede escribir en la base de datos.',
  nextHead: 'Lo que sigue',
  steps: {
    connect: (command) =>
      `Para Chatwoot ejecutá <code>${command} connect</code>, o poné en <code>.env</code> <code>CHATWOOT_ENABLED=true</code>, <code>CHATWOOT_URL</code> y <code>CHATWOOT_INBOX_ID</code>, y reiniciá.`,
    dryRun: 'Para que se publique en Chatwoot poné <code>CHATWOOT_DRY_RUN=false</code> y reiniciá.',
    key: (name) => `Para WhatsApp poné <code>${name}</code> en <code>.env</code> y reiniciá (README, «Con WhatsApp»).`,
    webhook: (command) => `Si no llega nada de WhatsApp, ejecutá <code>${command} webhook https://tu-servidor</code>.`,
    problems: (command) => `Decidí sobre los problemas: <code>${command} problems list</code>.`,
    check: (command) => `Mirá qué está mal y cómo se arregla: <code>${command} check</code>.`,
    none: 'Nada: todo está en marcha.',
  },
  tryHead: 'Probarlo',
  tryCheck: 'Todo lo de afuera, sin dejar nada:',
  tryLog: 'Un intercambio inventado, que queda en Chatwoot:',
  example: { user: '¡Hola!', bot: '¡Hola, Ana!', name: 'Ana Prueba' },
  more: 'Los comandos se ejecutan en la carpeta del servicio. Para monitores: <a href="/health/ready">/health/ready</a>; para programas: <a href="/openapi.json">/openapi.json</a>.',
};

const en: StatusWords = {
  title: 'OptiAtiende is running',
  lead: {
    whole: 'WhatsApp is answered, and both sides are kept in Chatwoot.',
    part: 'A part of it is off: what is missing stands below.',
    nothing: 'It does nothing yet: Chatwoot and WhatsApp are both off.',
    stuck: 'It runs, and something keeps it from working: what to do stands below.',
  },
  chatwoot: { on: 'on', dryRun: 'on trial: nothing is posted', off: 'off' },
  whatsapp: { on: (provider) => `on, through ${provider}`, off: 'off' },
  bot: { label: 'Bot', none: 'nobody answers' },
  waits: { label: 'Waiting', some: (count) => (count === 0 ? 'nothing' : String(count)) },
  problems: { label: 'Problems', some: (count) => (count === 0 ? 'none' : String(count)) },
  rests: (target) =>
    `${target === 'chatwoot' ? 'Chatwoot' : 'WhatsApp'} is not called now; what waits goes on afterwards.`,
  parked: 'A key, a token or the inbox identifier is refused, and nothing is sent or registered.',
  database: 'The database cannot be written now.',
  nextHead: 'What comes next',
  steps: {
    connect: (command) =>
      `For Chatwoot run <code>${command} connect</code>, or put <code>CHATWOOT_ENABLED=true</code>, <code>CHATWOOT_URL</code> and <code>CHATWOOT_INBOX_ID</code> into <code>.env</code>, and restart.`,
    dryRun: 'To have it post to Chatwoot set <code>CHATWOOT_DRY_RUN=false</code> and restart.',
    key: (name) =>
      `For WhatsApp put <code>${name}</code> into <code>.env</code> and restart (README, “With WhatsApp”).`,
    webhook: (command) => `Where nothing comes from WhatsApp, run <code>${command} webhook https://your-host</code>.`,
    problems: (command) => `Decide on the problems: <code>${command} problems list</code>.`,
    check: (command) => `See what is wrong and how it is mended: <code>${command} check</code>.`,
    none: 'Nothing: all of it runs.',
  },
  tryHead: 'Try it',
  tryCheck: 'Everything outside, leaving nothing behind:',
  tryLog: 'An invented exchange, which stays in Chatwoot:',
  example: { user: 'Hello!', bot: 'Hi Ana!', name: 'Ana Example' },
  more: 'Commands are run in the folder of the service. For monitors: <a href="/health/ready">/health/ready</a>; for programs: <a href="/openapi.json">/openapi.json</a>.',
};

export const statusWords = { es, en };
