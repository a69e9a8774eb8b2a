import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Misconfigured } from '../../../errors.ts';
import type { Language } from '../../faq/say/words.ts';

/** What the operator tells the model. */
export interface Prompt {
  text: string;
  /** Words in it that never leave: `<!-- canary: WORD -->`, and what reads like a key. */
  canaries: string[];
}

/** Longer ones would cost more with each answer than anybody means to pay. Bytes. */
const MOST = 60_000;

/** The prompts that ship, four folders up from here in src/ as in dist/. */
export const shippedPrompt = (language: Language): string =>
  fileURLToPath(new URL(`../../../../examples/prompt.${language}.md`, import.meta.url));

/** @throws Misconfigured where it cannot be read or holds nothing. */
export async function loadPrompt(path: string): Promise<Prompt> {
  const bytes = await readFile(path).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    throw new Misconfigured(
      `BOT_PROMPT: ${path} cannot be read (${code}). Name a Markdown file that tells the bot who it is.`,
    );
  });
  if (bytes.length > MOST)
    throw new Misconfigured(
      `BOT_PROMPT: ${path} has ${bytes.length} bytes, at most ${MOST} are allowed. Put facts into BOT_KNOWLEDGE.`,
    );
  const whole = new TextDecoder().decode(bytes);
  const text = whole.replace(/<!--[\s\S]*?-->/g, '').trim();
  if (text === '')
    throw new Misconfigured(`BOT_PROMPT: ${path} is empty. Tell the bot in it who it is and what it does.`);
  return { text, canaries: canariesIn(whole) };
}

/** Declared ones, words that the prompt itself calls secret, and words of letters and digits mixed that no person would write. */
export function canariesIn(text: string): string[] {
  const named = [
    ...text.matchAll(/\b(?:canary|canario)\s*[:=]\s*["'«“`*]*([^\s"'«»“”`*<>]{4,})/gi),
    ...text.matchAll(
      /\b(?:canary|canario|clave|contraseña|palabra secreta|password|passphrase|secret|secret word|token|código interno|internal code)\b[^.\n]{0,25}?(?:\bes|\bis|:|=)\s*["'«“`*]*([\p{L}\p{N}][\p{L}\p{N}_-]{3,})/giu,
    ),
  ].map(([, word = '']) => word.replace(/[.,;:!?]+$/, ''));
  const keys = (text.replace(/https?:\/\/\S+/g, ' ').match(/\b[A-Za-z0-9][A-Za-z0-9_-]{9,}\b/g) ?? []).filter(
    (word) =>
      /\d/.test(word) && /[a-z]/i.test(word) && !/^[a-z]+\d{1,4}$/i.test(word) && !/^\d[\d-]*[a-z]{0,3}$/i.test(word),
  );
  return [...new Set([...named.filter((word) => !/^(?:que|una|the|not)$/i.test(word)), ...keys])];
}
