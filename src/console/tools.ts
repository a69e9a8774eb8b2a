import type { Language } from './language.ts';

/** Says something of ours, which ledger and code have in English, in the language of whoever asks. */
export type Said = (text: string) => string;

/** One line of `optiatiende check`, in words for people. */
export interface CheckLine {
  /** Whose it is; what is of all channels has none. */
  channel?: string;
  name: string;
  /** Its name as people read it. */
  label: string;
  state: 'ok' | 'warning' | 'wrong' | 'off';
  detail: string;
  fix?: string;
}

/**
 * What the commands have and the console shows too. It stands above the console in the flow of imports, so that whoever starts the service
 * hands it in; without it the pages show the English that the ledger holds, and no lines of `check`.
 */
export interface OperatorTools {
  /** A reason or a fix in another language than the ledger's English; as it is where it is not known. */
  translated(text: string, language: Language): string;
  /** The lines of `optiatiende check`, as they come. */
  check(language: Language): AsyncGenerator<CheckLine>;
}

export const saidIn =
  (tools: OperatorTools | undefined, language: Language): Said =>
  (text) =>
    tools?.translated(text, language) ?? text;
