import { readFile } from 'node:fs/promises';
import { Misconfigured } from '../../../errors.ts';
import { parseFaq, type Faq } from './parse.ts';
import type { Language } from '../say/words.ts';

/** Far above any real file; what is larger was named by mistake. Bytes. */
const MAX_BYTES = 1_000_000;

/**
 * Reads a file of questions and answers (format: `parseFaq`). Read once; a change needs a restart.
 *
 * @param language Of parts whose title names none.
 * @throws Misconfigured naming the file, the line where there is one, the rule and the fix.
 */
export async function loadFaq(path: string, language: Language = 'es'): Promise<Faq> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    const code = (cause as NodeJS.ErrnoException).code;
    const what = code === 'ENOENT' ? 'does not exist' : code === 'EISDIR' ? 'is a folder' : `cannot be read (${code})`;
    throw new Misconfigured(`BOT_FAQ: ${path} ${what}. Name a Markdown file with questions and answers.`);
  });
  if (bytes.length > MAX_BYTES) {
    throw new Misconfigured(
      `BOT_FAQ: ${path} has ${bytes.length} bytes, at most ${MAX_BYTES} are allowed. Shorten it.`,
    );
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Misconfigured(`BOT_FAQ: ${path} is not UTF-8 text. Save it as UTF-8.`);
  }
  if (text.trim() === '') {
    throw new Misconfigured(`BOT_FAQ: ${path}:1: the file is empty. Add "## Question" lines with the answer below.`);
  }
  return parseFaq(text, path, language);
}
