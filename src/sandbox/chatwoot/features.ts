/** What a release of Chatwoot does that a bridge can notice; read in its history, release by release. */
export interface Features {
  /** As `GET /api` tells it. */
  version: string;
  /** `GET /health`. */
  health: boolean;
  /** The limit of messages a minute. */
  messageLimit: boolean;
  /** Names of contacts over 255 characters are cut; older: 422. */
  cutsNames: boolean;
  /** The list of an HMAC-verified contact-inbox; older: 500. */
  verifiedLists: boolean;

  /** API inboxes and agent bots sign. */
  signsInbox: boolean;
  /** Account webhooks sign, and their `secret` shows; both doors carry `X-Chatwoot-Delivery`. */
  signsAccount: boolean;
  typingWebhooks: boolean;
  /** `content_type` and a filled `extension` of attachments. */
  typedAttachments: boolean;
  /** `account` in conversation_* events. */
  accountInConversationEvents: boolean;
  /** Where the survey's link stands. */
  surveyLink: 'webhook' | 'webhook and list' | 'nowhere';
  /** Backslash-newlines are cleaned in webhooks. */
  cleansBackslashes: boolean;
  /** Trailing newlines are cleaned in webhooks. */
  cleansTrailing: boolean;
  /** Agent bots are told of conversations too, not of messages alone. */
  tellsBotsConversations: boolean;
  /** `updated_at` in events of conversations. */
  updatedAt: boolean;
  /** 429 and 500 are tried three times at an agent bot's door. */
  retriesBots: boolean;
  /** Private addresses are refused unless allowed, redirects are followed. */
  safeFetch: boolean;
  userAgent: string;

  /** Conversation actions a bot's token may use beside create, toggle_status and posting messages. */
  botMay: ReadonlySet<BotRight>;
  /** A bot connected to no inbox may act. */
  unconnectedBots: boolean;
  /** `assignee_type: "AgentBot"`; older take the id for a person's. */
  botAssignee: boolean;
  /** `PATCH` of a message's status; older: no such call. */
  messageStatus: boolean;
  /** All of `content_attributes` on create; older: `in_reply_to` and `items`. */
  allContentAttributes: boolean;
  botClearsWaiting: boolean;
  /** Secrets in answers, and `reset_secret`. */
  secrets: boolean;
  resetAccessToken: boolean;
  csatConfig: boolean;
  /** The agent's Retry makes two updates; older: one. */
  retryTwice: boolean;
}

export type BotRight = 'assignments' | 'priority' | 'update' | 'custom_attributes' | 'typing' | 'show' | 'labels';

const RIGHTS: readonly [BotRight, string][] = [
  ['assignments', '3.6.0'],
  ['priority', '3.6.0'],
  ['update', '3.7.0'],
  ['custom_attributes', '4.2.0'],
  ['typing', '4.11.2'],
  ['show', '4.14.2'],
  ['labels', '4.14.2'],
];

export function featuresOf(version: string): Features {
  const since = (release: string) => compare(version, release) >= 0;
  return {
    version,
    health: since('4.11.0'),
    messageLimit: since('3.9.0'),
    cutsNames: since('4.15.0'),
    verifiedLists: since('4.7.0'),
    signsInbox: since('4.13.0'),
    signsAccount: since('4.11.2'),
    typingWebhooks: since('4.2.0'),
    typedAttachments: since('4.13.0'),
    accountInConversationEvents: since('4.14.2'),
    surveyLink: since('4.4.0') ? 'webhook' : since('4.3.0') ? 'nowhere' : 'webhook and list',
    cleansBackslashes: since('4.13.0'),
    cleansTrailing: since('4.14.2'),
    tellsBotsConversations: since('4.13.0'),
    updatedAt: since('4.0.2'),
    retriesBots: since('4.11.2'),
    safeFetch: since('4.14.0'),
    userAgent: since('4.14.0') ? 'Ruby' : 'rest-client/2.1.0 (linux x86_64) ruby/3.3.3p89',
    botMay: new Set(RIGHTS.filter(([, release]) => since(release)).map(([right]) => right)),
    unconnectedBots: since('4.8.0'),
    botAssignee: since('4.8.0'),
    messageStatus: since('4.2.0'),
    allContentAttributes: since('4.9.0'),
    botClearsWaiting: since('4.10.0'),
    secrets: since('4.13.0'),
    resetAccessToken: since('4.3.0'),
    csatConfig: since('4.2.0'),
    retryTwice: since('4.2.0'),
  };
}

/** Below 0 where `a` is the older; what is no number counts as newer than everything. */
function compare(a: string, b: string): number {
  const parts = (version: string) => version.split('.').map((part) => Number.parseInt(part, 10));
  const [left, right] = [parts(a), parts(b)];
  for (let i = 0; i < 3; i += 1) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (Number.isNaN(difference)) return 1;
    if (difference !== 0) return difference;
  }
  return 0;
}
