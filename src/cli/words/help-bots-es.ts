import type { Help } from './help.ts';

const json = { '--json': 'escribe para programas' };
const channel = { '--channel': 'solo este canal, por su nombre en CHANNELS' };
const ofBot = { '--channel': 'el bot de este canal, por su nombre en CHANNELS (de fábrica: el primero)' };
const ids = { id: 'números de la lista' };

/** The help of `bot` and `questions` in Spanish (`help-es.ts`). */
export const helpOfBotsEs: Record<string, Help> = {
  bot: {
    summary: 'muestra qué tan bien contesta el bot: con un archivo de preguntas, o en una charla',
    description: 'Le pregunta al bot de los ajustes, o a otro con --bot, sin WhatsApp, sin Chatwoot y sin base.',
  },
  'bot eval': {
    summary: 'le hace las preguntas de un archivo, y muestra si sus respuestas cumplen lo pedido',
    description:
      'Muestra cada caso con lo que dio, y la nota. Está mal lo que se contestó con seguridad y no era lo pedido; a medias, lo que la palabra siguiente puede corregir. Código de salida: 0 si hay bastantes bien y no demasiadas mal, 1 si no, 2 mal uso.',
    of: {
      file: 'casos, un objeto JSON por línea: docs/FAQ.md, examples/eval.jsonl',
      '--bot': 'el bot que contesta (de fábrica: BOT)',
      '--min': 'la parte que tiene que estar bien, de 0 a 1',
      '--wrong': 'cuántas pueden estar mal',
      ...json,
      ...ofBot,
    },
  },
  'bot try': {
    summary: 'una charla con él en la terminal',
    description: 'Cada línea es un mensaje; lo dicho se recuerda como en una charla de verdad. No se guarda nada.',
    of: { '--bot': 'el bot que contesta (de fábrica: BOT)', ...ofBot },
  },
  'bot mcp': {
    summary: 'escribe las herramientas de los servidores MCP de BOT_MCP como son ahora, para poner en ese archivo',
    description:
      'Le pide a cada servidor su lista, y no llama a nada. Lo demás que el archivo dice de una herramienta queda.',
    of: { '--channel': 'los servidores de este canal, por su nombre en CHANNELS (de fábrica: el primero)' },
  },
  'bot check': {
    summary: 'prueba un bot tuyo: lo que tiene que hacer, y lo que rompe a los descuidados',
    description:
      'Le da turnos inventados: buenos, repetidos, grandes, raros y hostiles, archivos, firmas equivocadas, llamadas cortadas. Dice qué incumple, y qué hacer. A una dirección se la llama con BOT_SECRET; para acciones que llegan después se pide API_TOKEN. Código de salida: 0 cumple, 1 no cumple, 2 mal uso.',
    of: {
      bot: 'la dirección de tu programa (BOT_URL), o el archivo de tu módulo (BOT_MODULE)',
      '--port': 'dónde encuentra a este lado: para archivos, y para acciones que llegan después (de fábrica: PORT)',
      '--timeout': 'el tiempo de cada respuesta en segundos, como BOT_TIMEOUT',
      ...json,
    },
  },
  questions: {
    summary: 'lo que preguntaron los clientes y ningún bot supo contestar, lo más preguntado primero',
    description:
      'Las preguntas que piden lo mismo están juntas, sean cuales sean sus palabras, acentos y errores; también con el servicio en marcha. Se guardan por RETENTION_DAYS.',
  },
  'questions list': {
    summary: 'las muestra',
    of: {
      '--since': 'preguntadas desde entonces: un día (2026-11-29), o 30d, 48h',
      '--limit': 'tantos grupos como mucho',
      '--all': 'también las hechas, las descartadas y las que se encontraron en lo mostrado',
      ...json,
      ...channel,
    },
  },
  'questions done': {
    summary: 'ya están en tu archivo o carpeta; vuelven si se preguntan de nuevo',
    of: { ...ids, ...json },
  },
  'questions dismiss': {
    summary: 'no merecen respuesta, ni lo parecido que llegue después',
    of: { ...ids, ...json },
  },
  'questions reopen': { summary: 'ni lo uno ni lo otro', of: { ...ids, ...json } },
};
