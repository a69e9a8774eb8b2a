import type { LlmWords } from './llm-words.ts';
import type { NotifyWords } from './notify-words.ts';
import type { VoiceWords } from './voice-words.ts';
import type { McpWords } from './mcp-words.ts';
import type { FileRoom } from '../../store/files/file-room.ts';
import type { Problem } from '../../queue/problems.ts';
import type { Author, JobKind, PersonWork } from '../../store/tables.ts';
import type { ShownAbility } from '../check/abilities.ts';
import type { Line, LineName } from '../check/line.ts';
import type { Language } from '../language.ts';
import type { AuditWords } from './audit-words.ts';
import type { BotWords } from './bot-words.ts';
import type { ChannelsWords, ReloadWords } from './channels-words.ts';
import type { ConnectWords } from './connect-words.ts';
import type { JobWords } from './job-words.ts';
import type { DbWords } from './db-words.ts';
import type { ConsoleWords } from './console-words.ts';
import type { ContactsWords } from './contacts-words.ts';
import type { QuestionsWords } from './questions-words.ts';
import { spokenHere } from '../here.ts';
import { en } from './en.ts';
import { es } from './es.ts';

/** Where the sandbox can be reached. */
export interface SandboxAddresses {
  page: string;
  whatsapp: string;
  /** Whom that plays. */
  provider: string;
  chatwoot: string;
  /** Opens the sandbox's API. */
  token: string;
}

/** What `check` says of people in Chatwoot. */
export interface PeopleWords {
  connectFix: string;
  botTokenNone: string;
  botTokenOk: string;
  userTokenNone: string;
  userTokenOk(name: string, role: string): string;
  userNotInAccount(name: string, account: number): string;
  accountFix: string;
  userSeesNoInbox(name: string): string;
  memberFix: string;
  tokenUnknown(variable: string): string;
  tokenOfBot(variable: string): string;
  tokenOfPerson(name: string): string;
  tokenFix(variable: string): string;
  unreachableChatwootFix: string;
  abilities: Record<ShownAbility, string>;
  nothing: string;
  can(list: string): string;
  cannotWithoutToken(list: string): string;
  lacks(version: string | null, list: string): string;
  doorShut: string;
  doorShutFix: string;
  doorOpen: string;
  doorSigned: string;
  doorUnsigned: string;
  doorUnsignedFix: string;
  doorRefuses(version: string): string;
  doorRefusesFix: string;
  doorUncalled(calls: 'elsewhere' | 'nowhere'): string;
  doorUncalledFix: string;
  notesByWebhook: string;
  notesBySweep: string;
  notesUnheard: string;
  notesFix: string;
  cableOff: string;
  cableOffSlow: string;
  nobodyHears: string;
  nobodyHearsFix: string;
  cableOn(ms: number): string;
  cableSilent(seconds: number): string;
  cableFix: string;
  labelUnseen(labels: readonly string[], hasToken: boolean): string;
  /** `known`: by the token; null where the release does not tell. */
  assigning(rule: 'auto' | 'always' | 'never', byItself: boolean | null): string;
  assigningFix: string;
  labelThere(labels: readonly string[]): string;
  labelMissing(labels: readonly string[]): string;
  labelFix(labels: readonly string[]): string;
  hoursNone: string;
  hoursNow(open: boolean, clock: string, timeZone: string): string;
  hoursFix: string;
}

export interface CheckWords extends PeopleWords {
  /** What the calls of a language model told. */
  llm: LlmWords;
  voice: VoiceWords;
  notify: NotifyWords;
  mcp: McpWords;
  /** A sentence of the parts below, which speak English, in this language; as it is where none is known. */
  translated(text: string): string;
  names: Partial<Record<LineName, string>>;
  nameWidth: number;
  states: Record<Line['state'], string>;
  stateWidth: number;
  /** `isWhole`: whether messages of WhatsApp are answered and registered by these settings. */
  verdict(wrong: number, warnings: number, isWhole: boolean): string;
  fault(variable: string, value: string, rule: string): string;
  settingsOk: string;
  chatwootOff: string;
  /** Whether what is set does what the service is for. */
  job: JobWords;
  dryRunFix: string;
  language: Language;
  whatsappOff(key: string): string;
  keyOk(host: string, key: string): string;
  accountOk(name: string): string;
  accountNotTold(reason: string): string;
  templateOk(setting: string, name: string, language: string): string;
  templateMissing(setting: string, name: string, language: string): string;
  templateWaits(setting: string, name: string, language: string, state: string): string;
  templateNotTold(reason: string): string;
  templateFix(setting: string, console: string): string;
  unreachableFix(address: string): string;
  canSend(state: string): string;
  healthNotTold(reason: string): string;
  numberFix(console: string): string;
  yourHost: string;
  noSecretYet: string;
  noSecretFix: string;
  webhookOk(address: string, name: string): string;
  webhookNone(name: string): string;
  webhookElsewhere(address: string, name: string): string;
  webhookNotTold(reason: string, name: string): string;
  webhookFix(address: string, name: string): string;
  webhookUnasked(name: string): string;
  webhookHeader(name: string): string;
  webhookHeaderFix(name: string): string;
  botNone: string;
  /** `file` is null for the example that ships. */
  botOk(kind: string, file: string | null): string;
  /** How many questions there are in each language. */
  botQuestions(counts: readonly (readonly [Language, number])[]): string;
  botLine(file: string, line: number, text: string): string;
  botFix: string;
  /** Behind the name of a file of a kind that is not read. */
  knowledgeOther: string;
  databaseOk(facts: { file: string; work: number; problems: number; files: FileRoom }): string;
  filesFix: string;
  databaseNew(file: string): string;
  databaseUnusable(place: string, reason: string): string;
  databaseFix: string;
  folderClosed(folder: string): string;
  folderFix: string;
  problemsFix: string;
  clockOk(names: string[]): string;
  clockUnknown: string;
  /** `seconds`: how much this machine is ahead of the other. */
  clockOff(name: string, seconds: number): string;
  clockFix: string;
  nodeFix(version: string): string;
}

/** Everything the commands say to people, apart from the log; the help is in `cli/words/help-es.ts`, faults in `cli/words/spanish.ts`. */
export interface Words {
  translated(text: string): string;
  /** Of the database that DATABASE_URL names. */
  databaseUnusable(place: string, reason: string, fix: string): string;
  /** A length of time, in its two largest units. */
  age(ms: number): string;
  /** Date and time of this machine. */
  time(at: number): string;
  sandbox: {
    /** What the two numbers are for. */
    inboxes: readonly [string, string];
    portTaken(wanted: number, port: number): string;
    opened(addresses: SandboxAddresses): string;
  };
  check: CheckWords;
  webhook: {
    set(name: string, address: string): string;
    wrongAddress(given: string): string;
    notAnswered: string;
  };
  connect: ConnectWords;
  db: DbWords;
  audit: AuditWords;
  bot: BotWords;
  questions: QuestionsWords;
  console: ConsoleWords;
  contacts: ContactsWords;
  log: {
    registered(conversation: number | null): string;
    dryRun: string;
    off: string;
    problem: string;
    problemNext: string;
    waiting(seconds: number): string;
    id(id: string): string;
  };
  channels: ChannelsWords;
  reload: ReloadWords;
  status: {
    service: string;
    runs(address: string): string;
    /** It runs and its database is in trouble. */
    cannotWork(address: string, reason: string, fix: string): string;
    doesNotRun(address: string, open: number): string;
    waiting: Record<PersonWork, string>;
    unread: string;
    hears: string;
    /** `cable` as the service tells it. */
    hearing(cable: 'on' | 'deaf' | 'off', webhook: boolean): string;
    oldest: string;
    problems: string;
    someProblems(count: number): string;
    unreadable: string;
    files: string;
    filesKept(bytes: number, most: number): string;
    filesFix: string;
    rests(target: 'chatwoot' | 'whatsapp', asked: boolean): string;
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

/** What commands say in this language, with commands as they are called here (`cli/here.ts`). */
export const wordsIn = (language: Language): Words => (spoken[language] ??= spokenHere(language === 'es' ? es : en));
const spoken: Partial<Record<Language, Words>> = {};
