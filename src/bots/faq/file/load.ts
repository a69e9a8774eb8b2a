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
  const { text, encoding } = decoded(bytes);
  if (text.trim() === '') {
    throw new Misconfigured(`BOT_FAQ: ${path}:1: the file is empty. Add "## Question" lines with the answer below.`);
  }
  if (text.includes('\0')) throw new Misconfigured(`BOT_FAQ: ${path} is no text. Save it as UTF-8 text.`);
  const faq = parseFaq(text, path, language);
  if (encoding !== null) faq.warnings.unshift({ line: oddLine(bytes), kind: 'notUtf8', about: encoding });
  return faq;
}

/** As it was saved: old programs of Windows write "Windows-1252" or UTF-16. `encoding` is null for UTF-8. */
function decoded(bytes: Uint8Array): { text: string; encoding: string | null } {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    const encoding = bytes[0] === 0xff ? 'UTF-16LE' : 'UTF-16BE';
    return { text: new TextDecoder(encoding).decode(bytes), encoding };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: null };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Windows-1252' };
  }
}

/** The first line that is no UTF-8. */
function oddLine(bytes: Uint8Array): number {
  const odd = new TextDecoder().decode(bytes).indexOf('\uFFFD');
  return odd < 0
    ? 1
    : new TextDecoder()
        .decode(bytes)
        .slice(0, odd)
        .split(/\r\n?|\n/u).length;
}
