import type { BotCheckWords } from './bot-check-words.ts';

export const botCheckEs: BotCheckWords = {
  begins: (target) => `Pruebo el bot de ${target} con turnos inventados. Nada llega a WhatsApp ni a Chatwoot.`,
  ours: (url) =>
    `Archivos y acciones que vienen después (202): ${url}. El bot tiene que conocer esta dirección si los usa.`,
  noSecret: 'BOT_SECRET no está puesta: poné la misma que tiene tu bot.',
  outcomes: { ok: 'bien', advice: 'consejo', broken: 'ROTO' },
  cases: {
    hello: 'un saludo',
    several: 'varios mensajes, con historia',
    repeat: 'el mismo turno, otra vez',
    choice: 'una opción que no ofreció',
    kinds: 'fotos, ubicaciones y tipos desconocidos',
    strange: 'mensajes y personas raros',
    big: 'muy grande (270 kB)',
    hostile: 'textos hostiles',
    state: 'su estado, de vuelta',
    unknown_fields: 'campos que todavía no existen',
    file: 'un archivo',
    file_gone: 'un archivo que ya no está',
    at_once: 'ocho personas a la vez',
    wrong_signature: 'firma equivocada',
    no_signature: 'sin firma',
    old_signature: 'firma de hace una hora',
    no_json: 'cuerpos rotos',
    left: 'llamadas que se cortan',
    alive: 'sigue ahí al final',
  },
  faults: {
    unreachable: {
      what: (detail) => `no hay nadie en esa dirección (${detail})`,
      fix: 'Arrancá el bot, y fijate en la dirección y el puerto.',
    },
    died: {
      what: (detail) => `se cayó: ya no hay nadie en esa dirección (${detail})`,
      fix: 'Mirá el log del bot: una sola llamada rota no puede llevárselo. Lo que falta no se probó.',
    },
    broke_off: {
      what: (detail) => `cortó sin contestar (${detail})`,
      fix: 'Mirá el log del bot: seguramente falló en el medio. Tiene que contestar siempre.',
    },
    redirect: {
      what: (detail) => `manda a otra dirección (${detail})`,
      fix: 'Poné en BOT_URL la dirección final: no se siguen redirecciones.',
    },
    status: {
      what: (detail) => `contestó ${detail}`,
      fix: 'Contestá 200 con las acciones, o 202. Con 401, fijate que BOT_SECRET sea la misma de los dos lados, y que firmes los bytes tal como llegaron; con 404, la dirección; con 500, el log del bot.',
    },
    too_slow: {
      what: (detail) => `no contestó en ${detail}`,
      fix: 'Contestá antes de BOT_TIMEOUT, o subilo. Si tu bot tarda, contestá 202 y mandá las acciones después.',
    },
    too_large: {
      what: (detail) => `la respuesta tiene más de ${detail}`,
      fix: 'Mandá los archivos grandes con `url`.',
    },
    no_json: {
      what: (detail) => `la respuesta no es JSON (${detail})`,
      fix: 'Contestá {"actions": […]} en JSON. Una página suele ser de un proxy, o un error del framework.',
    },
    shape: {
      what: (detail) => `acciones mal formadas: ${detail}`,
      fix: 'Corregí esos campos: las acciones están en docs/BOTS.md, y como esquema en /openapi.json (BotActions).',
    },
    later_shape: {
      what: (detail) => `las acciones que vinieron después están mal formadas: ${detail}`,
      fix: 'Corregí esos campos: docs/BOTS.md, BotActions en /openapi.json. El servicio contesta 422 con los campos.',
    },
    later_never: {
      what: () => 'dijo 202 y las acciones no vinieron',
      fix: 'Mandalas a POST /api/turns/{id}/actions de este servicio antes de BOT_TIMEOUT. Decile al bot la dirección de arriba.',
    },
    later_token: {
      what: () => 'mandó las acciones sin la API_TOKEN correcta (401)',
      fix: 'Poné la misma API_TOKEN de los dos lados: Authorization: Bearer API_TOKEN.',
    },
    later_twice: {
      what: (detail) => `mandó acciones distintas para el mismo turno (${detail} veces)`,
      fix: 'Solo valen las primeras: recordá por `turn.id` lo que ya empezaste.',
    },
    unsigned_taken: {
      what: (detail) => `aceptó una llamada que no está firmada con BOT_SECRET (${detail})`,
      fix: 'Compará X-OptiAtiende-Signature con HMAC-SHA256 de "timestamp.cuerpo", y contestá 401 si no coincide. Si no, cualquiera puede usar tu bot.',
    },
    stale_taken: {
      what: (detail) => `aceptó una llamada de hace una hora (${detail})`,
      fix: 'Rechazá lo que tenga más de cinco minutos (X-OptiAtiende-Timestamp): así nadie repite lo que escuchó.',
    },
    secret_told: {
      what: () => 'su respuesta contiene BOT_SECRET',
      fix: 'Sacá el secreto de lo que ve el modelo o la plantilla. Cambialo: ya salió.',
    },
    threw: {
      what: (detail) => `falló: ${detail}`,
      fix: 'Atrapá el error y contestá algo, o pasá la conversación a una persona.',
    },
    slow: { what: (detail) => `tardó ${detail}`, fix: 'El cliente ve «escribiendo…» todo ese tiempo.' },
    cut_titles: {
      what: (detail) => `un título es más largo de lo que WhatsApp muestra: ${detail}`,
      fix: 'Botones: hasta 20 caracteres; filas de una lista: hasta 24. Lo demás se corta.',
    },
    no_words: {
      what: () => 'no dijo nada',
      fix: 'Está permitido, pero el cliente queda sin respuesta. Si no sabés qué decir, pasá la conversación a una persona.',
    },
    media_url: {
      what: () => 'manda un archivo por http',
      fix: 'Solo se baja del servidor de BOT_URL o de BOT_FILES_URL; los demás tienen que ser https y públicos.',
    },
  },
  score: (counts, median) =>
    `Bien: ${counts.ok + counts.advice} de ${counts.ok + counts.advice + counts.broken}` +
    `${counts.advice > 0 ? ` · con consejo ${counts.advice}` : ''}${counts.broken > 0 ? ` · ROTO ${counts.broken}` : ''} · ${median} ms por caso`,
  good: 'El bot cumple.',
  bad: 'El bot no cumple: lo de arriba le pasaría también a tus clientes.',
  filesRead: (n) => `Archivos que bajó: ${n}.`,
};
