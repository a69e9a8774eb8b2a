import { readdirSync, readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);

/** What stands between quotes in a source, and in the braces of a template. */
function literalsIn(text: string): string[] {
  const quoted = /'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g;
  return [...text.matchAll(quoted)].flatMap(([, single, double, template]) => [
    (single ?? double ?? template ?? '').replace(/\\(.)/g, '$1'),
    ...[...(template ?? '').matchAll(/\$\{((?:[^{}]|\{[^}]*\})*)\}/g)].flatMap(([, inner = '']) => literalsIn(inner)),
  ]);
}

/** What differs in a sentence of the program: a value of a template, of a table of failures, of a translated sentence. */
const gap = /\$\{(?:[^{}]|\{[^}]*\})*\}|\$\d|\{\w+\}/;

/** The sentence as a pattern that takes anything where it has a gap. */
function pattern(literal: string): RegExp {
  const parts = literal.split(gap).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(parts.join('[^]*?').replace(/\[\^\]\*\?$/, '[^]*'));
}

export interface Sayings {
  whole: Set<string>;
  patterns: RegExp[];
}

/** Everything that the program says: dictionaries, log lines, reasons, in both languages. */
export function sayings(): Sayings {
  const files = ['src', 'scripts'].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(ts|js)$/.test(path))
      .map((path) => readFileSync(new URL(`${folder}/${path}`, root), 'utf8')),
  );
  const whole = new Set(files.flatMap(literalsIn));
  const long = [...whole].filter((it) => it.split(gap).join('').length >= 10 && it.includes(' '));
  return { whole, patterns: long.map(pattern) };
}

/** Whether the program says this: a sentence of it, or the beginning of one, with `…` for what differs. */
export function isSaid(line: string, { whole, patterns }: Sayings): boolean {
  const fixed = line.replace(/^…|…$/g, '').trim();
  if (whole.has(fixed)) return true;
  const wanted = fixed.replaceAll('…', 'X');
  const isPart = pattern(fixed.replaceAll('…', '${}'));
  return (
    patterns.some((said) => (said.exec(wanted)?.[0].length ?? 0) >= wanted.length * 0.8) ||
    (fixed.length >= 15 && [...whole].some((said) => isPart.test(said)))
  );
}
