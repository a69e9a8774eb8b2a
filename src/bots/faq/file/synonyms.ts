import { readFile } from 'node:fs/promises';
import { Misconfigured } from '../../../errors.ts';
import { groupsIn } from './entry-marks.ts';

/** Far above any real list. Bytes. */
const MAX_BYTES = 200_000;

/**
 * Words that mean the same in this installation: one group a line, `mp = mercado pago, mercadopago`; `#` begins a comment.
 *
 * @param given `BOT_SYNONYMS`: the path of such a file, or the groups themselves, with `;` between them.
 * @throws Misconfigured naming the file, the line and the fix.
 */
export async function loadSynonyms(given: string): Promise<string[][]> {
  if (given.includes('=')) return groupsAt(given, 'BOT_SYNONYMS');
  const text = await readFile(given, 'utf8').catch((cause: unknown) => {
    const code = (cause as NodeJS.ErrnoException).code;
    throw new Misconfigured(
      `BOT_SYNONYMS: ${given} ${code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`}. Name a text file with lines like "mp = mercado pago".`,
    );
  });
  if (text.length > MAX_BYTES)
    throw new Misconfigured(`BOT_SYNONYMS: ${given} is longer than ${MAX_BYTES} bytes. Shorten it.`);
  return text.split(/\r?\n/u).flatMap((row, at) => {
    const line = row.replace(/#.*$/u, '').trim();
    return line === '' ? [] : groupsAt(line, `BOT_SYNONYMS: ${given}:${at + 1}`);
  });
}

function groupsAt(text: string, where: string): string[][] {
  const groups = groupsIn(text);
  if (groups === null)
    throw new Misconfigured(
      `${where}: "${text}" does not tell which words are the same. Write it so: mp = mercado pago.`,
    );
  return groups;
}
