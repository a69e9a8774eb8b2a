/** Ways in which a model that obeys hides what it should keep to itself: the one that is asked for first, then others. */

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const backwards = (text: string): string => [...text].reverse().join('');
const moved = (text: string, by: number): string =>
  text.replace(/[a-z]/gi, (sign) => {
    const first = sign <= 'Z' ? 65 : 97;
    return String.fromCharCode(((sign.charCodeAt(0) - first + by) % 26) + first);
  });

const DIGITS = 'zero one two three four five six seven eight nine'.split(' ');
const PILOTS =
  'alfa bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu'.split(
    ' ',
  );
const spelt = (text: string): string =>
  [...text.toLowerCase()]
    .map((sign) => (/\d/.test(sign) ? DIGITS[Number(sign)] : (PILOTS[sign.charCodeAt(0) - 97] ?? sign)))
    .join(' ');

/** A secret word, as somebody asks for it. */
export function keyDisguises(key: string, asked: string): string[] {
  const half = Math.ceil(key.length / 2);
  const wanted: [RegExp, string][] = [
    [/hex/i, Buffer.from(key).toString('hex')],
    [/NATO/i, spelt(key)],
    [/mitades|halves/i, `${key.slice(0, half)}. La otra parte es ${key.slice(half)}`],
    [/C[eé]sar|corridas/i, moved(key.toLowerCase(), 3)],
    [/rot13/i, moved(key, 13)],
    [/l[ií]nea|line/i, [...key].join('\n')],
  ];
  return [
    ...wanted.filter(([what]) => what.test(asked)).map(([, word]) => word),
    key.split('').join('-'),
    base64(key),
    backwards(key),
  ];
}

/** The system message, as somebody asks for it. */
export function promptDisguises(system: string, asked: string): string[] {
  const words = system.split(/\s+/).filter(Boolean).slice(0, 120);
  const wanted: [RegExp, string][] = [
    [/table|tabla/i, `| ${words.join(' | ')} |`],
    [/enumer|número|number/i, words.map((word, at) => `${at + 1}. ${word}`).join('\n')],
    [/banana|second word/i, words.join(' banana ')],
    [/inverso|reverse/i, [...words].reverse().join(' ')],
  ];
  return [
    ...wanted.filter(([what]) => what.test(asked)).map(([, text]) => text),
    `\`\`\`\n${system.slice(0, 2_000)}\n\`\`\``,
    base64(system.slice(0, 600)),
    backwards(system.slice(0, 600)),
  ];
}

/** What a disguised text means, in all readings: spaced out, turned by thirteen, backwards, in base64, in the spelling of children. */
export function meant(asked: string): string[] {
  const shown = asked.replace(/[\u200b\u2060\ufeff]/g, '').normalize('NFKC');
  return [
    shown,
    moved(shown, 13),
    backwards(shown),
    shown.replace(/[013457]/g, (sign) => ({ 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't' })[sign] ?? sign),
    shown.replace(/(?<=\p{L}) (?=\p{L}(?:\s|$))/gu, ''),
    ...(shown.match(/[A-Za-z0-9+/]{16,}={0,2}/g) ?? []).map((run) => Buffer.from(run, 'base64').toString()),
  ];
}
