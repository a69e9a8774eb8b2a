import type { PeopleWords } from './words.ts';

const named = (labels: readonly string[], between = 'and') => labels.map((label) => `“${label}”`).join(` ${between} `);

export const peopleEn: PeopleWords = {
  connectFix: '`optiatiende connect` sets it.',
  botTokenNone: 'CHATWOOT_BOT_TOKEN is not set: the bot’s words stand on the customer’s side, with 🤖 in front',
  botTokenOk: 'Chatwoot knows it',
  userTokenNone: 'CHATWOOT_USER_TOKEN is not set: no delivery ticks in Chatwoot',
  userTokenOk: (name, role) => `${name}, ${role}, sees the inbox`,
  userNotInAccount: (name, account) => `CHATWOOT_USER_TOKEN is ${name}’s, who is not in account ${account}`,
  accountFix:
    'Set CHATWOOT_ACCOUNT_ID to the number behind /accounts/ in the address of the page, or take another token.',
  userSeesNoInbox: (name) => `CHATWOOT_USER_TOKEN is ${name}’s, who is not a member of the inbox: ticks are refused`,
  memberFix: 'Add this person in Chatwoot: Settings → Inboxes → your inbox → Collaborators.',
  tokenUnknown: (variable) => `Chatwoot does not know the token in ${variable}`,
  tokenOfBot: (variable) => `${variable} is the token of an agent bot, not of a person`,
  tokenOfPerson: (name) => `CHATWOOT_BOT_TOKEN is ${name}’s, a person’s, and not an agent bot’s`,
  tokenFix: (variable) =>
    variable === 'CHATWOOT_BOT_TOKEN'
      ? 'Copy it from Chatwoot (Settings → Bots), or run `optiatiende connect`.'
      : 'Copy it from Chatwoot (Profile settings → Access token), or run `optiatiende connect`.',
  unreachableChatwootFix: 'Check again later; look into Chatwoot’s log if it stays.',
  abilities: {
    botSender: 'bot’s words as the bot’s',
    status: 'open and resolve',
    assign: 'assign',
    labels: 'label',
    readsConversation: 'labels and assignee seen after a restart',
    ticks: 'delivery ticks',
    readsMessages: 'notes read without a webhook',
    retryButton: 'the agent’s Retry',
    signedInboxWebhook: 'signed webhooks',
  },
  nothing: 'nothing',
  can: (list) => `can: ${list}`,
  cannotWithoutToken: (list) => `not without further tokens: ${list}`,
  lacks: (version, list) => `Chatwoot ${version ?? 'of an unknown release'} is too old for: ${list}`,
  doorShut: 'shut: CHATWOOT_WEBHOOK_SECRET is not set',
  doorShutFix: 'Agents are heard by the cable all the same. `optiatiende connect --public-url …` opens it.',
  doorOpen: 'open; this release does not sign, so the address is the only secret',
  doorSigned: 'open, for signed webhooks only',
  doorUnsigned: 'open, and the signature is not asked for',
  doorUnsignedFix:
    'Set CHATWOOT_SIGNING_SECRET (the webhook secret in the settings of the inbox), or run `optiatiende connect`.',
  doorRefuses: (version) =>
    `CHATWOOT_SIGNING_SECRET is set, and Chatwoot ${version} does not sign the inbox’s webhooks: all of them are refused`,
  doorRefusesFix: 'Remove CHATWOOT_SIGNING_SECRET, or upgrade Chatwoot to 4.13.0 or later.',
  doorUncalled: (calls) =>
    calls === 'nowhere' ? 'open, but the inbox has no webhook address' : 'open, but the inbox calls another address',
  doorUncalledFix:
    'Set it in Chatwoot (Settings → Inboxes → your inbox), or run `optiatiende connect --public-url …`. Well so where an account webhook calls it.',
  notesByWebhook: '/bot and /template in private notes are heard, by webhook',
  notesBySweep: '/bot and /template in private notes are heard at once, by the user token',
  notesUnheard: '/bot and /template in private notes cannot be heard: that takes a webhook or a user token',
  notesFix: '`optiatiende connect` sets up either. Taking over, answering and resolving need none of it.',
  cableOff: 'CHATWOOT_CABLE is off: agents are heard by webhook and sweep',
  cableOffSlow: 'CHATWOOT_CABLE is off and there is no webhook: agents are heard by the sweep alone, every 10 s',
  nobodyHears: 'cable, webhook and sweep are all off: what agents write never reaches WhatsApp',
  nobodyHearsFix:
    'Remove CHATWOOT_CABLE=false or SWEEP_REQUESTS_PER_MINUTE=0, or run `optiatiende connect --public-url …`.',
  cableOn: (ms) => `welcomed after ${ms} ms: agents are heard at once`,
  cableSilent: (seconds) => `no welcome within ${seconds} s at /cable: agents are heard late`,
  cableFix:
    'Let the proxy in front of Chatwoot pass WebSockets on (Upgrade and Connection) for /cable, or set CHATWOOT_CABLE=false.',
  labelUnseen: (labels, hasToken) =>
    `whether there is ${named(labels)} ${hasToken ? 'cannot be seen' : 'shows only to a user token'}`,
  assigning: (rule, byItself) =>
    byItself === null
      ? `HANDOFF_ON_ASSIGN=${rule}: who assigns is not known without a user token${rule === 'auto' ? ', so no assignment takes over' : ''}`
      : byItself
        ? `the inbox assigns by itself (HANDOFF_ON_ASSIGN=${rule})${rule === 'auto' ? ': only what a person assigned takes over' : ''}`
        : `the inbox does not assign by itself (HANDOFF_ON_ASSIGN=${rule})${rule === 'never' ? '' : ': each assignment takes over'}`,
  assigningFix:
    'The bot is silent for everybody the inbox assigns: set HANDOFF_ON_ASSIGN=auto, or run `optiatiende connect --auto-assign off`.',
  labelThere: (labels) => `${named(labels)} ${labels.length === 1 ? 'is' : 'are'} there`,
  labelMissing: (labels) => `there is no label ${named(labels, 'or')}: agents can neither choose it nor filter by it`,
  labelFix: (labels) => `Make ${named(labels)} in Chatwoot (Settings → Labels), or run \`optiatiende connect\`.`,
  hoursNone: 'BUSINESS_HOURS is not set: people count as there at all times',
  hoursNow: (open, clock, timeZone) => `${open ? 'open' : 'closed'} now: it is ${clock} in ${timeZone}`,
  hoursFix: 'Set BUSINESS_TIMEZONE, such as America/Argentina/Cordoba: without it the hours count in UTC.',
};
