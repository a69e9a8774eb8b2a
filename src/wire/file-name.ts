import { cleanText } from '../text.ts';
import { filled } from './read.ts';

/**
 * A name chosen by a stranger, as a name only: without folders and leading dots, with `_` for controls, signs that turn the
 * reading direction (`gpj.exe` shown as `exe.jpg`) and signs that mean something to a disk. Its ending is kept where it is too
 * long. Null where nothing is left.
 *
 * @param most characters
 */
export function cleanFileName(name: string | null, most = 120): string | null {
  const clean = cleanText((name ?? '').replace(/^.*[/\\]/s, '').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*]/gu, '_'))
    .replace(/^[\s.]+/, '')
    .trim();
  const letters = Array.from(clean);
  if (letters.length <= most) return clean || null;
  const dot = letters.lastIndexOf('.');
  const ending = dot > 0 && letters.length - dot <= 11 ? letters.slice(dot) : [];
  return [...letters.slice(0, most - ending.length), ...ending].join('');
}

/** The name that a `Content-Disposition` tells: `filename*` before `filename`. Not cleaned. */
export function nameInDisposition(disposition: string | null): string | null {
  const extended = /;\s*filename\*=UTF-8''([^;\s]+)/i.exec(disposition ?? '')?.[1];
  const plain = /;\s*filename=(?:"([^"]*)"|([^;"\s]+))/i.exec(disposition ?? '');
  return (extended === undefined ? null : decoded(extended)) ?? (plain?.[1] || plain?.[2] || null);
}

/** The last part of an address, as it was before it was made fit for one. Not cleaned. */
export function nameInAddress(url: string): string | null {
  const path = URL.parse(url, 'http://none')?.pathname ?? '';
  const last = path.slice(path.lastIndexOf('/') + 1);
  return filled(decoded(last) ?? last);
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
