// @ts-check
/**
 * A bot with something to look up: is the shop open now? It offers buttons, hands over to people while they are there,
 * and takes their place while they are not. Run it with
 *
 *     BOT=module BOT_MODULE=./examples/hours-bot.mjs npm start
 *
 * @typedef {import('../src/bots/bot.ts').Bot} Bot In a project of your own: import('optiatiende').Bot
 */

const TIME_ZONE = 'America/Argentina/Buenos_Aires';
/** Opening hour and closing hour, Sunday first; null: closed. */
const HOURS = [null, [9, 18], [9, 18], [9, 18], [9, 18], [9, 18], [9, 13]];
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** @param {number} at Milliseconds since 1970. */
export function isOpen(at) {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: TIME_ZONE,
    weekday: 'short',
    hour: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(at);
  /** @param {string} type */
  const part = (type) => parts.find((one) => one.type === type)?.value ?? '';
  const [from = 0, to = 0] = HOURS[DAYS.indexOf(part('weekday'))] ?? [];
  const hour = Number(part('hour'));
  return hour >= from && hour < to;
}

/** @type {Bot} */
const bot = {
  answer({ messages, person }) {
    const last = messages[messages.length - 1];
    if (last === undefined) return [];
    const open = isOpen(last.at);

    // A button comes back with the id we gave it.
    if (last.choiceId === 'person' || /persona|humano|person|human/i.test(last.text)) {
      if (open)
        return [
          { do: 'reply', text: 'Enseguida te atienden.' },
          { do: 'handoff', reason: 'Asked for a person' },
        ];
      return [
        { do: 'reply', text: 'Ahora está cerrado. Con el mensaje aquí escrito, respondemos al abrir.', quote: last.id },
      ];
    }
    if (last.choiceId === 'bye') return [{ do: 'reply', text: '¡Hasta pronto!' }, { do: 'resolve' }];

    const hello = person.name === null ? '¡Hola!' : `¡Hola, ${person.name}!`;
    return [
      {
        do: 'reply',
        text: `${hello} En este momento el local está *${open ? 'abierto' : 'cerrado'}*. Lunes a viernes de 9 a 18, sábados de 9 a 13.`,
        buttons: [
          { id: 'person', title: 'Hablar con alguien' },
          { id: 'bye', title: 'Eso es todo' },
        ],
      },
    ];
  },
};

export default bot;
