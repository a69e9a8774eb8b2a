import { providerNames, providerWords } from '../../providers/known.ts';
import { knownAdvice } from '../../whatsapp/failures/failure-table.ts';
import { whatsappInSpanish } from './spanish-whatsapp.ts';

const spanish = new Map(whatsappInSpanish);
/** Codes are WhatsApp's and the same at every provider. */
const anyProvider = providerWords(providerNames[0] ?? '');

/** What the other side said stays as it came, in quotes: people look it up. A code of WhatsApp's is told in plain words before it. */
export function othersInSpanish(text: string): string {
  const coded = /^(?:(.*), code (?=\d)|(?=\d{3}))(\d{1,7})(?:: ([^]*))?$/.exec(text);
  if (coded === null) return oursInSpanish(text);
  const [, start, code = '', theirs = ''] = coded;
  const advice = knownAdvice(Number(code), anyProvider);
  const head = start === undefined ? code : `${oursInSpanish(start)}, código ${code}`;
  const plain = [advice && (spanish.get(advice.reason) ?? ''), theirs && (advice ? `(«${theirs}»)` : `«${theirs}»`)];
  const all = plain.filter(Boolean).join(' ');
  return all === '' ? head : `${head}: ${all}`;
}

const ours: [RegExp, string][] = [
  [/^unexpected: ([^]+)$/, 'inesperado: «$1»'],
  [/^WhatsApp refused it$/, 'WhatsApp lo rechazó'],
  [/^WhatsApp: ([^]+)$/, 'WhatsApp dice: «$1»'],
  [/: answered (\d{3}): ([^]+)$/, ': contestó $1: «$2»'],
  [/(^|: )(\S+) answered (\d{3}): ([^]+)$/, '$1$2 contestó $3: «$4»'],
  [/ answered (\d{3})$/, ' contestó $1'],
];

const oursInSpanish = (text: string): string =>
  ours.reduce((said, [english, spanish]) => said.replace(english, spanish), text);
