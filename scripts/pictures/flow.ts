import { picture, rect, text, wrap, type Language } from './draw.ts';

const said = {
  es: {
    title: 'Un mensaje va del cliente a OptiAtiende, del bot al cliente, y los dos lados a Chatwoot',
    customer: ['Cliente', 'en WhatsApp'],
    provider: ['360dialog', 'o Meta'],
    us: ['OptiAtiende', 'guarda en disco, después hace'],
    bot: ['Tu bot', 'FAQ, modelo, programa'],
    chatwoot: ['Chatwoot', 'agentes leen y contestan'],
    program: ['Otro programa', 'POST /api/exchanges'],
    webhook: 'webhook',
    sends: 'envía',
    asks: 'pregunta y respuesta',
    both: 'los dos lados, en orden',
    back: 'lo que escribe un agente',
  },
  en: {
    title: 'A message goes from the customer to OptiAtiende, from the bot to the customer, and both sides to Chatwoot',
    customer: ['Customer', 'on WhatsApp'],
    provider: ['360dialog', 'or Meta'],
    us: ['OptiAtiende', 'keeps it on disk, then acts'],
    bot: ['Your bot', 'FAQ, model, program'],
    chatwoot: ['Chatwoot', 'agents read and answer'],
    program: ['Another program', 'POST /api/exchanges'],
    webhook: 'webhook',
    sends: 'sends',
    asks: 'question and answer',
    both: 'both sides, in order',
    back: 'what an agent writes',
  },
};

const box = (x: number, y: number, width: number, height: number, fill: string, [name = '', more = '']: string[]) => {
  const lines = wrap(more, Math.floor((width - 16) / 6.4));
  const top = y + height / 2 + 5 - (more === '' ? 0 : lines.length * 8.5);
  return [
    rect({ x, y, width, height }, fill, { line: 'line' }),
    text(x + width / 2, top, name, 'bold middle'),
    ...(more === '' ? [] : lines.map((line, at) => text(x + width / 2, top + 18 + at * 16, line, 'small soft middle'))),
  ].join('\n');
};

const arrow = (from: [number, number], to: [number, number], isDouble = false) =>
  `<line x1="${from[0]}" y1="${from[1]}" x2="${to[0]}" y2="${to[1]}" stroke="var(--soft)" stroke-width="2" marker-end="url(#end)"${isDouble ? ' marker-start="url(#end)"' : ''}/>`;

/** The way of a message, for the first page. */
export function flowPicture(language: Language): string {
  const its = said[language];
  return picture(900, 290, its.title, [
    '<defs><marker id="end" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0 L10 5 L0 10 z" fill="var(--soft)"/></marker></defs>',
    box(20, 120, 120, 76, 'customer', its.customer),
    box(196, 120, 110, 76, 'chip', its.provider),
    box(388, 108, 170, 100, 'agent', its.us),
    box(388, 12, 170, 44, 'bot', its.bot.slice(0, 1)),
    box(736, 108, 144, 100, 'note', its.chatwoot),
    box(388, 240, 170, 40, 'customer', its.program.slice(0, 1)),
    arrow([140, 146], [196, 146]),
    arrow([196, 170], [140, 170]),
    arrow([306, 146], [388, 146]),
    text(347, 138, its.webhook, 'small soft middle'),
    arrow([388, 170], [306, 170]),
    text(347, 188, its.sends, 'small soft middle'),
    arrow([473, 56], [473, 108], true),
    text(568, 38, its.bot[1] ?? '', 'small soft'),
    text(486, 86, its.asks, 'small soft'),
    arrow([558, 142], [736, 142]),
    text(646, 134, its.both, 'small soft middle'),
    arrow([736, 174], [558, 174]),
    text(646, 192, its.back, 'small soft middle'),
    arrow([473, 240], [473, 208]),
    text(568, 265, its.program[1] ?? '', 'small soft mono'),
  ]);
}
