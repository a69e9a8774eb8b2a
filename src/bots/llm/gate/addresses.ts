import { sentences, takesUp, type GateContext, type HitKind } from './hit.ts';

// Each part has its most: a flood of letters must not be read again from every one of them.
const EMAIL = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,80}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,6}/giu;
const URL_LIKE =
  /\b[a-z][a-z0-9+.-]{1,12}:\/\/[^\s<>"'()»”]+|\b(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,60}[\p{L}\p{N}])?\.){1,6}[a-z]{2,24}\b(?::\d+)?(?:\/[^\s<>"'()»”]*)?/giu;
/** Endings of bare names that are addresses; other words with a point in them are sentences without a space. */
const ENDINGS =
  /\.(com|net|org|info|biz|shop|store|online|site|app|dev|io|ai|me|tv|co|edu|gob|gov|gov|tienda|web|link|page|click|xyz|top|club|live|pro|cloud|tech|digital|example|test|invalid|local|internal|localhost|onion|ar|es|mx|cl|uy|py|bo|pe|br|ec|ve|cr|pa|gt|us|uk|eu|de|fr|it|pt|ca|cn|ru|in|jp|ly|gl|gg|to|cc|wa)$/i;
const PHONE = /(?<![\p{L}\p{N}.,$/-])\+?\d(?:[\s().-]{0,3}\d){6,24}(?![\p{L}\p{N}])/gu;

/** Ways to write an address so that it does not look like one. */
export function unhidden(text: string): string {
  return text
    .replace(/\s*(?:\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\[punto\]|\(punto\))\s*/gi, '.')
    .replace(/(?<=[\p{L}\p{N}])\s+(?:punto|dot)\s+(?=(?:com|net|org|ar|es|mx|example|io|shop|online)\b)/giu, '.')
    .replace(/\s*(?:\[at\]|\(at\)|\(arroba\)|\[arroba\]|\s+arroba\s+)\s*/gi, '@')
    .replace(/\bhxxp/gi, 'http');
}

/** One form for the spellings of an address. */
function addressOf(written: string): string {
  return written
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[.,;:!?*_~`]+$/, '')
    .replace(/\/$/, '');
}

function addressesIn(text: string): string[] {
  return [...text.replace(EMAIL, ' ').matchAll(URL_LIKE)]
    .map(([written]) => written)
    .filter((written) => written.includes('://') || ENDINGS.test(addressOf(written).replace(/[:/].*$/s, '')))
    .map(addressOf);
}

const emailsIn = (text: string): string[] =>
  [...text.matchAll(EMAIL)].map(([one]) => one.toLowerCase().replace(/\.$/, ''));

/** Digits of what may be a telephone, an account, a card; dates and prices are none. */
function phonesIn(text: string): string[] {
  return [...text.replace(URL_LIKE, ' ').matchAll(PHONE)]
    .map(([written]) => written)
    .filter((written) => !/^\d{1,3}([.,]\d{3})+$/.test(written) && !/^\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}$/.test(written))
    .map((written) => written.replace(/\D/g, ''))
    .filter((digits) => digits.length >= 7);
}

/** Addresses, e-mails and numbers that stand nowhere they may be taken from. */
export function addressHits(text: string, context: GateContext): HitKind[] {
  const trusted = context.trusted.map(unhidden);
  const said = unhidden(context.said);
  const find = (of: (text: string) => string[]) => ({ known: new Set(trusted.flatMap(of)), own: new Set(of(said)) });
  const links = find(addressesIn);
  const emails = find(emailsIn);
  const digits = trusted.map((one) => one.replace(/[\s().-]+/g, '')).join(' ');
  const ownDigits = said.replace(/[\s().-]+/g, '');
  const hits: HitKind[] = [];
  for (const sentence of sentences(unhidden(text))) {
    const at = sentence.search(/@|:\/\/|\.\p{L}|\d{4}/u);
    const mayTakeUp = takesUp(sentence, at < 0 ? sentence.length : at);
    for (const one of addressesIn(sentence)) {
      if (!links.known.has(one) && !(mayTakeUp && links.own.has(one))) hits.push('link');
    }
    for (const one of emailsIn(sentence)) {
      if (!emails.known.has(one) && !(mayTakeUp && emails.own.has(one))) hits.push('email');
    }
    for (const one of phonesIn(sentence)) {
      // With or without the country's and the area's code.
      const end = one.slice(-8);
      if (!digits.includes(end) && !(mayTakeUp && ownDigits.includes(end))) hits.push('phone');
    }
  }
  return hits;
}
