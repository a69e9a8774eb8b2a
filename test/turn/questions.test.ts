import { expect, test } from 'vitest';
import { handOff, reply, type Action, type Bot } from '../../src/bots/bot.ts';
import { openFaqBot } from '../../src/bots/faq/bot.ts';
import { loadFaq } from '../../src/bots/faq/file/load.ts';
import { exampleFaq } from '../../src/bots/open.ts';
import { eventually } from '../stack.ts';
import { clock, contactId, left, start, store, turnsDone, wrote, withTurns } from './turn-setup.ts';

withTurns();

let n = 0;
const asks = async (text: string, content?: { kind: 'choice'; id: string; title: string }) => {
  n += 1;
  await wrote(`m${String(n).padStart(3, '0')}`, text, content);
  await eventually(turnsDone);
  await left();
};
const kept = () => store.db.selectFrom('questions').selectAll().orderBy('id').execute();

const faqBot = openFaqBot(await loadFaq(exampleFaq));
const faq: Bot['answer'] = (turn, signal) => faqBot.answer(turn, signal);

test('what the FAQ bot answered with its list is kept, with the words, the person and the bot', async () => {
  start(faq, { botName: 'faq' });
  await asks('hola');
  await asks('a que hora abren');
  expect(await kept()).toEqual([]);
  await asks('venden garrafas de gas?');
  expect(await kept()).toMatchObject([
    {
      channel_id: 'main',
      contact_id: contactId,
      words: 'venden garrafas de gas?',
      bot: 'faq',
      became: null,
      state: 'open',
      asked_at: clock.at,
    },
  ]);
});

test('whoever then chooses has found it; whoever gives up goes to a person; what is no question is not kept', async () => {
  start(faq, { botName: 'faq' });
  await asks('venden garrafas de gas?');
  await asks('Horarios', { kind: 'choice', id: 'faq:es:a-que-hora-abren', title: '¿A qué hora abren?' });
  expect(await kept()).toMatchObject([{ became: 'chosen', chosen: '¿A qué hora abren?' }]);
  await asks('y venden paraguas?');
  await asks('quiero hablar con una persona');
  expect((await kept()).map(({ words, became }) => [words, became])).toEqual([
    ['venden garrafas de gas?', 'chosen'],
    ['y venden paraguas?', 'person'],
  ]);
});

test('by its number is chosen too; three failures end with a person, and all are kept', async () => {
  start(faq, { botName: 'faq' });
  await asks('venden garrafas de gas?');
  await asks('la segunda');
  await asks('venden paraguas?');
  await asks('tienen estacionamiento para camiones?');
  await asks('arreglan celulares?');
  expect((await kept()).map(({ words, became }) => [words, became])).toEqual([
    ['venden garrafas de gas?', 'chosen'],
    ['venden paraguas?', null],
    ['tienen estacionamiento para camiones?', 'person'],
    ['arreglan celulares?', 'person'],
  ]);
});

test('"no era eso": the question is the one before, once however often it is not that', async () => {
  start(faq, { botName: 'faq' });
  await asks('hacen tortas saladas de verdura');
  expect(await kept()).toEqual([]);
  const not = { kind: 'choice', id: 'faq:not:es:hacen-tortas-por-encargo', title: 'No era eso' } as const;
  await asks('No era eso', not);
  await asks('No era eso', not);
  expect((await kept()).map(({ words }) => words)).toEqual(['hacen tortas saladas de verdura']);
});

test('said again after the list it is one question', async () => {
  start(faq, { botName: 'faq' });
  await asks('venden garrafas de gas?');
  await asks('venden garrafas de gas?');
  expect((await kept()).map(({ words }) => words)).toEqual(['venden garrafas de gas?']);
});

test.each<[string, Action[], string | null]>([
  ['a reply that says so', [reply('No sé.', { unanswered: true })], 'test'],
  ['a hand-off that says so', [{ ...handOff('no sabe', 'Te paso.'), unanswered: 'tienen sillas' }], 'test'],
  ['no bot of the chain', [{ do: 'pass' }], null],
])('of any bot: %s', async (_, actions, bot) => {
  start(() => actions);
  await asks('tienen sillas');
  expect(await kept()).toMatchObject([{ words: 'tienen sillas', bot }]);
});

test('an answer, and a person who is asked for, are no question without an answer', async () => {
  start(({ messages }) => (messages[0]?.text === 'sillas' ? [reply('Sí.')] : [handOff('lo pidió', 'Te paso.')]));
  await asks('sillas');
  await asks('mesas');
  expect(await kept()).toEqual([]);
});

test('what was answered with an apology and no words of a topic is not kept', async () => {
  start(() => [{ do: 'pass' }]);
  await asks('hola!');
  expect(await kept()).toEqual([]);
});
