import { dictionary } from './language.ts';

const es = {
  language: 'Idioma',
  theme: { system: 'Colores: los del sistema', light: 'Colores: claros', dark: 'Colores: oscuros' },
  close: 'Cerrar',
  loading: 'Cargando…',
  again: 'Probar otra vez',
  link: { connecting: 'Conectando…', live: 'En vivo', lost: 'Reconectando…' },
  ago: {
    now: 'ahora',
    s: (n: number) => `hace ${n} s`,
    min: (n: number) => `hace ${n} min`,
    h: (n: number) => `hace ${n} h`,
  },
};

const en: typeof es = {
  language: 'Language',
  theme: { system: "Colours: the system's", light: 'Colours: light', dark: 'Colours: dark' },
  close: 'Close',
  loading: 'Loading…',
  again: 'Try again',
  link: { connecting: 'Connecting…', live: 'Live', lost: 'Reconnecting…' },
  ago: { now: 'now', s: (n) => `${n} s ago`, min: (n) => `${n} min ago`, h: (n) => `${n} h ago` },
};

/** What the shared parts say by themselves. */
export const partWords = dictionary({ es, en });
