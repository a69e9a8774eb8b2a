import { expect, test } from 'vitest';
import { reply, type Said } from '../../src/bots/bot.ts';
import { openFaqBot } from '../../src/bots/faq/bot.ts';
import { loadFaq } from '../../src/bots/faq/file/load.ts';
import { exampleFaq } from '../../src/bots/open.ts';
import { loopIn, type Spoken } from '../../src/turn/loop.ts';
import { turnOf } from '../bots/turn.ts';
import { eventually } from '../stack.ts';
import { clock, left, said, start, store, turnsDone, wrote, withTurns } from './turn-setup.ts';

withTurns();

/** Both take turns; the customer's nth words, and the seconds between ours and theirs. Gives the words that were answered. */
function converse(
  theirs: (n: number, ours: string) => string,
  ours: (theirs: string, n: number) => string,
  seconds = 2,
) {
  const all: Spoken[] = [];
  const answered: string[] = [];
  let at = 1_000_000;
  let words = '';
  for (let n = 0; n < 40; n++) {
    at += seconds * 1000;
    const message: Spoken = { author: 'customer', kind: 'text', text: theirs(n, words), at };
    all.push(message);
    const loop = loopIn(all.slice(-30), [message]);
    if (loop) return { answered, begins: loop.begins };
    answered.push(message.text);
    words = ours(message.text, n);
    at += 100;
    all.push({ author: 'bot', kind: 'text', text: words, at });
  }
  return { answered, begins: false };
}

const away = 'Gracias por escribirnos, te respondemos a la brevedad.';

test.each<[string, (n: number, ours: string) => string, (theirs: string, n: number) => string, number]>([
  ['an answering machine', () => away, () => '¿En qué te ayudo?', 2],
  ['that is answered differently each time', () => away, (_, n) => `respuesta número ${'x'.repeat(n)}`, 2],
  ['that counts', (n) => `Gracias por tu mensaje. Tu lugar en la cola es el ${n}.`, (_, n) => `Hola ${n}`, 2],
  ['that says the time', (n) => `[12:${n}] Ahora no puedo atender.`, () => 'Hola', 2],
  ['that alternates', (n) => (n % 2 ? away : 'En este momento no hay nadie.'), (text) => `re: ${text}`, 4],
  ['that takes ten seconds', () => away, () => '¿En qué te ayudo?', 4],
  ['hola, hola, hola', () => 'hola', () => '¡Hola! ¿En qué te ayudo?', 2],
])('%s is answered a few times at most, and told of once', (_, theirs, ours, most) => {
  const { answered, begins } = converse(theirs, ours, _.includes('ten') ? 10 : 2);
  expect(answered.length).toBeLessThanOrEqual(most);
  expect(begins).toBe(true);
});

test('one that says our words back, with more around them each time', () => {
  expect(
    converse(
      (_, ours) => `Dijiste: ${ours || 'hola'}`,
      (text) => `re: ${text}`,
    ).answered.length,
  ).toBeLessThanOrEqual(3);
});

test.each([
  ['es', '¡Hola!'],
  ['es', 'quiero hablar de otra cosa'],
  ['es', 'hacen envíos?'],
  ['en', 'hello'],
  ['en', 'something else altogether'],
] as const)('two bots of questions and answers, begun in %s by "%s"', async (language, first) => {
  const faq = await loadFaq(exampleFaq, language);
  const bots = [openFaqBot(faq), openFaqBot(faq)];
  const spoken: Said[][] = [[], []];
  const say = async (own: number, text: string) => {
    const message = { id: '1', author: 'customer' as const, kind: 'text', text, at: 0 };
    const history = spoken[own]!.slice(-30);
    const actions = await bots[own]!.answer(turnOf([message], { history, language }), new AbortController().signal);
    const words = actions.map((action) => (action.do === 'reply' ? action.text : '')).join('\n');
    spoken[own]!.push(message, { ...message, author: 'bot', text: words });
    return words;
  };
  const other: string[] = [first];
  for (let n = 0; n < 40; n++) other.push(await say(n % 2, other.at(-1)!));
  // What the one at our side hears, and says.
  const theirs = other.filter((_, n) => n % 2 === 0);
  const ours = other.filter((_, n) => n % 2 === 1);
  const { answered } = converse(
    (n) => theirs[n] ?? away,
    (_, n) => ours[n] ?? '',
  );
  expect(answered.length).toBeLessThanOrEqual(8);
});

test.each<[string, (n: number, ours: string) => string, (theirs: string, n: number) => string, number]>([
  ['"sí" to one question after the other', () => 'sí', (_, n) => `¿${'abcdefghij'.charAt(n % 10).repeat(9)}?`, 2],
  ['"gracias" after each answer', (n) => (n % 2 ? 'gracias' : `pregunta ${'x'.repeat(n)}`), (text) => `re: ${text}`, 2],
  ['sizes', (n) => `talle ${n}`, () => 'No hay', 2],
  ['the same once a minute', () => away, () => '¿En qué te ayudo?', 60],
])('people are not taken for programs: %s', (_, theirs, ours, seconds) => {
  expect(converse(theirs, ours, seconds).answered).toHaveLength(40);
});

test('hola twice is answered twice; an agent’s words in between begin anew; buttons do not count', () => {
  const at = 1_000_000;
  const one = (author: Spoken['author'], text: string, seconds: number, kind = 'text'): Spoken => ({
    author,
    kind,
    text,
    at: at + seconds * 1000,
  });
  const hola = (seconds: number, kind = 'text') => [
    one('customer', 'hola', seconds, kind),
    one('bot', '¿En qué te ayudo?', seconds + 1),
  ];
  const third = one('customer', 'hola', 20);
  expect(loopIn([...hola(0), ...hola(10), third], [third])).toEqual({ begins: true });
  expect(loopIn([...hola(0), third], [third])).toBeNull();
  expect(loopIn([...hola(0), one('agent', 'soy Ana', 5), ...hola(10), third], [third])).toBeNull();
  const tapped = { ...third, kind: 'choice' };
  expect(loopIn([...hola(0, 'choice'), ...hola(10, 'choice'), tapped], [tapped])).toBeNull();
});

test('the bot is quiet and a line says why, once; it answers as soon as something else is said, or the same much later', async () => {
  start(({ messages }) => [reply(`re: ${messages.at(-1)?.text}`)]);
  for (const n of [1, 2, 3, 4]) {
    await wrote(`m${n}`, away);
    await eventually(turnsDone);
    await left();
  }
  expect(await said()).toHaveLength(2);
  const lines = await store.db.selectFrom('messages').select('text').where('kind', '=', 'notice').execute();
  expect(lines).toEqual([{ text: expect.stringContaining('otro programa') }]);
  await wrote('m5', '¿están abiertos?');
  await eventually(turnsDone);
  await left();
  expect(await said()).toContain('re: ¿están abiertos?');
  clock.at += 3_600_000;
  await wrote('m6', away);
  await eventually(turnsDone);
  expect(await said()).toHaveLength(4);
});
