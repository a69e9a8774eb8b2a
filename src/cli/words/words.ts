import type { Problem } from '../../queue/problems.ts';
import type { Author, JobKind } from '../../store/tables.ts';
import type { Line, LineName } from '../check/line.ts';
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

export interface CheckWords {
  /** A sentence of the parts below, which speak English, in this language; as it is where none is known. */
  translated(text: string): string;
  names: Record<LineName, string>;
  nameWidth: number;
  states: Record<Line['state'], string>;
  stateWidth: number;
  verdict(wrong: number, warnings: number): string;
  fault(variable: string, value: string, rule: string): string;
  settingsOk: string;
  chatwootOff: string;
  dryRun: string;
  dryRunFix: string;
  whatsappOff: string;
  keyOk(host: string): string;
  keyFix: string;
  unreachableFix: string;
  canSend(state: string): string;
  healthNotTold(reason: string): string;
  numberFix: string;
  yourHost: string;
  noSecretYet: string;
  noSecretFix: string;
  webhookOk(address: string): string;
  webhookNone: string;
  webhookElsewhere(address: string): string;
  webhookNotTold(reason: string): string;
  webhookFix(address: string): string;
  webhookHeader: string;
  webhookHeaderFix: string;
  botNone: string;
  /** `file` is null for the example that ships. */
  botOk(kind: string, file: string | null): string;
  botFix: string;
  databaseOk(facts: { file: string; work: number; problems: number }): string;
  databaseNew(file: string): string;
  databaseFix: string;
  folderClosed(folder: string): string;
  readOnly(file: string): string;
  folderFix: string;
  problemsFix: string;
  clockOk(names: string[]): string;
  clockUnknown: string;
  /** `seconds`: how much this machine is ahead of the other. */
  clockOff(name: string, seconds: number): string;
  clockFix: string;
  nodeFix(version: string): string;
}

/** Everything the commands say to people, apart from the help, the log and the faults of settings. */
export interface Words {
  translated(text: string): string;
  /** A length of time, in its two largest units. */
  age(ms: number): string;
  /** Date and time of this machine. */
  time(at: number): string;
  sandbox: {
    portTaken(wanted: number, port: number): string;
    opened(addresses: SandboxAddresses): string;
  };
  check: CheckWords;
  log: {
    registered(conversation: number | null): string;
    dryRun: string;
    off: string;
    problem: string;
    problemNext: string;
    waiting(seconds: number): string;
    id(id: string): string;
  };
  status: {
    service: string;
    runs(address: string): string;
    doesNotRun(address: string, open: number): string;
    waiting: Record<JobKind, string>;
    unread: string;
    oldest: string;
    problems: string;
    someProblems(count: number): string;
    unreadable: string;
    paused(kind: string): string;
    reasons: string;
    kinds: Record<JobKind, string>;
  };
  problems: {
    none: string;
    what: Record<Problem['what'], string>;
    authors: Record<Author, string>;
    next: string;
    more(shown: number): string;
    retried(count: number): string;
    dropped(count: number): string;
    missing(ids: number[]): string;
    haveConversation: string;
  };
}

export const wordsIn = (language: Language): Words => (language === 'es' ? es : en);
