import type { ConnectWords } from './connect-words.ts';

export const connectEn: ConnectWords = {
  intro: 'Connects OptiAtiende with your Chatwoot. Nothing is changed before you say yes.',
  cancelled: 'Ended; nothing was changed.',
  askUrl: 'Address of your Chatwoot',
  askToken: 'Access token of an administrator',
  tokenHint:
    'In Chatwoot: your picture (bottom left) → Profile settings → Access token. It is used now and kept only if you say so below.',
  askAccount: 'Which account?',
  askInbox: 'Which inbox shall hold the conversations of WhatsApp?',
  newInbox: 'A new one',
  askInboxName: 'Name of the new inbox',
  askMembers: 'Who answers in it? (space marks, Enter goes on)',
  askBot: 'Connect an agent bot with the inbox?',
  botHint: 'With it the bot’s words show as the bot’s own, and a hand-off can open, assign and label the conversation.',
  pendingWarning:
    'With an agent bot, conversations of this inbox begin as “pending”, and come back to pending when a customer writes to a resolved one: agents find them under “Pending” (or “All”) until somebody takes over. Conversations that are open now stay open.',
  askPublicUrl: 'Address under which Chatwoot can reach this service (empty: none)',
  publicUrlHint:
    'Such as https://bot.example.com. With it agents’ private notes (/bot, /template) are heard too. Without one agents’ answers are heard all the same, through Chatwoot’s real-time channel.',
  askUserToken: 'Keep a user token for the delivery ticks?',
  userTokenHint:
    'Chatwoot lets only a person’s token set sent, delivered, read and failed on messages, and read private notes. It acts as that person: best take one of a user made for it. That may be an administrator who is no member of the inbox, so that nothing is assigned to it, or a member.',
  userTokenKeep: 'Keep the one in the settings',
  userTokenThis: (name) => `Keep this administrator’s token (${name})`,
  userTokenOther: 'Give another one, of an agent',
  userTokenNone: 'None: no ticks',
  askOtherToken: 'Access token of the agent',
  required: 'This is needed.',
  wrongPublicUrl:
    'That is no address that Chatwoot could call: it must begin with https:// (or http://), without user, query or #. Chatwoot itself would take it and never call.',

  missing: (options) =>
    `Not in a terminal, so these must be given: ${options.join(', ')}. \`optiatiende connect --help\` has an example.`,
  wrongUrl: (text) =>
    `--url: “${text}” is no address. It must be one such as https://chatwoot.example.com, without user and password.`,
  server: (url) => `--url ${url}: this Chatwoot cannot be used.`,
  tokenUnknown: (option) =>
    `${option}: Chatwoot does not know this access token. Copy it again: your picture (bottom left) → Profile settings → Access token, in this Chatwoot.`,
  tokenOfBot: (option) =>
    `${option}: this is the token of an agent bot, which may ${option === '--token' ? 'not set anything up. Take an administrator’s' : 'set no ticks. Take an agent’s'}: Profile settings → Access token.`,
  tokenLost: (option) =>
    `${option}: it did not reach Chatwoot. A proxy in front of it takes the header api_access_token away; with nginx set: underscores_in_headers on.`,
  noAdministrator: (name) =>
    `--token: it belongs to ${name}, who is not an administrator there. Only an administrator may set up an inbox: ask one for a token, or to make ${name} an administrator (Settings → Agents).`,
  notInAccount: (name, wanted, accounts) =>
    `--account ${wanted}: ${name} does not belong to it, only to ${accounts.join(', ') || 'none'}. The number stands behind /accounts/ in the address of the page.`,
  severalAccounts: (accounts) =>
    `--account: the token’s user administers ${accounts.join(', ')}. Name one by its number.`,
  twoInboxes: (name) =>
    `--inbox-name: two API inboxes are called “${name}”. Rename one in Chatwoot, or set CHATWOOT_INBOX_ID to the identifier of the one that is meant.`,
  unknownMember: (text, known) => `--members: nobody in this account is “${text}”. There are ${known.join(', ')}.`,
  userNotMember: (name) =>
    `--user-token: it belongs to ${name}, who is not a member of the inbox, so ticks would be refused. Name ${name} in --members too, or take another token.`,
  userElsewhere: (name, account) => `--user-token: it belongs to ${name}, who is not in account ${account}.`,
  noBotToken:
    'Chatwoot does not tell the bot’s token: copy it from Settings → Bots, and set CHATWOOT_BOT_TOKEN. Everything else is done.',
  wrongWebhookSecret:
    'CHATWOOT_WEBHOOK_SECRET in the settings cannot be part of an address: at least 8 of A–Z, a–z, 0–9, - _ . ~. Correct or remove it.',
  failed: (reason, fix) =>
    `Chatwoot did not do it: ${reason}${fix === '' ? '' : `\n  → ${fix}`}\nWhat was done until then stays, and the settings were not written. Once mended, run it again: it goes on where it was.`,

  connected: (version, user, account) => `Chatwoot ${version}, as ${user}, in account ${account}.`,
  privateIfTold: (root) =>
    `${root} is a private address. This Chatwoot calls such ones only where it was started with SAFE_FETCH_ALLOW_PRIVATE_NETWORK=true; otherwise its webhooks fail, and agents see their messages marked as failed. Set it there, or give a public address, or none.`,
  privateNever: (root) =>
    `${root} is a private address, and Chatwoot 4.14.0 cannot call those at all: upgrade it to 4.14.1 or later, or give a public address, or none.`,
  plainAddress:
    'The address begins with http://: what people write crosses the network for everybody on the way to read.',
  noPublicUrl:
    'Without an address for webhooks, private notes (/bot, /template) are heard only with a user token. Answers are heard by the real-time channel.',
  assignsByItself:
    'The inbox assigns conversations by itself to whoever is online. The bot goes on then: only an assignment that a person made takes over, and only with a user token it is known who did. Switch it off with --auto-assign off.',
  botAnswersElsewhere: (name) =>
    `The bot “${name}” is connected and has an address of its own: if another program answers there, customers get two answers. Take the address away in Settings → Bots.`,
  replacesWebhook: (address) =>
    `The inbox calls ${address} now. A program that listens there will hear nothing any more.`,
  environmentWins: (names) =>
    `${names.join(', ')}: set in the environment too, with another value, which wins over the file. Take it away there.`,

  step(step) {
    switch (step.do) {
      case 'make_inbox':
        return `make the API inbox “${step.name}”${step.webhook === null ? '' : ', which calls this service'}`;
      case 'set_webhook':
        return 'let the inbox call this service';
      case 'set_window':
        return `close the composer ${step.hours} hours after the customer’s last message, as WhatsApp does`;
      case 'set_members':
        return `members of the inbox: ${step.names.join(', ')}`;
      case 'set_assigning':
        return step.on ? 'let the inbox assign conversations by itself' : 'assign nothing by itself in the inbox';
      case 'make_bot':
        return `make the agent bot “${step.name}”`;
      case 'connect_bot':
        return `connect the bot “${step.name}” with the inbox${step.instead === null ? '' : `, in place of “${step.instead}”`}`;
      case 'make_label':
        return `make the label “${step.title}”`;
    }
  },
  planHead: 'To be done in Chatwoot:',
  planNone: 'In Chatwoot everything is so already.',
  fileHead: (path) => `To be written into ${path}:`,
  fromChatwoot: '(Chatwoot gives it)',
  fileNone: (path) => `${path} has all of it already.`,
  question: 'Do it?',
  yes: 'Yes',
  no: 'No',
  notDone: 'Nothing was changed. Add --yes to have it done.',
  doneHead: 'Done in Chatwoot:',
  written: (path) => `Written: ${path} (only its owner may read it).`,
  next: 'Next: `optiatiende check`, then start the service, or start it again.',
};
