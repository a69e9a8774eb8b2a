import { channelsEn, reloadEn } from './channels-words.ts';
import { roomWords } from './room.ts';
import { auditEn } from './audit-en.ts';
import { botEn } from './bot-words.ts';
import { connectEn } from './connect-en.ts';
import { dbEnglish } from './db-words.ts';
import { consoleEn } from './console-words.ts';
import { contactsEn } from './contacts-words.ts';
import { questionsEn } from './questions-words.ts';
import { llmEn } from './llm-words.ts';
import { notifyEn } from './notify-words.ts';
import { voiceEn } from './voice-words.ts';
import { mcpEn } from './mcp-words.ts';
import { peopleEn } from './people-en.ts';
import { age, time } from './time.ts';
import { jobEn } from './job-words.ts';
import type { Words } from './words.ts';

const count = (number: number, one: string, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

const filesFix = 'See why Chatwoot does not take them (`optiatiende status`, `problems list`), or raise FILES_MAX.';

export const en: Words = {
  translated: (text) => text,
  databaseUnusable: (place, reason, fix) => `DATABASE_URL: the database ${place} cannot be used: ${reason}. ${fix}`,
  age,
  time,
  sandbox: {
    inboxes: ['Sales', 'Support'],
    portTaken: (wanted, port) => `Port ${wanted} is taken, so this is on ${port}.`,
    opened: ({ page, whatsapp, chatwoot, token, provider }) => `
  Open  ${page}/  and write on the phone; Ctrl-C ends it.

  Stand-ins, on this machine alone, forgotten at the end:
    ${provider.padEnd(9)}  ${whatsapp}
    Chatwoot   ${chatwoot}
  Register an exchange of your own bot:
    curl -X POST ${page}/api/exchanges -H "Authorization: Bearer ${token}" -H "Content-Type: application/json" \\
      -d '{"phone": "5493415550123", "user_message": "Hello!", "bot_response": "Hi Ana!", "sender_name": "Ana Example"}'
`,
  },
  connect: connectEn,
  db: dbEnglish,
  webhook: {
    set: (name, address) => `${name} posts to ${address} from now on.`,
    wrongAddress: (given) =>
      `${given} is no address that a provider can call: it begins with https://, and holds no user, query or fragment.`,
    notAnswered: 'Start the service, see that this address reaches it from outside, and run this again.',
  },
  audit: auditEn,
  bot: botEn,
  questions: questionsEn,
  console: consoleEn,
  contacts: contactsEn,
  check: {
    ...peopleEn,
    llm: llmEn,
    voice: voiceEn,
    notify: notifyEn,
    mcp: mcpEn,
    translated: (text) => text,
    names: {
      settings: 'settings',
      chatwoot: 'Chatwoot',
      version: 'version',
      inbox: 'inbox',
      identity: 'identity',
      number: 'number',
      webhook: 'webhook',
      account: 'account',
      template: 'template',
      bot: 'bot',
      voice: 'voice notes',
      notify: 'telling',
      database: 'database',
      clock: 'clock',
      node: 'Node',
      job: 'job',
      botToken: 'bot token',
      userToken: 'user token',
      abilities: 'abilities',
      door: 'door',
      notes: 'notes',
      cable: 'cable',
      assigning: 'assigning',
      label: 'label',
      hours: 'hours',
    },
    nameWidth: 10,
    states: { ok: 'ok', warning: 'warning', wrong: 'WRONG', off: 'off' },
    stateWidth: 7,
    verdict: (wrong, warnings, isWhole) =>
      wrong > 0
        ? `${count(wrong, 'thing is', 'things are')} wrong: see the arrows.`
        : warnings > 0
          ? `Nothing is wrong; ${count(warnings, 'warning')}: see the arrows.`
          : isWhole
            ? 'All is well.'
            : 'Well for registering what other programs hand in; WhatsApp is still off: see the last arrow.',
    fault: (variable, value, rule) => `${variable} = ${value}: ${rule}`,
    settingsOk: 'every one can be read',
    chatwootOff: 'CHATWOOT_ENABLED is not true: nothing is registered',
    job: jobEn,
    dryRunFix: 'Set CHATWOOT_DRY_RUN=false when the other bot’s own registering has been switched off.',
    language: 'en',
    whatsappOff: (key) => `${key} is not set: nothing is sent, and the bot does not answer`,
    keyOk: (host, key) => `${host} takes ${key}`,
    accountOk: (name) => `${name} lets everything through that is needed`,
    templateOk: (setting, name, language) => `${setting} ${name} (${language}) is approved`,
    templateMissing: (setting, name, language) => `${setting}: there is no template ${name} in ${language}`,
    templateWaits: (setting, name, language, state) => `${setting} ${name} (${language}) cannot be sent: ${state}`,
    templateNotTold: (reason) => `the templates are not told: ${reason}`,
    templateFix: (setting, console) => `Look at the templates in the ${console}, or set another ${setting}.`,
    accountNotTold: (reason) => `it is not told whether the account lacks anything: ${reason}`,
    unreachableFix: (address) => `Check ${address}, and that this machine may reach it.`,
    canSend: (state) => `may send: ${state}`,
    healthNotTold: (reason) => `its health is not told: ${reason}`,
    numberFix: (console) => `Look at the number in the ${console}.`,
    yourHost: 'your-host',
    noSecretYet: 'its secret is made at the first start of the service',
    noSecretFix:
      'Start the service once, or set WHATSAPP_WEBHOOK_SECRET, and check again: the address is shown here then.',
    webhookOk: (address, name) => `${name} calls ${address} with our path and secret`,
    webhookNone: (name) => `no address is set at ${name}: what people write does not arrive`,
    webhookElsewhere: (address, name) => `${name} calls ${address}, which is not our path and secret`,
    webhookNotTold: (reason, name) => `${name} does not tell which address is set: ${reason}`,
    webhookFix: (address, name) => `Set it at ${name} (README, "With WhatsApp") to ${address}`,
    webhookUnasked: (name) => `our address, which ${name} must call`,
    webhookHeader: (name) =>
      `${name} does not send the Authorization header that WHATSAPP_WEBHOOK_AUTHORIZATION asks for`,
    webhookHeaderFix: (name) =>
      `Set the same header with the webhook at ${name}, or remove WHATSAPP_WEBHOOK_AUTHORIZATION.`,
    botNone: 'BOT=none: nobody answers, conversations are only registered',
    botOk: (kind, file) => (file === null ? `${kind}, with the example file that ships` : `${kind}, ${file}`),
    botQuestions: (counts) =>
      counts
        .map(
          ([language, n], at) =>
            `${at === 0 ? count(n, 'question') : n} in ${language === 'es' ? 'Spanish' : 'English'}`,
        )
        .join(', '),
    botLine: (file, line, text) => `${file}, line ${line}: ${text}`,
    knowledgeOther: 'is not read: only Markdown, text, CSV and PDF are',
    botFix: 'Correct the file, or the setting that names it.',
    databaseOk: ({ file, work, problems, files }) =>
      `${file}: ${work} waiting, ${count(problems, 'problem')}${files.bytes > 0 ? `, files: ${roomWords(files, 'en')}` : ''}`,
    filesFix,
    databaseNew: (file) => `${file} will be made at the first start`,
    databaseUnusable: (place, reason) => `${place} cannot be used: ${reason}`,
    databaseFix: 'Name another file in DATABASE_URL, or put a copy of the right one back in its place.',
    folderClosed: (folder) => `this user may not write in ${folder}`,
    folderFix: 'Give this user the right to write there, make room on the disk, or set DATABASE_URL to another place.',
    problemsFix: 'Decide on them: `optiatiende problems list`.',
    clockOk: (names) => `as ${names.join(' and ')}`,
    clockUnknown: 'nobody answered to compare it with',
    clockOff: (name, seconds) => `${age(Math.abs(seconds) * 1000)} ${seconds > 0 ? 'ahead of' : 'behind'} ${name}`,
    clockFix: 'Switch on time synchronisation on this machine (`timedatectl set-ntp true`).',
    nodeFix: (version) => `Install Node ${version} or newer.`,
  },
  log: {
    registered: (conversation) => `Registered in conversation ${conversation ?? '?'}.`,
    dryRun: 'Dry run: not posted, as CHATWOOT_DRY_RUN asks; everything before that went well.',
    off: 'Not registered: CHATWOOT_ENABLED is not true.',
    problem: 'Not registered: it was given up.',
    problemNext: 'It is kept. Once mended: `optiatiende problems list`, then `optiatiende problems retry NUMBER`.',
    waiting: (seconds) => `Not yet registered after ${seconds} s. It is kept, and goes on while the service runs.`,
    id: (id) => `Exchange ${id}`,
  },
  channels: channelsEn,
  reload: reloadEn,
  status: {
    service: 'Service',
    runs: (address) => `runs at ${address}`,
    cannotWork: (address, reason, fix) =>
      `runs at ${address}, and its database cannot be used now: ${reason}\n  → ${fix}`,
    doesNotRun: (address, open) =>
      `does not answer at ${address}${open > 0 ? '; what waits goes on once it is started' : ''}`,
    waiting: {
      register: 'To register in Chatwoot',
      send: 'To send on WhatsApp',
      turn: 'To be answered by the bot',
      fetch: 'Files to fetch',
      hear: 'Voice notes to hear',
      look: 'Conversations to look at',
      tick: 'Ticks to show',
    },
    unread: 'Webhooks to read',
    hears: 'Agents are heard',
    hearing: (cable, webhook) =>
      [
        { on: 'at once, by the cable', deaf: 'late: the cable is deaf, swept every 10 s', off: '' }[cable],
        webhook ? 'by webhooks' : '',
      ]
        .filter((part) => part !== '')
        .join('; ') || 'late: no cable and no webhook, swept every 10 s',
    oldest: 'Oldest of it',
    problems: 'Problems',
    someProblems: (number) => `${number}: see \`optiatiende problems list\``,
    unreadable: 'Webhooks that could not be read (kept raw, see the log)',
    files: 'Files for Chatwoot',
    filesKept: (bytes, mostBytes) => roomWords({ bytes, mostBytes }, 'en'),
    filesFix,
    rests: (target, asked) =>
      `${target === 'chatwoot' ? 'Chatwoot' : 'WhatsApp'} is not called now, because it ${asked ? 'asked for a rest' : 'does not work'}:`,
    reasons: 'Why it waits:',
    kinds: {
      register: 'register',
      send: 'send',
      turn: 'answer',
      fetch: 'fetch files',
      hear: 'turn voice notes into text',
      look: 'hear agents',
      tick: 'ticks',
      digest: 'read webhooks again',
      notify: 'tell you',
    },
  },
  problems: {
    none: 'No problems.',
    what: {
      message: 'register in Chatwoot',
      resolve: 'close the conversation in Chatwoot',
      send: 'send on WhatsApp',
      turn: 'have the bot answer',
      arrange: 'arrange the conversation in Chatwoot',
      look: 'see what agents wrote',
      tick: 'show a delivery tick in Chatwoot',
      fetch: 'fetch a file of the customer',
      hear: 'turn a voice note of the customer into text',
      digest: 'read what came for a number',
      notify: 'tell you what has changed',
    },
    authors: { customer: 'customer’s message', bot: 'bot’s message', agent: 'agent’s message' },
    next: 'Once mended: `optiatiende problems retry NUMBER` (or --all). To let it be: `optiatiende problems drop NUMBER`.',
    more: (shown) => `These are the oldest ${shown}; all of them: \`optiatiende problems list --all\`.`,
    retried: (number) =>
      `${count(number, 'problem')} put back in place. A running service goes on at once, after an unclear try within half a minute; see \`optiatiende status\`.`,
    dropped: (number) => `${count(number, 'problem')} dropped.`,
    missing: (ids) => `No problem has the number ${ids.join(', ')}: see \`optiatiende problems list\`.`,
    haveConversation:
      'Some of these people have a conversation already; it is used, and no new one is opened for them.',
  },
};
