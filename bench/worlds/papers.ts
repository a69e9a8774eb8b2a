import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SYLLABLES =
  'ba be bi bo ca ce co cu da de di do fa fe ga gi la le li lo lu ma me mi mo na ne ni no pa pe pi po ra re ri ro sa se si so ta te ti to va vi';
const EACH_FILE = 10_000;

/** What a business wrote, made up: words as unequally often as in any language, in sections under headings. The same at every run. */
export interface Papers {
  files: number;
  /** So many words, each as often as it stands in the papers. */
  words: (count: number) => string[];
}

export function writePapers(folder: string, bytes: number, vocabulary: number): Papers {
  let seed = 1;
  const next = () => (seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff) / 0x7fffffff;
  const syllables = SYLLABLES.split(' ');
  const known = Array.from({ length: vocabulary }, () =>
    Array.from({ length: 2 + Math.floor(next() * 3) }, () => syllables[Math.floor(next() * syllables.length)]).join(''),
  );
  const words = (count: number) =>
    Array.from({ length: count }, () => known[Math.floor(vocabulary * next() ** 3)] ?? '');
  const section = () => `## ${words(3).join(' ')}\n\n${words(85).join(' ')}.\n\n`;
  let files = 0;
  for (let size = 0; size < bytes; files++) {
    let text = `# ${words(2).join(' ')}\n\n`;
    while (text.length < EACH_FILE && size + text.length < bytes) text += section();
    writeFileSync(join(folder, `${files}.md`), text);
    size += text.length;
  }
  return { files, words };
}
