import { wordsToDigits } from './number-words.ts';
import { sentences, takesUp, type GateContext, type HitKind } from './hit.ts';
import { remembered } from './remembered.ts';

// Each part has its most: a flood of letters must not be read again from every one of them.
const EMAIL = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,80}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,6}/giu;
export const URL_LIKE =
  /\b[a-z][a-z0-9+.-]{1,12}:\/\/[^\s<>"'()»”]+|\b(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,60}[\p{L}\p{N}])?\.){1,6}\p{L}{2,24}(?![\p{L}\p{N}])(?::\d+)?(?:\/[^\s<>"'()»”]*)?|\b(?:javascript|vbscript|intent):\S{2,200}/giu;
/** Endings of bare names that are addresses; other words with a point in them are sentences without a space. */
const ENDINGS =
  /\.(com|net|org|info|biz|shop|store|online|site|app|dev|io|ai|me|tv|co|edu|gob|gov|tienda|web|link|page|click|xyz|top|club|live|pro|cloud|tech|digital|example|test|invalid|local|internal|localhost|onion|zip|mov|vip|win|bid|loan|mobi|name|fun|space|website|press|host|support|chat|email|group|team|world|today|news|blog|studio|company|services|solutions|agency|center|one|network|systems|market|deals|sale|promo|pay|bank|money|finance|cash|credit|icu|buzz|rest|lat|arpa|ar|es|mx|cl|uy|py|bo|pe|br|ec|ve|cr|pa|gt|us|uk|eu|de|fr|it|pt|ca|cn|ru|in|jp|ly|gl|gg|to|cc|wa|tk|ml|ga|cf|gq|su|ws|pw|ng|ke|za|pk|kr|tw|hk|sg|au|nz|ie|ch|at|be|nl|se|no|dk|fi|pl|cz|gr|tr|ua|ro|hu|il)$/i;
export const PHONE =
  /(?<![\p{L}\p{N}.,$/-])\+?\d(?:[\s().-]{0,3}\d){6,24}(?![\p{L}\p{N}])|(?<![\p{N}/])\d{2,4}\/\d{3,4}\/\d{3,4}(?![\p{N}/])/gu;
/** Numbers that are dialled by letters. */
const BY_LETTERS = /\b0?[89]00[ -][\dA-Z-]{0,8}[A-Z]{3,}[\dA-Z-]*/g;
/** What stands for an address where nobody writes one: accounts at other services, and names that money is sent to. */
const HANDLE = /(?<![\p{L}\p{N}._%+@/-])@([a-z0-9_][a-z0-9._]{2,29})/giu;
const ACCOUNT =
  /\b(?:instagram|facebook|tiktok|telegram|twitter|alias)\b(?:\s+(?:es|is|como|as|de|para|transferir|bancari[oa]|cbu))*[\s:"“*_]*@?([a-z0-9][a-z0-9-]*(?:[._][a-z0-9._-]+))/giu;

/** Ways to write an address so that it does not look like one. */
export function unhidden(text: string): string {
  return text
    .replace(/(?<![\p{L}\p{N}.])(?:[\p{L}\p{N}.@:/-] ){4,}[\p{L}\p{N}](?![\p{L}\p{N}])/gu, (run) =>
      run.replaceAll(' ', ''),
    )
    .replace(/\s*(?:\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\[punto\]|\(punto\)|\[ponto\]|\(ponto\))\s*/gi, '.')
    .replace(
      /(?<=[\p{L}\p{N}])\s+(?:punto|dot|ponto)\s+(?=(?:com|net|org|ar|es|mx|br|example|io|shop|online|store|app|info|xyz)\b)/giu,
      '.',
    )
    .replace(/(?<=[\p{L}\p{N}]) +\. ?(?=(?:com|net|org|example|io|shop|online|store|app|info|xyz)\b)/giu, '.')
    .replace(/\s*(?:\[at\]|\(at\)|\(arroba\)|\[arroba\]|\s+arroba\s+)\s*/gi, '@')
    .replace(/\bhxxp/gi, 'http');
}

/** One form for the spellings of an address. */
function addressOf(written: string): string {
  return written
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[.,;:!?*_~`\]]+$/, '')
    .replace(/\/$/, '');
}

/** Letters of two alphabets in one name are there to be taken for another. */
const isDisguised = (name: string): boolean =>
  /\p{Script=Latin}/u.test(name) &&
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u.test(name);

const hostOf = (address: string): string => address.replace(/[:/?#].*$/s, '');

function addressesIn(text: string): string[] {
  return [...text.replace(EMAIL, ' ').matchAll(URL_LIKE)]
    .map(([written]) => written)
    .filter((written) => {
      if (/^(?:javascript|vbscript|intent):|:\/\//i.test(written)) return true;
      const host = hostOf(addressOf(written));
      return ENDINGS.test(host) || isDisguised(host) || /^www\./i.test(written);
    })
    .map(addressOf);
}

/** Addresses, and with each the bare host, which stands in it. */
const withHosts = (text: string): string[] => addressesIn(text).flatMap((one) => [one, hostOf(one)]);

const emailsIn = (text: string): string[] =>
  [...text.matchAll(EMAIL)].map(([one]) => one.toLowerCase().replace(/\.$/, ''));

const accountsIn = (text: string): string[] =>
  [...text.replace(EMAIL, ' ').matchAll(HANDLE), ...text.replace(EMAIL, ' ').matchAll(ACCOUNT)].map(([, name = '']) =>
    name.toLowerCase().replace(/[._]+$/, ''),
  );

const DATES =
  /(?<![\d/.-])(?:\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2})(?![\d/-])(?:[T,\s]{1,2}\d{1,2}[:.]\d{2}(?::\d{2})?)?|(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)/g;

/** Dates and times of day are numbers of nobody. */
export const withoutDates = (text: string): string => text.replace(DATES, (written) => ' '.repeat(written.length));

const GROUPED = /^\d{1,3}(?:[.,]\d{3})+$/;

/** Digits of what may be a telephone, an account, a card; dates, prices, hours and sizes in a row are none. */
export function phonesIn(text: string): string[] {
  return [...withoutDates(text.replace(URL_LIKE, ' ')).matchAll(PHONE)]
    .map(([written]) => written)
    .filter((written) => !written.split(/\s+[-–]\s+|\s+/).every((piece) => GROUPED.test(piece)))
    .filter((written) => {
      const groups = (written.match(/\d+/g) ?? []).map((group) =>
        group.length === 2 || group.length === 1 ? Number(group) : null,
      );
      const small =
        groups.every((group) => group !== null) && !written.startsWith('+') && !groups.every((group) => group < 10);
      const areSizes = groups.every((group, at) => at === 0 || (group ?? 0) > (groups[at - 1] ?? 0));
      return !(small && (areSizes || groups.every((group) => (group ?? 0) <= 24)));
    })
    .map((written) => written.replace(/\D/g, ''))
    .filter((digits) => digits.length >= 7);
}

const looseDigits = (text: string): string[] =>
  [...text.matchAll(/\d(?:[\s()./-]{0,3}\d){6,40}/g)].map(([written]) => written.replace(/\D/g, ''));

/** Whether two rows of digits are one number, with or without the codes of country and area. */
function areSame(one: string, other: string): boolean {
  if (one.length >= 16 || other.length >= 16) return one === other;
  const end = Math.min(10, one.length, other.length);
  // Within Argentina 15 stands before a mobile's own number.
  return one.slice(-end) === other.slice(-end) || (/15\d{6,8}$/.test(one) && one.slice(-7) === other.slice(-7));
}

/** The customer is told to do something with a number, or it is somebody's. */
const DIALS =
  /\b(llam|escrib|transfer|deposit|gir[aáe]|pag[aáou]|call|write to|contact|wire|send|confirm|correct|segu[ií]|follow|tel[eé]|phone|celu|m[oó]vil|mobile|whatsapp|cbu|iban|cuenta|account)/i;
/** As orders and files are numbered: digits in one piece. */
const PIECE = 12;

/** Whether a number that only the customer told is said back as what it is to them, such as their order's. */
const isTheirs = (sentence: string, digits: string): boolean =>
  digits.length <= PIECE && sentence.includes(digits) && !sentence.includes(`+${digits}`) && !DIALS.test(sentence);

interface Standing {
  text: string;
  links: string[];
  emails: string[];
  accounts: string[];
  phones: string[];
}

/** What stands in a text that an answer is held against. */
const standingIn = remembered((given: string): Standing => {
  const text = unhidden(given);
  return {
    text: text.toLowerCase(),
    links: withHosts(text),
    emails: emailsIn(text),
    accounts: accountsIn(text),
    phones: [...looseDigits(text), ...phonesIn(text)],
  };
});

/** Addresses, e-mails and numbers that stand nowhere they may be taken from. */
export function addressHits(text: string, context: GateContext): HitKind[] {
  const trusted = context.trusted.map(standingIn);
  const own = standingIn(context.said);
  const stands = (what: 'links' | 'emails' | 'accounts', one: string): boolean =>
    trusted.some((paper) => paper[what].includes(one));
  const hits: HitKind[] = [];
  for (const sentence of sentences(unhidden(text))) {
    const at = sentence.search(/@|:\/\/|\.\p{L}|\d{4}/u);
    const mayTakeUp = takesUp(sentence, at < 0 ? sentence.length : at);
    for (const one of addressesIn(sentence)) {
      if (!stands('links', one) && !(mayTakeUp && own.links.includes(one))) hits.push('link');
    }
    for (const one of emailsIn(sentence)) {
      if (!stands('emails', one) && !(mayTakeUp && own.emails.includes(one))) hits.push('email');
    }
    for (const one of accountsIn(sentence)) {
      if (trusted.some((paper) => paper.text.includes(one))) continue;
      if (!(mayTakeUp && own.accounts.includes(one))) hits.push('link');
    }
    for (const one of phonesIn(wordsToDigits(sentence))) {
      if (trusted.some(({ phones }) => phones.some((phone) => areSame(one, phone)))) continue;
      const mayRepeat = mayTakeUp || isTheirs(sentence, one);
      if (!(mayRepeat && own.phones.some((phone) => areSame(one, phone)))) hits.push('phone');
    }
    for (const [one] of sentence.matchAll(BY_LETTERS)) {
      if (!trusted.some((paper) => paper.text.includes(one.toLowerCase()))) hits.push('phone');
    }
  }
  return hits;
}
