import { loadEnvironment } from '../config.ts';
import { Misconfigured } from '../errors.ts';
import type { Environment } from '../settings/given.ts';

export type Language = 'es' | 'en';

/** The language to speak on the terminal: `UI_LANGUAGE`, else the terminal's own (`LANG`) where it is one of ours, else Spanish. */
export function languageOf(environment: Environment): Language {
  const { UI_LANGUAGE, LC_ALL, LC_MESSAGES, LANG } = environment;
  for (const text of [UI_LANGUAGE, LC_ALL || LC_MESSAGES || LANG]) {
    const found = /^\s*["']?(es|en)\b/i.exec(text?.replace('_', ' ') ?? '')?.[1]?.toLowerCase();
    if (found) return found as Language;
  }
  return 'es';
}

/** The same for whoever has not read the settings yet; a settings file that cannot be read is told of later, and decides nothing here. */
export function languageNow(): Language {
  try {
    return languageOf(loadEnvironment());
  } catch (error) {
    if (!(error instanceof Misconfigured)) throw error;
    return languageOf(loadEnvironment('/'));
  }
}
