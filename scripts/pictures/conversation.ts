import { handOverWords } from '../../src/deliver/tell/hand-over-words.ts';
import { chip, mark, picture, rect, text, words, type Language } from './draw.ts';

const said = {
  es: {
    title: 'Una conversación en Chatwoot, con sus partes numeradas',
    person: 'Ana Prueba',
    resolve: 'Resolver',
    labels: ['humano', 'esperando'],
    question: '¿Hacen tortas para 40 personas? Quiero hablar con alguien',
    bot: 'Bot',
    activity: 'Bot agregó humano',
    agent: 'Lucía',
    answer: '¡Hola, Ana! Sí, hacemos. ¿Para qué día la necesitás?',
    read: '✓✓ 10:42',
  },
  en: {
    title: 'A conversation in Chatwoot, with its parts numbered',
    person: 'Ana Example',
    resolve: 'Resolve',
    labels: ['humano', 'esperando'],
    question: 'Do you bake cakes for 40 people? I want to talk to somebody',
    bot: 'Bot',
    activity: 'Bot added humano',
    agent: 'Lucy',
    answer: 'Hi Ana! Yes, we do. Which day do you need it for?',
    read: '✓✓ 10:42',
  },
};

/** What an agent sees of one conversation: the customer, the bot, the note at the hand-off, the answer of a person. */
export function conversationPicture(language: Language): string {
  const its = said[language];
  const tells = handOverWords(language);
  const parts = [
    text(48, 42, its.person, 'bold'),
    rect({ x: 580, y: 20, width: 110, height: 34 }, 'strong', { round: 8 }),
    text(635, 42, its.resolve, 'middle onstrong'),
    mark(560, 37, 6),
  ];
  let x = 48;
  for (const label of its.labels) {
    const drawn = chip(x, 60, label);
    parts.push(drawn.svg);
    x += drawn.width + 8;
  }
  parts.push(mark(x + 8, 72, 5), `<line x1="1" y1="98" x2="719" y2="98" stroke="var(--line)"/>`);
  let y = 116;
  const add = (
    box: { x: number; width: number },
    name: string,
    words_: string,
    fill: string,
    more: Parameters<typeof words>[3] = {},
    number = 0,
  ) => {
    parts.push(text(box.x, y, name, 'small soft'));
    const drawn = words({ ...box, y: y + 8 }, words_, fill, more);
    parts.push(drawn.svg, mark(box.x - 20, y + 26, number));
    y += drawn.height + 34;
  };
  add({ x: 48, width: 400 }, its.person, its.question, 'customer', {}, 1);
  add({ x: 280, width: 410 }, its.bot, tells.handedOver, 'bot', { foot: ['✓✓ 10:40', 'soft'] }, 2);
  add(
    { x: 280, width: 410 },
    its.bot,
    `${tells.note(tells.reasons['customer_asked'] ?? '')}\n${tells.lastTurns}\n${tells.customer}: ${its.question}`,
    'note',
    { line: 'noteline', foot: ['🔒', 'soft'] },
    3,
  );
  parts.push(text(360, y + 4, its.activity, 'small soft middle'));
  y += 34;
  add({ x: 280, width: 410 }, its.agent, its.answer, 'agent', { foot: [its.read, 'read'] }, 4);
  return picture(720, y - 6, its.title, parts);
}
