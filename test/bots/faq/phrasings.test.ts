import { expect, test } from 'vitest';
import type { Action } from '../../../src/bots/bot.ts';
import { openFaqBot } from '../../../src/bots/faq/bot.ts';
import { loadFaq } from '../../../src/bots/faq/file/load.ts';
import { sourcesIn } from '../../../src/bots/faq/sources.ts';
import { words } from '../../../src/bots/faq/say/words.ts';
import { exampleFaq } from '../../../src/bots/open.ts';
import { turnOf } from '../turn.ts';

/*
 * What the thresholds of search.ts are set by: one line per phrasing, against examples/faq.md.
 * `answer: X` is the answer whose question holds X, `probably: X` the same with a way to say that it was not asked, `offers X` a choice
 * of a few that holds it; the rest are the set replies.
 */
const table = `
  ¿A qué hora abren?                                        | answer: A qué hora abren
  a que hora abren                                          | answer: A qué hora abren
  A QUE HORA ABREN???                                       | answer: A qué hora abren
  abren a que hora                                          | answer: A qué hora abren
  a q hora abrn                                             | answer: A qué hora abren
  q horario tienen                                          | answer: A qué hora abren
  hroarios                                                  | answer: A qué hora abren
  orarios de atencion                                       | answer: A qué hora abren
  ¿abren el domingo?                                        | answer: A qué hora abren
  están abiertos los feriados? 🙏                           | answer: A qué hora abren
  hola, hasta que hora estan abiertos hoy?                  | answer: A qué hora abren
  Buenas tardes! quería saber a qué hora cierran, gracias   | answer: A qué hora abren
  Hola, soy Marta, cliente de hace muchos años, pasé ayer con mi hermana y estaba cerrado, ¿a qué hora abren mañana? | answer: A qué hora abren
  donde estan                                               | answer: Dónde están
  dónde queda?                                              | answer: Dónde están
  me pasas la direccion                                     | answer: Dónde están
  cual es la direcion del local                             | answer: Dónde están
  como llego??                                              | answer: Dónde están
  hacen envios                                              | answer: Hacen envíos
  envian a domicilio?                                       | answer: Hacen envíos
  hacen embios?                                             | answer: Hacen envíos
  cuanto sale el envio                                      | answer: Hacen envíos
  tienen delivery?                                          | answer: Hacen envíos
  aceptan targeta                                           | answer: Cómo puedo pagar
  puedo pagar con mercadopago                               | answer: Cómo puedo pagar
  medios de pago                                            | answer: Cómo puedo pagar
  tarjeta de credito aceptan                                | answer: Cómo puedo pagar
  tienen pan sin tacc                                       | answer: pan sin gluten
  algo para celiacos                                        | answer: pan sin gluten
  soy celíaca, qué tienen?                                  | answer: pan sin gluten
  opciones beganas                                          | answer: opciones veganas
  tienen cosas veganas                                      | answer: opciones veganas
  quiero encargar una torta de cumple                       | answer: tortas por encargo
  hacen tortas decoradas para cumpleaños                    | answer: tortas por encargo
  cuanto cuesta el kilo de pan                              | answer: Cuánto cuesta el pan
  presio de las facturas                                    | answer: Cuánto cuesta el pan
  ¿cuánto sale por persona el catering?                     | answer: catering
  ¿Cuánto sale por persona?                                 | answer: catering
  sandwiches para fiestas                                   | answer: catering
  sanguches para una fiesta                                 | answer: catering
  me das la clave del wi-fi                                 | answer: mesas y wifi
  wifi                                                      | answer: mesas y wifi
  quiero dejar mi curriculum                                | answer: Buscan personal
  busco trabajo, tienen vacantes                            | answer: Buscan personal
  what time do you open                                     | answer: opening hours
  WHAT TIME DO YOU OPEN TOMORROW                            | answer: opening hours
  when do u close                                           | answer: opening hours
  are you open on sunday?                                   | answer: opening hours
  opnening hours pls                                        | answer: opening hours
  where are you located?                                    | answer: Where are you
  whats your adress                                         | answer: Where are you
  do you deliver to my house                                | answer: Do you deliver
  how much is delivery?                                     | answer: Do you deliver
  can I pay with credit card                                | answer: How can I pay
  do you take cards?                                        | answer: How can I pay
  gluten free bread?                                        | answer: gluten-free
  anything vegan                                            | answer: vegan options
  i'd like to order a birthday cake for saturday            | answer: custom cakes
  how much are croisants                                    | answer: How much is the bread
  hello! do you have wifi?                                  | answer: tables and wifi
  are you hiring                                            | answer: Are you hiring
  hola                                                      | greeting es
  HOLAAAAA                                                  | greeting es
  Buenas tardes, ¿cómo están? 😀                            | greeting es
  buenos diaz                                               | greeting es
  hola gracias                                              | greeting es
  👋                                                        | greeting es
  Hi there!                                                 | greeting en
  good mornign                                              | greeting en
  gracias!                                                  | thanks es
  muchas grasias                                            | thanks es
  gracias, buenas tardes                                    | thanks es
  thank you so much                                         | thanks en
  chau, hasta luego                                         | bye es
  bye bye                                                   | bye en
  ok                                                        | fine es
  👍                                                        | fine es
  dale perfecto                                             | fine es
  una consulta                                              | menu es
  quiero hablar con una persona                             | person es
  quiero hablar con alguien                                 | person es
  persona                                                   | person es
  un humano por favor                                       | person es
  ajente                                                    | person es
  necesito un acesor                                        | person es
  me comunicás con un representante?                        | person es
  hola, ¿me podría atender una persona de verdad?           | person es
  no quiero hablar con un robot                             | person es
  pasame con un operadro                                    | person es
  can i talk to someone                                     | person en
  I need a human                                            | person en
  speak to a representitive please                          | person en
  agent                                                     | person en
  real person please                                        | person en
  torta                                                     | answer: tortas por encargo
  pan                                                       | offers Tienen pan sin gluten
  precio                                                    | probably: Cuánto cuesta el pan
  pan de centeno                                            | offers Cuánto cuesta el pan
  hacen tortas saladas de verdura                           | probably: tortas por encargo
  order                                                     | answer: place an order
  dulce de leche                                            | probably: tortas por encargo
  mi pedido no llegó                                        | person es
  quiero cancelar mi pedido                                 | person es
  mesa para 4 personas                                      | offers mesas
  venden café?                                              | probably: mesas y wifi
  I want to complain                                        | person en
  steak for one person                                      | unsure en
  hay estacionamiento                                       | unsure es
  hablan con proveedores?                                   | unsure es
  asdfgh qwerty                                             | unsure es
  xxzzkk                                                    | unsure es
  ???                                                       | unsure es
  quién ganó el partido de fútbol anoche                    | unsure es
  arreglan bicicletas                                       | unsure es
  sos un bot?                                               | unsure es
  hay mucha gente                                           | unsure es
  what is the capital of France                             | unsure en
  tell me a joke about elephants                            | unsure en
  你好吗                                                     | unsure es
`;

const faq = await loadFaq(exampleFaq);
const bot = openFaqBot(faq);

/** What the bot did, in the table's words. */
function outcome(actions: Action[]): string {
  const [first, second] = actions;
  if (first?.do !== 'reply') return JSON.stringify(actions);
  if (second?.do === 'handoff')
    return `person ${[words.es.handOff, words.es.sorry, words.es.own].includes(first.text) ? 'es' : 'en'}`;
  const [answered] = sourcesIn(faq)(first.text);
  if (answered) return `${first.buttons ? 'probably' : 'answer'}: ${answered}`;
  const greeted = faq.sections.find(({ greeting }) => greeting === first.text);
  if (greeted) return `greeting ${greeted.language}`;
  for (const [language, own] of Object.entries(words)) {
    if (first.text.startsWith(own.near))
      return `offers ${first.list?.rows.map((row) => row.description ?? row.title).join(', ')}`;
    const key = Object.entries(own).find(([, text]) => text === first.text)?.[0];
    if (key) return `${key} ${language}`;
  }
  return first.text;
}

const rows = table
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()) as [string, string]);

test('the table is large enough to mean something', () => {
  expect(rows.length).toBeGreaterThan(100);
});

test.each(rows)('%s → %s', async (text, expected) => {
  const happened = outcome(await bot.answer(turnOf([text]), new AbortController().signal));
  const [kind, what] = [expected.split(' ')[0]!, expected.slice(expected.indexOf(' ') + 1)];
  if (kind === 'answer:' || kind === 'probably:' || kind === 'offers') {
    expect(happened.startsWith(kind), happened).toBe(true);
    expect(happened).toContain(what);
  } else {
    expect(happened).toBe(expected);
  }
});
