import { expect, test } from 'vitest';
import type { Action, Said } from '../../../src/bots/bot.ts';
import { Talk } from '../../../src/bots/eval/talk.ts';
import { openFaqBot } from '../../../src/bots/faq/bot.ts';
import { loadFaq } from '../../../src/bots/faq/file/load.ts';
import { parseFaq } from '../../../src/bots/faq/file/parse.ts';
import { words } from '../../../src/bots/faq/say/words.ts';
import { sourcesIn } from '../../../src/bots/faq/sources.ts';
import { exampleFaq } from '../../../src/bots/open.ts';
import { turnOf } from '../turn.ts';

const faq = await loadFaq(exampleFaq);
const bot = openFaqBot(faq);
const signal = new AbortController().signal;
const own = words.es;
/** Two questions of the example fit it alike. */
const TWO = 'cuanto me sale mandar una torta a domicilio';

/** A person who says these things one after another; what came of the last. */
async function talk(...turns: (string | { choose: string } | { kind: 'media' | 'location'; text: string })[]) {
  const person = new Talk(bot, 'es');
  let last = await person.say([turns[0]!], signal);
  for (const turn of turns.slice(1)) last = await person.say([turn], signal);
  const { text, handsOff, actions } = last;
  return {
    text,
    handsOff,
    sources: sourcesIn(faq)(text),
    reason: reasonIn(actions),
    titles: person.offered.map(({ title }) => title),
  };
}
const reasonIn = (actions: Action[]) => actions.find((action) => action.do === 'handoff')?.reason;

test('what is only near is answered below its question, with a way to say that it was another', async () => {
  const { text, titles } = await talk('venden café?');
  expect(text).toBe('*¿Tienen mesas y wifi?*\nSí, hay ocho mesas y wifi gratis. La clave está en cada mesa.');
  expect(titles).toEqual(['No era eso']);
});

test.each([[{ choose: 'No era eso' }], ['no era eso'], ['no'], ['no, eso no']])(
  '%j after it brings others, and then a person',
  async (no) => {
    const first = await talk('hacen tortas saladas de verdura', no);
    expect(first.text.startsWith(own.notThat)).toBe(true);
    expect(first.sources).toEqual([]);
    expect(first.titles.length).toBeGreaterThan(1);
    const second = await talk('hacen tortas saladas de verdura', no, 'asdfgh qwerty');
    expect(second.text).toBe(own.offer);
    const third = await talk('hacen tortas saladas de verdura', no, 'asdfgh qwerty', 'zxcvb');
    expect(third).toMatchObject({ text: own.givenUp, handsOff: true, reason: own.reasons.failures });
  },
);

test.each([
  ['1', '¿Hacen envíos?'],
  ['la primera', '¿Hacen envíos?'],
  ['sí', '¿Hacen envíos?'],
  ['la 2', '¿Hacen tortas por encargo?'],
  ['opción 2 por favor', '¿Hacen tortas por encargo?'],
  ['la última', '¿Hacen tortas por encargo?'],
  ['la de las tortas', '¿Hacen tortas por encargo?'],
  ['envíos', '¿Hacen envíos?'],
])('after a choice of two, %s takes %s', async (said, question) => {
  const offered = await talk(TWO);
  expect(offered.text).toBe(`${own.near}\n1. ¿Hacen envíos?\n2. ¿Hacen tortas por encargo?`);
  expect((await talk(TWO, said)).sources).toEqual([question]);
});

test.each(['las dos', 'ambas', '1 y 2'])('after a choice of two, %s takes both', async (said) => {
  expect((await talk(TWO, said)).sources).toEqual(['¿Hacen envíos?', '¿Hacen tortas por encargo?']);
});

test('"ok, gracias" after a choice ends the talk, "sí, gracias" takes the first', async () => {
  expect((await talk(TWO, 'ok gracias')).text).toBe(own.thanks);
  expect((await talk(TWO, 'sí, gracias')).sources).toEqual(['¿Hacen envíos?']);
});

test.each([['hola'], [TWO], ['quiero hacer un pedido']])(
  'a sticker after "%s" gets a word and no menu',
  async (said) => {
    const sticker = { kind: 'media', text: '🏷️ sticker (todavía no descargado)' } as const;
    expect(await talk(said, sticker)).toMatchObject({ text: own.here, titles: [], handsOff: false });
  },
);

test('the row after the last is the person, and "ninguna" is a failure', async () => {
  expect((await talk(TWO, '3')).handsOff).toBe(true);
  expect((await talk(TWO, 'ninguna de esas')).text).toBe(own.otherThan);
});

test('a number takes a row of the list that any other reply brought, and is no choice where nothing was offered', async () => {
  expect((await talk('hola', '2')).sources).toEqual(['¿Dónde están?']);
  expect((await talk('hola', 'hola 1')).sources).toEqual(['¿A qué hora abren?']);
  expect((await talk('hola', 'dale, la 2 porfa gracias')).sources).toEqual(['¿Dónde están?']);
  expect((await talk('asdfgh', 'la tercera')).sources).toEqual(['¿Hacen envíos?']);
  expect((await talk('hola', '10')).handsOff).toBe(true);
  expect((await talk('a que hora abren', '1')).sources).toEqual([]);
});

test('three failures in a row call a person; thanks in between do not end the row, an answer does', async () => {
  expect((await talk('asdfgh', 'qwerty')).text).toBe(own.offer);
  expect(await talk('asdfgh', 'qwerty', 'zxcvb')).toMatchObject({ handsOff: true, text: own.givenUp });
  expect((await talk('asdfgh', 'gracias', 'qwerty', 'zxcvb')).handsOff).toBe(true);
  expect((await talk('asdfgh', 'qwerty', 'hacen envios', 'zxcvb')).text).toBe(own.unsure);
});

test.each(['no deja', 'no, dejalo', 'no gracias', 'no hace falta', 'ya fue'])(
  '%s declines the person and brings no answer',
  async (no) => {
    expect(await talk('asdfgh', 'qwerty', no)).toMatchObject({ text: own.fine, handsOff: false, titles: [] });
  },
);

test.each([
  ['2 docenas para mañana a las 9'],
  ['un kilo de pan y hacen envios?'],
  ['medialunas'],
  [{ kind: 'media', text: '🎤 mensaje de voz (no se pudo traer)' } as const],
  [{ kind: 'location', text: '📍 Casa, Av. de los Trigales 10\nhttps://maps.google.com/?q=1,2' } as const],
])('after "quiero hacer un pedido" %j goes to a person', async (said) => {
  const asked = await talk('quiero hacer un pedido');
  expect(asked.text.endsWith('¿Qué anoto, y para cuándo?')).toBe(true);
  expect(asked.handsOff).toBe(false);
  const { text, handsOff, reason } = await talk('quiero hacer un pedido', said);
  expect(handsOff).toBe(true);
  expect(text.endsWith(own.taken)).toBe(true);
  // The reason is logged: nothing the customer wrote is in it.
  expect(reason).toBe('Escribió lo que hace falta para «¿Cómo hago un pedido?»');
});

test('thanks and another question leave the order open', async () => {
  expect(await talk('quiero hacer un pedido', 'gracias!')).toMatchObject({ text: own.thanks, handsOff: false });
  expect((await talk('quiero hacer un pedido', 'gracias!', '3 panes para el viernes')).handsOff).toBe(true);
  const between = await talk('quiero hacer un pedido', 'hasta que hora abren?');
  expect(between.sources).toEqual(['¿A qué hora abren?']);
  expect(between.handsOff).toBe(false);
  expect((await talk('quiero hacer un pedido', 'hasta que hora abren?', '3 panes, los busco a las 7')).handsOff).toBe(
    true,
  );
  expect((await talk('quiero hacer un pedido', 'no, nada')).handsOff).toBe(false);
});

test('`then: person` takes the next words without asking for them', async () => {
  const shop = openFaqBot(
    parseFaq('## ¿Reparan?\n> arreglan zapatos\n\nSí, con presupuesto.\n\n> then: person', 'f', 'es'),
  );
  const person = new Talk(shop, 'es');
  expect((await person.say(['arreglan zapatos?'], signal)).handsOff).toBe(false);
  expect((await person.say(['se despegó la suela'], signal)).handsOff).toBe(true);
});

test.each([
  ['son unos ladrones', own.reasons.angry],
  ['que vergüenza de atención', own.reasons.angry],
  ['😡😡', own.reasons.angry],
  ['quiero quejarme', own.reasons.angry],
  ['me cobraron dos veces', own.reasons.money],
  ['devuelvanme la plata', own.reasons.money],
  ['pagué y nadie me manda nada', own.reasons.money],
  ['donde esta mi pedido', own.reasons.own],
  ['la torta llegó toda rota', own.reasons.own],
  ['quiero cancelar mi turno', own.reasons.own],
])('%s goes to a person', async (said, reason) => {
  expect(await talk(said)).toMatchObject({ handsOff: true, reason });
});

test('what the file itself says of it is answered; an insult goes to a person all the same', async () => {
  const file = '## ¿Puedo cancelar un turno?\n> cancelar mi turno\n\nSí, hasta 24 horas antes.';
  const clinic = openFaqBot(parseFaq(file, 'f', 'es'));
  const say = async (text: string) => new Talk(clinic, 'es').say([text], signal);
  expect((await say('quiero cancelar mi turno')).text).toBe('Sí, hasta 24 horas antes.');
  expect((await say('quiero cancelar mi turno, son unos chorros')).handsOff).toBe(true);
});

test.each([
  'pan dulce',
  'a cuanto el pan',
  'se puede pagar en dos veces?',
  'mi casa queda lejos, hacen envios?',
  'cuando llega el envio?',
])('%s is no trouble', async (said) => expect((await talk(said)).handsOff).toBe(false));

test('no answer is made of the words that stand for a file, a place or a card', async () => {
  for (const [kind, text] of [
    ['media', '📄 horarios y precios.pdf (no se pudo traer)'],
    ['location', '📍 Panadería, Av. de los Trigales 1234\nhttps://maps.google.com/?q=1,2'],
  ] as const)
    expect(await talk({ kind, text })).toMatchObject({ text: own.needText, sources: [] });
  expect((await talk({ kind: 'media', text: '📷 foto (no se pudo traer)\nhacen envíos?' })).sources).toEqual([
    '¿Hacen envíos?',
  ]);
});

test('the state is read from the history that the service keeps, also in other marks', async () => {
  const said = (author: Said['author'], text: string, at: number): Said => ({
    id: `m${at}`,
    author,
    kind: 'text',
    text,
    at,
  });
  const history = [
    said('customer', 'quiero hacer un pedido', 1),
    said(
      'bot',
      'Por aquí mismo: basta con escribir **qué, cuánto y para cuándo**. Una persona del equipo lo confirma dentro del horario de atención.\n\n¿Qué anoto, y para cuándo?\n▫️ No era eso',
      2,
    ),
  ];
  const turn = (at: number) =>
    turnOf([], {
      history,
      messages: [said('customer', 'dos panes', at)],
    });
  expect((await bot.answer(turn(3), signal)).map((action) => action.do)).toEqual(['reply', 'handoff']);
  const tomorrow = await bot.answer(turn(3 + 24 * 3_600_000), signal);
  expect(tomorrow.map((action) => action.do)).toEqual(['reply']);
});
