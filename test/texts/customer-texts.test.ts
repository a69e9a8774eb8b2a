import { expect, test } from 'vitest';
import { askToWriteWords } from '../../src/bots/asking-to-write.ts';
import { words as faq } from '../../src/bots/faq/say/words.ts';
import { botWords as llm } from '../../src/bots/llm/words.ts';
import { sentences } from '../../src/bots/own-texts.ts';
import { handOverWords } from '../../src/deliver/tell/hand-over-words.ts';
import { mediaWords } from '../../src/deliver/tell/media-words.ts';
import { table } from '../../src/settings/schema.ts';
import { textSettings } from '../../src/settings/texts.ts';
import { textsFor } from '../../src/turn/texts.ts';

/** What the FAQ bot says to agents alone. */
const forAgents = ['askedForPerson', 'reasons', 'takenFor'];
/** Names of rows and buttons: they are no sentences, and say nothing to anybody. */
const titles = ['menuButton', 'personRow', 'personDescription', 'personButton', 'notThatButton'];

type Language = 'es' | 'en';
/** Everything that a customer may read of ours, by what it is. */
function toCustomers(language: Language): Record<string, string> {
  const { handedOver, closed, back } = handOverWords(language);
  const own = llm[language];
  const ofFaq = Object.entries(faq[language]).flatMap(([name, text]) =>
    typeof text === 'string' && !forAgents.includes(name) ? [[`faq ${name}`, text]] : [],
  );
  return {
    ...(Object.fromEntries(ofFaq) as Record<string, string>),
    'faq greeting': faq[language].greeting('Panadería Sol'),
    'faq greeting without a name': faq[language].greeting(null),
    ...{ handedOver, closed, back },
    apology: textsFor(language).apology,
    unheard: askToWriteWords[language].ask,
    file: mediaWords(language).notSent('lista.pdf'),
    'llm confirm': own.confirm('Cancelar el turno', '\nDía: lunes'),
    ...{ handOver: own.handOver, yes: own.yes, no: own.no, notDone: own.notDone, unfinished: own.unfinished },
    ...{ choose: own.choose, unseen: own.unseen, notKnown: own.notKnown, person: own.person },
  };
}

/** Who is spoken to, in any of the three ways: read from Mexico to Chile, each is somebody's wrong one. */
const addressing =
  /(?<![\p{L}])(?:te|tu|tus|tuy[oa]s?|ti|contigo|vos|usted(?:es)?|vosotros|os|su|sus|suy[oa]s?|tienes|puedes|quieres|debes|eres|necesitas|sabes|haces|dices|tengas|puedas|quieras|haz|dime|ponlo|hazlo|disculpe|escriba|elija|espere|dígame|(?:cont|d|pas|mand|esper|habl|avis)ame|(?:dec|escrib|eleg|ped)ime|\p{L}+(?:arte|erte|irte|arle|erle|irle|ándote|iéndote|árselo)|\p{L}*(?:ás|és|ís)(?:me|lo|la|los|las|nos)?|\p{L}+[áéí](?:me|melo|mela|lo|la|los|las|nos|te))(?![\p{L}])/giu;
const innocent = ['más', 'después', 'además', 'interés', 'través', 'país', 'jamás', 'atrás', 'parte', 'aparte'];
/** Voseo's orders end in a stressed vowel: escribí, contá, elegí, respondé. Others that do are these, and the future (responderá). */
const orders = /(?<![\p{L}])\p{L}{2,}[áéí](?![\p{L}])/giu;
const notOrders =
  /^(?:aquí|acá|allí|allá|ahí|así|está|entendí|pasé|qué|sé|\p{L}+rá|\p{L}+ré|café|también|quizá|ojalá)$/iu;

function spokenTo(text: string): string[] {
  return [
    ...[...text.matchAll(addressing)].map(([word]) => word).filter((word) => !innocent.includes(word.toLowerCase())),
    ...[...text.matchAll(orders)].map(([word]) => word).filter((word) => !notOrders.test(word)),
  ];
}

test('what customers read in Spanish speaks neither to a tú nor to a vos nor to an usted', () => {
  const found = Object.entries(toCustomers('es')).flatMap(([name, text]) =>
    spokenTo(text).map((word) => `${name}: ${word} in «${text}»`),
  );
  expect(found).toEqual([]);
});

test.each([
  'Te paso con una persona',
  '¿En qué puedo ayudarte?',
  '¿Me lo escribís?',
  '¿Querés que siga?',
  'Escribí la pregunta',
  'Contame qué pasó',
  'Contá qué pasó',
  'Dime qué pasó',
  'Que tengas un buen día',
  '¿Usted quiere seguir?',
  'Su pedido está listo',
  'Puedes preguntar',
])('such words are found: %s', (text) => {
  expect(spokenTo(text)).not.toEqual([]);
});

test('each of them can be replaced by a setting, in each channel; the words of one setting stand in both languages', () => {
  const set: Record<string, string> = {
    handedOver: 'HANDOFF_TEXT',
    closed: 'BUSINESS_CLOSED_TEXT',
    back: 'HANDOFF_BACK_TEXT',
    apology: 'BOT_FAILED_TEXT',
    file: 'BOT_FILE_FAILED_TEXT',
    unheard: 'STT_FAILED_TEXT',
    unseen: 'LLM_UNSEEN_TEXT',
    // Written in the file of questions itself.
    'faq greeting': 'BOT_FAQ',
    'faq greeting without a name': 'BOT_FAQ',
  };
  const isTitle = (name: string) =>
    titles.includes(name.replace('faq ', '')) || ['yes', 'no', 'choose', 'person'].includes(name);
  for (const language of ['es', 'en'] as const)
    for (const [name, text] of Object.entries(toCustomers(language))) {
      const setting =
        set[name] ?? Object.entries(sentences).find(([, ours]) => ours.some((one) => text.startsWith(one)))?.[0];
      if (isTitle(name)) continue;
      expect(Object.keys(table), `${language} ${name}`).toContain(setting);
      expect(table[setting as 'BOT_FAQ'], name).not.toHaveProperty('scope', 'process');
    }
  const ofTurns = ['BOT_FAILED_TEXT', 'BOT_FILE_FAILED_TEXT', 'HANDOFF_BACK_TEXT'];
  expect([...Object.keys(sentences), ...ofTurns].sort()).toEqual(Object.keys(textSettings).sort());
});
