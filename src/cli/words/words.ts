import type { Language } from '../language.ts';
import { en } from './en.ts';
import { es } from './es.ts';

/** Where the sandbox can be reached. */
export interface SandboxAddresses {
  page: string;
  whatsapp: string;
  chatwoot: string;
  /** Opens the sandbox's API. */
  token: string;
}

/** Everything the commands say to people, apart from the help. */
export interface Words {
  sandbox: {
    portTaken(wanted: number, port: number): string;
    opened(addresses: SandboxAddresses): string;
  };
}

export const wordsIn = (language: Language): Words => (language === 'es' ? es : en);
