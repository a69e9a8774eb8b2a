import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inSpanish } from '../../src/cli/words/spanish.ts';

/** Words that no Spanish sentence has. What another side said stands in quotes as it came, and what is to be typed in code marks. */
const english =
  /\b(the|is|are|was|were|and|with|which|what|this|that|from|into|must|cannot|could|not|its?|answered|needs?|set|check|by|gave|than|it|or|to)\b/i;
const bare = (text: string) => text.replace(/«[^»]*»|`[^`]*`/g, '');

/** Where work is done that may be given up, and bots that may fail. */
const places = [
  'deliver',
  'queue',
  'turn',
  'bots',
  'whatsapp/files',
  'chatwoot/download',
  'providers/cloud-api',
  'notify',
];
/** What nobody reads in a problem or on a page: commands of the terminal, both languages of their own, faults of ours. */
const apart = /^bots\/(check\/|faq\/file\/load|faq\/file\/synonyms)|^deliver\/tell\/(media-words|refusal-words|words)/;
/** Pieces of sentences: whole they are in the test below. */
const pieces =
  /^(429, and nothing caught it|the bot at BOT_URL 429 \(429\)|the bot at BOT_URL answered 429429|sent voice notes that .*|BOT_MODULE: 429 429.*|BOT_KNOWLEDGE: 429 429.*|BOT_PROMPT: .*|.*no JSON\. Each line is one object.*)$/;

/** Every text that is given as a reason, a way out or a failure, as it stands in the code; what is filled in is a number. */
function textsIn(file: string): string[] {
  const source = readFileSync(join(import.meta.dirname, '../../src', file), 'utf8').replace(
    /^\s*(\/\/|\/?\*).*$/gm,
    '',
  );
  const given =
    /(?:\b(?:reason|fix|refused|why)\b\s*[:=]\s*|new \w*(?:Fault|Failure|Refused|Unreachable)\(\s*(?:'\w+',\s*)?|giveUp\(\s*)(['"`])((?:\\.|(?!\1)[^])*?)\1/g;
  return [...source.matchAll(given)].map(([, , text = '']) =>
    text.replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '429').replace(/\\(['"`])/g, '$1'),
  );
}

test('every reason and way out that stands in the code of work and bots is known in Spanish', () => {
  const files = places.flatMap((place) =>
    readdirSync(join(import.meta.dirname, '../../src', place), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(place, name)),
  );
  const texts = files.filter((file) => !apart.test(file)).flatMap(textsIn);
  const sentences = [...new Set(texts)].filter((text) => / /.test(text) && !pieces.test(text));
  expect(sentences.length).toBeGreaterThan(90);
  expect(sentences.filter((text) => english.test(bare(inSpanish(text))))).toEqual([]);
});

test.each([
  ['the bot threw: TypeError, and nothing caught it', 'el bot lanzó un error (TypeError) y nada lo atrapó'],
  ['the bot at BOT_URL could not be reached (ECONNREFUSED)', 'no se alcanza al bot de BOT_URL (ECONNREFUSED)'],
  [
    'the bot at BOT_URL answered 404: look at the path in BOT_URL',
    'el bot de BOT_URL contestó 404: mirá la ruta en BOT_URL',
  ],
  [
    'the bot at BOT_URL answered 500: it failed itself, its own log says where',
    'el bot de BOT_URL contestó 500: falló él mismo; su propio log dice dónde',
  ],
  ['unexpected: x is not a function', 'inesperado: «x is not a function»'],
  [
    'the model server cannot be reached: its host is not known',
    'no se alcanza al servidor del modelo: no se conoce su servidor',
  ],
  [
    'BOT_MODULE: ./bot.ts has no default export. Write: export default { answer() {} } (or just the function).',
    'BOT_MODULE: ./bot.ts no tiene un export default. Escribí: export default { answer() {} } (o solo la función).',
  ],
  // What another side said stays, in quotes; a code comes with what it means.
  [
    '360dialog answered 400, code 131026: Message undeliverable',
    '360dialog contestó 400, código 131026: no se puede entregar: ahí no hay WhatsApp, la aplicación es vieja o no se aceptaron las condiciones («Message undeliverable»)',
  ],
  ['360dialog answered 400, code 99: x is wrong', '360dialog contestó 400, código 99: «x is wrong»'],
  [
    'WhatsApp refused it, code 131047: late',
    'WhatsApp lo rechazó, código 131047: pasaron más de 24 horas desde que la persona escribió por última vez («late»)',
  ],
  [
    '131026',
    '131026: no se puede entregar: ahí no hay WhatsApp, la aplicación es vieja o no se aceptaron las condiciones',
  ],
  ['WhatsApp: it is odd', 'WhatsApp dice: «it is odd»'],
  ['Chatwoot, POST /contacts: answered 422: it is taken', 'Chatwoot, POST /contacts: contestó 422: «it is taken»'],
  [
    'Chatwoot, GET /inbox: answered 404, there is no such record',
    'Chatwoot, GET /inbox: contestó 404, ese registro no existe',
  ],
  [
    '360dialog refuses the key (D360_API_KEY): 360dialog answered 401: bad key',
    '360dialog rechaza la clave (D360_API_KEY): 360dialog contestó 401: «bad key»',
  ],
  ['"8 a 20" is not in it', 'falta «8 a 20»'],
  ['source "precios" was not wanted', 'sobra la fuente «precios»'],
])('%s', (text, spanish) => {
  expect(inSpanish(text)).toBe(spanish);
});
