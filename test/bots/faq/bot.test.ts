import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Action, Reply, Said, Turn } from '../../../src/bots/bot.ts';
import { openFaqBot } from '../../../src/bots/faq/bot.ts';
import { loadFaq } from '../../../src/bots/faq/file/load.ts';
import { MENU_ID, PERSON_ID } from '../../../src/bots/faq/say/menu.ts';
import { parseFaq } from '../../../src/bots/faq/file/parse.ts';
import { words } from '../../../src/bots/faq/say/words.ts';
import { exampleFaq } from '../../../src/bots/open.ts';
import { said, turnOf } from '../turn.ts';

const faq = await loadFaq(exampleFaq);
const bot = openFaqBot(faq);
const ask = async (now: (string | Partial<Said>)[], more?: Partial<Turn>): Promise<Action[]> =>
  bot.answer(turnOf(now, more), new AbortController().signal);
const one = async (now: (string | Partial<Said>)[], more?: Partial<Turn>): Promise<Reply> => {
  const actions = await ask(now, more);
  expect(actions).toHaveLength(1);
  return actions[0] as Reply;
};
const ofBot = (text: string): Said => said({ author: 'bot', text });
const answerTo = (id: string): string =>
  faq.sections.flatMap(({ entries }) => entries).find((entry) => entry.id === id)!.answer;

test('a greeting and a question in two messages get one answer', async () => {
  expect((await one(['hola', '¿a qué hora abren?'])).text).toBe(answerTo('faq:es:a-que-hora-abren'));
});

test('a question cut over two messages is one question', async () => {
  expect((await one(['cuánto cuesta', 'el envío'])).text).toBe(answerTo('faq:es:hacen-envios'));
});

test('of very long turns the end is read', async () => {
  expect((await one(['bla '.repeat(50_000), '¿hacen envíos?'])).text).toBe(answerTo('faq:es:hacen-envios'));
});

test.each(['history', 'caption'])('a text of millions of letters in the %s does no harm', async (where) => {
  const text = 'y'.repeat(3_900_000);
  const before = where === 'history' ? [said({ text })] : [];
  const now = where === 'history' ? ['xyzzy plugh'] : [{ kind: 'media', text }];
  expect((await one(now, { history: before })).list).toBeDefined();
});

test('several questions get one message with all answers', async () => {
  const { text } = await one(['a qué hora abren y hacen envíos?', 'y cómo puedo pagar?']);
  const heads = text.split('\n').filter((line) => line.startsWith('*¿'));
  expect(heads).toEqual(['*¿A qué hora abren?*', '*¿Hacen envíos?*', '*¿Cómo puedo pagar?*']);
});

test('the greeting of the file comes with a menu of nine questions and a person', async () => {
  const { text, list } = await one(['hola']);
  expect(text).toBe('¡Hola! 👋 Gracias por escribir a *Panadería La Espiga*. ¿Cuál es la consulta?');
  expect(list?.rows).toHaveLength(10);
  expect(list?.rows[0]).toEqual({ id: 'faq:es:a-que-hora-abren', title: '¿A qué hora abren?' });
  expect(list?.rows[4]).toEqual({
    id: 'faq:es:tienen-pan-sin-gluten',
    title: '¿Tienen pan sin gluten?',
  });
  expect(list?.rows[6]).toMatchObject({ title: '¿Hacen tortas por…', description: '¿Hacen tortas por encargo?' });
  expect(list?.rows[9]?.id).toBe(PERSON_ID);
});

test('without a greeting in the file a set one names the business', async () => {
  const plain = openFaqBot(parseFaq('# Vivero Sur\n## Open?\nYes.', 'faq.md', 'en'));
  const [greeted] = await plain.answer(turnOf(['hello']), new AbortController().signal);
  expect(greeted).toMatchObject({ text: 'Hello! This is the assistant of Vivero Sur. How can I help you?' });
});

test('the language is that of the message, else of what was said before, else of the installation', async () => {
  expect((await one(['ok'])).text).toBe(words.es.fine);
  expect((await one(['ok'], { language: 'en' })).text).toBe(words.en.fine);
  expect((await one(['ok'], { history: [said({ text: 'do you have bread?' })] })).text).toBe(words.en.fine);
  expect((await one(['wifi'], { language: 'en' })).text).toBe(answerTo('faq:en:do-you-have-tables-and-wifi'));
});

test('a chosen row gets exactly its answer, whatever its title says', async () => {
  const choice = { kind: 'choice', text: '¿A qué hora abren?', choiceId: 'faq:en:do-you-deliver' };
  expect((await one([choice])).text).toBe(answerTo('faq:en:do-you-deliver'));
});

test('a row of a question since reworded or removed is answered by its words', async () => {
  const old = { kind: 'choice', text: '¿Hasta qué hora…', choiceId: 'faq:es:hasta-que-hora-abren-los-domingos' };
  expect((await one([old])).text).toBe(answerTo('faq:es:a-que-hora-abren'));
  const foreign = { kind: 'choice', text: '¿Hacen envíos?', choiceId: 'promo-7' };
  expect((await one([foreign])).text).toBe(answerTo('faq:es:hacen-envios'));
});

test('the rows and buttons for a person and for the menu work', async () => {
  const person = await ask([{ kind: 'choice', text: 'Hablar con una persona', choiceId: PERSON_ID }]);
  expect(person).toEqual([
    { do: 'reply', text: words.es.handOff },
    { do: 'handoff', reason: 'Pidió hablar con una persona', words: '', asked: true },
  ]);
  const menu = await one([{ kind: 'choice', text: 'Ver preguntas', choiceId: MENU_ID }]);
  expect(menu.list?.rows).toHaveLength(10);
});

test('the reason is in the language of the agents, the reply in that of the person', async () => {
  expect(await ask(['I want to talk to a human'], { language: 'es' })).toEqual([
    { do: 'reply', text: words.en.handOff },
    { do: 'handoff', reason: words.es.askedForPerson, words: '', asked: true },
  ]);
});

test('a photo, a voice note or a location gets a kind word; a caption with a question gets its answer', async () => {
  for (const kind of ['media', 'location', 'contacts', 'unsupported']) {
    const { text, list } = await one([{ kind, text: '📷' }]);
    expect(text).toBe(words.es.needText);
    expect(list).toBeDefined();
  }
  expect((await one([{ kind: 'media', text: '¿Hacen envíos?' }])).text).toBe(answerTo('faq:es:hacen-envios'));
  expect((await one([{ kind: 'media', text: '📷' }, 'gracias'])).text).toBe(words.es.thanks);
});

test('a chat that was just opened is greeted; a word that came with it is what is answered', async () => {
  expect(await one([{ kind: 'welcome', text: '👋' }])).toEqual(await one(['hola']));
  expect(await ask([{ kind: 'welcome', text: '👋' }], { language: 'en' })).toEqual(
    await ask(['hello'], { language: 'en' }),
  );
  expect((await one([{ kind: 'welcome', text: '👋' }, 'gracias'])).text).toBe(words.es.thanks);
});

test('reactions and system notes are left alone', async () => {
  expect(await ask([{ kind: 'reaction', text: '👍' }])).toEqual([]);
  expect((await one([{ kind: 'reaction', text: '👍' }, 'hola'])).list).toBeDefined();
});

test('unsure twice in a row offers a person; yes takes the offer, an answer between resets', async () => {
  expect((await one(['asdfgh'])).text).toBe(words.es.unsure);
  const again = await one(['qwerty'], { history: [said({ text: 'asdfgh' }), ofBot(words.es.unsure)] });
  expect(again.text).toBe(words.es.offer);
  expect(again.buttons?.map(({ id }) => id)).toEqual([PERSON_ID, MENU_ID]);

  expect(await ask(['sí, por favor'], { history: [ofBot(words.es.offer)] })).toHaveLength(2);
  expect((await one(['no'], { history: [ofBot(words.es.offer)] })).text).toBe(words.es.fine);
  expect((await one(['sí'], { history: [ofBot(words.es.unsure)] })).text).toBe(words.es.fine);

  const between = [ofBot(words.es.unsure), ofBot(answerTo('faq:es:hacen-envios'))];
  expect((await one(['qwerty'], { history: between })).text).toBe(words.es.unsure);
  const agent = [ofBot(words.es.unsure), said({ author: 'agent', text: 'Listo' })];
  expect((await one(['qwerty'], { history: agent })).text).toBe(words.es.unsure);
});

test('two photos in a row offer a person as well', async () => {
  const history = [said({ kind: 'media', text: '📷' }), ofBot(words.es.needText)];
  expect((await one([{ kind: 'media', text: '📷' }], { history })).text).toBe(words.es.offer);
});

test('"persona" in a question is no wish for a person', async () => {
  for (const text of ['¿cuánto sale por persona?', 'mesa para una persona', 'es para 4 personas', 'price per person']) {
    expect((await ask([text])).map((action) => action.do)).toEqual(['reply']);
  }
});

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(fc.string({ unit: 'binary', maxLength: 12 })).map((parts) => parts.join('\ud800 ')),
  fc
    .array(
      fc.constantFrom(
        'hola',
        'pan',
        'persona',
        'quiero',
        '¿',
        '\n',
        'gluten',
        'torta',
        'open',
        'bread',
        '\udc00',
        '🤖',
      ),
    )
    .map((parts) => parts.join(' ')),
);
const message = fc.record({
  text,
  kind: fc.constantFrom('text', 'media', 'choice', 'location', 'edit', 'unsupported'),
});

test('whatever is said: no throw, one reply with a text, within the limits of WhatsApp', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 4 }), fc.array(text), async (now, before) => {
      const history = before.map((one, index) => said({ text: one, author: index % 2 === 0 ? 'customer' : 'bot' }));
      const replies = (await ask(now, { history })).filter((action) => action.do === 'reply');
      expect(replies).toHaveLength(1);
      expect(replies[0]!.text.trim()).not.toBe('');
      const rows = replies[0]!.list?.rows ?? [];
      expect(rows.length).toBeLessThanOrEqual(10);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      for (const { title } of rows) expect(title.trim().length).toBeGreaterThan(0);
    }),
    { numRuns: 200 },
  );
});

test('whatever the questions are: rows within 24 and 72 UTF-16 units, no character cut in two', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme', maxLength: 120 }), { maxLength: 14 }),
      async (questions) => {
        const file = questions
          .map((question, index) => `## ${index} ${question.replace(/[\r\n\u2028\u2029<]/gu, '')}\n\nAnswer.`)
          .join('\n');
        const made = openFaqBot(parseFaq(`${file}\n## last\nAnswer.`, 'faq.md', 'es'));
        const [hello] = (await made.answer(turnOf(['hola']), new AbortController().signal)) as [Reply];
        for (const { title, description } of hello.list!.rows) {
          expect(title.length).toBeLessThanOrEqual(24);
          expect(description?.length ?? 0).toBeLessThanOrEqual(72);
          expect((title + (description ?? '')).isWellFormed()).toBe(true);
        }
        expect(hello.list!.rows.length).toBeLessThanOrEqual(10);
      },
    ),
    { numRuns: 100 },
  );
});

test('the set texts fit the places they are shown in', () => {
  for (const own of Object.values(words)) {
    expect(own.menuButton.length).toBeLessThanOrEqual(20);
    expect(own.personButton.length).toBeLessThanOrEqual(20);
    expect(own.personRow.length).toBeLessThanOrEqual(24);
    expect(own.personDescription.length).toBeLessThanOrEqual(72);
  }
});
