import type { AuditWords } from './audit-words.ts';

export const auditEn: AuditWords = {
  title: (channel, from, zone) => `${channel === null ? '' : `${channel}: `}since ${from} (${zone})`,
  columns: {
    day: 'Day',
    received: 'Received',
    answered: '= answered',
    people: '+ people’s',
    notToAnswer: '+ not to answer',
    unanswered: '+ pending',
    said: 'Said',
    sent: 'sent',
    delivered: 'delivered',
    takenBack: 'taken back',
    toRegister: 'To register',
    registered: 'registered',
  },
  noDays: 'There are no messages in that time.',
  kinds: {
    unread: ({ number }) => `webhook ${number} could not be read`,
    unanswered: () => 'nobody took it to answer it',
    no_words: () => 'the bot answered it, and its answer is not there',
    unsent: () => 'did not leave on WhatsApp',
    undelivered: () => 'left on WhatsApp and was not delivered',
    unregistered: () => 'is not registered in Chatwoot',
    missing: ({ conversation, there }) =>
      `is missing in Chatwoot: it was message ${there.join(', ')}${at(conversation)}`,
    doubled: ({ conversation, there }) => `stands in Chatwoot twice: messages ${there.join(', ')}${at(conversation)}`,
    out_of_order: ({ conversation, there }) =>
      `is out of order in Chatwoot: message ${there[0]} stands behind ${there[1]}${at(conversation)}`,
    unheard: ({ conversation, there }) =>
      `was written in Chatwoot and did not leave on WhatsApp: message ${there.join(', ')}${at(conversation)}`,
    conversations: ({ conversation, there }) =>
      `has more conversations in Chatwoot than ${conversation}: ${there.join(', ')} (of an earlier tool)`,
    not_read_back: () => 'Chatwoot could not be read: it is not known what stands there',
  },
  authors: { customer: 'customer’s message', bot: 'bot’s message', agent: 'agent’s message' },
  next: {
    waits: () => 'It goes on by itself; `optiatiende status` says why it waits.',
    retry: ({ number }) => `See \`optiatiende problems list\`; then \`optiatiende problems retry ${number}\`.`,
    fix: () => 'Register it with `optiatiende audit --fix`.',
    write: () => 'Write to them from Chatwoot, if it still matters.',
    phone: () =>
      'WhatsApp keeps it until the phone is online. If nobody’s are delivered, see `optiatiende check`: the statuses do not arrive.',
    read: ({ number }) => `It is kept whole; tell us, or have it read again (docs/ARCHITECTURE.md, event ${number}).`,
    again: () => 'Have the agent send it again from Chatwoot, if it still matters.',
    delete: () => 'Delete the one too many in Chatwoot.',
    order: () => 'There is nothing to do: nothing can be moved in Chatwoot.',
    tidy: () => 'Resolve them in Chatwoot: what is new goes to one of them only.',
    look: () => 'See `optiatiende check`, and audit again.',
  },
  reasons: {},
  chatwoot: {
    read: (compared) => `Compared with Chatwoot: ${compared} ${compared === 1 ? 'person' : 'people'}.`,
    off: () => 'Not compared with Chatwoot: CHATWOOT_ENABLED is not true, or CHATWOOT_DRY_RUN is.',
    'not read': (compared) => `Chatwoot could not be read as a whole; compared: ${compared} people.`,
  },
  none: 'No gaps.',
  some: (count) => (count === 1 ? 'One gap.' : `${count} gaps.`),
  fixed: (count) =>
    count === 0
      ? 'There is nothing new to register.'
      : `${count === 1 ? 'One message is' : `${count} messages are`} registered in Chatwoot now, with the time; the service does it.`,
  counted: {
    unread: 'webhooks unread',
    unanswered: 'not taken',
    no_words: 'without the bot’s answer',
    unsent: 'not sent',
    undelivered: 'not delivered',
    unregistered: 'not registered',
    missing: 'missing in Chatwoot',
    doubled: 'doubled',
    out_of_order: 'out of order',
    unheard: 'agents’, not sent',
    conversations: 'people with several conversations',
    not_read_back: 'Chatwoot could not be read',
  },
  last: 'Last audit',
  lastResult: (time, gaps) => (gaps === '' ? `${time}: no gaps` : `${time}: ${gaps}`),
};

const at = (conversation: number | null): string => (conversation === null ? '' : ` of conversation ${conversation}`);
