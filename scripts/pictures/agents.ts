import { windowClosed } from '../../src/deliver/tell/refusal-words.ts';
import { chip, mark, picture, rect, text, words, type Language } from './draw.ts';

const said = {
  es: {
    composer: 'El cuadro de respuesta, con «Responder» y con «Nota privada»',
    reply: 'Responder',
    note: 'Nota privada',
    send: 'Enviar',
    addNote: 'Añadir nota',
    toCustomer: 'Le llega al cliente por WhatsApp',
    toUs: 'Solo la ve tu equipo. Los comandos van acá',
    answer: 'Sí, hacemos. ¿Para qué día?',
    list: 'La lista de conversaciones y su filtro',
    title: 'Conversaciones',
    filter: ['Abrir', 'Resueltas', 'Pendientes', 'Postpuestas', 'Todos'],
    chosen: 4,
    rows: [
      ['Ana Prueba', 'Quiero hablar con alguien', ['humano', 'esperando']],
      ['Bruno Prueba', '¿A qué hora abren?', []],
      ['Carla Prueba', 'Lucía: te lo confirmo hoy', ['humano']],
    ] as [string, string, string[]][],
    ticks: 'Qué dice cada tilde debajo de un mensaje',
    states: [
      ['✓', 'soft', 'WhatsApp lo tomó'],
      ['✓✓', 'soft', 'está en el teléfono del cliente'],
      ['✓✓', 'read', 'el cliente lo leyó'],
    ],
    retry: 'Reintentar',
    example: 'Te esperamos mañana',
  },
  en: {
    composer: 'The box for answers, with “Reply” and with “Private Note”',
    reply: 'Reply',
    note: 'Private Note',
    send: 'Send',
    addNote: 'Add Note',
    toCustomer: 'Goes to the customer on WhatsApp',
    toUs: 'Only your team sees it. Commands go here',
    answer: 'Yes, we do. Which day is it for?',
    list: 'The list of conversations and its filter',
    title: 'Conversations',
    filter: ['Open', 'Resolved', 'Pending', 'Snoozed', 'All'],
    chosen: 4,
    rows: [
      ['Ana Example', 'I want to talk to somebody', ['humano', 'esperando']],
      ['Bruno Example', 'When do you open?', []],
      ['Carla Example', 'Lucy: I will confirm it today', ['humano']],
    ] as [string, string, string[]][],
    ticks: 'What each tick below a message says',
    states: [
      ['✓', 'soft', 'WhatsApp has taken it'],
      ['✓✓', 'soft', 'it is on the customer’s phone'],
      ['✓✓', 'read', 'the customer has read it'],
    ],
    retry: 'Retry',
    example: 'See you tomorrow',
  },
};

/** The box in which agents write: once for the customer, once for the team. */
export function composerPicture(language: Language): string {
  const its = said[language];
  const half = (x: number, isNote: boolean, number: number) => [
    rect({ x, y: 24, width: 320, height: 150 }, isNote ? 'note' : 'ground', { line: isNote ? 'noteline' : 'line' }),
    text(x + 16, 50, its.reply, isNote ? 'soft' : 'bold'),
    text(x + 112, 50, its.note, isNote ? 'bold' : 'soft'),
    text(x + 16, 92, isNote ? '/bot off' : its.answer, isNote ? 'mono' : ''),
    rect({ x: x + 196, y: 126, width: 108, height: 34 }, 'strong', { round: 8 }),
    text(x + 250, 148, isNote ? its.addNote : its.send, 'middle onstrong'),
    mark(x + 6, 24, number),
    text(x + 4, 196, isNote ? its.toUs : its.toCustomer, 'small soft'),
  ];
  return picture(720, 214, its.composer, [...half(24, false, 1), ...half(376, true, 2)]);
}

/** Where conversations of the bot, those that wait and those of people are found. */
export function listPicture(language: Language): string {
  const its = said[language];
  const parts = [text(24, 40, its.title, 'bold'), mark(206, 35, 1)];
  let x = 228;
  for (const [at, word] of its.filter.entries()) {
    const drawn = chip(x, 23, word, at === its.chosen ? 'strong' : 'chip', at === its.chosen ? 'onstrong' : '');
    parts.push(drawn.svg);
    x += drawn.width + 8;
  }
  let y = 64;
  for (const [at, [name, last, labels]] of its.rows.entries()) {
    parts.push(rect({ x: 24, y, width: 672, height: 62 }, 'ground', { line: 'line' }));
    parts.push(
      `<circle cx="54" cy="${y + 31}" r="17" fill="var(--chip)"/>`,
      text(54, y + 36, name.slice(0, 1), 'middle soft'),
    );
    parts.push(text(84, y + 27, name, 'bold'), text(84, y + 47, last, 'small soft'));
    let right = 660;
    for (const label of labels.toReversed()) {
      const { width } = chip(0, 0, label);
      right -= width;
      parts.push(chip(right, y + 19, label).svg);
      right -= 8;
    }
    parts.push(mark(680, y + 31, at + 2));
    y += 72;
  }
  return picture(720, y + 10, its.list, parts);
}

/** The ticks, and a message that did not arrive with its reason. */
export function ticksPicture(language: Language): string {
  const its = said[language];
  const parts: string[] = [];
  let y = 24;
  for (const [at, [ticks = '', look = '', says = '']] of its.states.entries()) {
    const drawn = words({ x: 48, y, width: 230 }, its.example, 'agent', { foot: [ticks, look] });
    parts.push(drawn.svg, mark(28, y + 20, at + 1), text(300, y + 34, says));
    y += drawn.height + 14;
  }
  const failed = words({ x: 48, y, width: 230 }, its.example, 'badground', {
    line: 'bad',
    foot: [`⚠ ${its.retry}`, 'bad'],
  });
  const reason = words({ x: 300, y, width: 396 }, windowClosed(language, 'command'), 'customer');
  parts.push(failed.svg, mark(28, y + 20, 4), reason.svg);
  y += Math.max(failed.height, reason.height) + 24;
  return picture(720, y, its.ticks, parts);
}
